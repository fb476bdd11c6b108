import {
  chargeCodes,
  disagreementModes,
  freightTerms,
  invoiceKinds,
  modes,
  reasonCodes,
  shipmentStatuses,
} from '../../freight/codes.ts';
import { daysBetween, writtenDate } from '../../freight/time.ts';
import { Dec, decimal, sum } from '../../freight/money.ts';
import { currencyOf } from '../align/bill-lines.ts';
import type { DossierBill } from '../dossier.ts';
import type { Milestone } from '../evidence/evidence.ts';
import type { AlignedLine, CheckContext, CheckVerdict } from '../judged.ts';
import { budgetLeftFor } from '../checks/budget.ts';
import { carrierOf } from '../checks/governing.ts';
import { familyOf } from '../checks/tolerance.ts';
import type { FactType, FactValue } from './operators.ts';

/** What a rule is asked about: one verdict of one line, or, `check` null, the line itself. */
export interface Subject {
  context: CheckContext;
  bill: DossierBill;
  line: AlignedLine;
  check: CheckVerdict | null;
}

/** A fact that rules may name. */
export interface DictionaryFact {
  name: string;
  type: FactType;
  meaning: string;
  /** All the words it may be; absent: any. */
  among?: readonly string[];
  /** null or undefined: absent. */
  read: (subject: Subject) => FactValue | null | undefined;
}

const yes = (fact: boolean | undefined) => (fact === undefined ? null : fact ? 'YES' : 'NO');
const instant = (milestone: Milestone) => (milestone.status === 'STANDS' ? milestone.at : null);
const shipment = ({ context }: Subject) => context.evidence.shipment?.body;
const deadline = ({ context }: Subject, kind: 'MATCH' | 'EVIDENCE' | 'REVIEW') =>
  context.deadlinesPassed.has(kind) ? 'PASSED' : 'RUNNING';

function daysAfterDelivery({ context, bill }: Subject): FactValue | null {
  const delivered = instant(context.evidence.delivery);
  return delivered === null ? null : new Dec(daysBetween(writtenDate(delivered), bill.invoice.invoiceDate));
}

function billedInAll({ bill: { bill } }: Subject): FactValue {
  return sum([...bill.charges, ...(bill.taxes ?? [])].map(({ amount }) => decimal(amount)));
}

function percentOver({ line, check }: Subject): FactValue | null {
  if (check?.verdict !== 'VARIANCE' || line.expected === null) return null;
  const of = line.expected.isZero() ? line.billed.abs() : line.expected.abs();
  return of.isZero() ? null : check.amount.dividedBy(of);
}

type Row = [name: string, type: FactType, meaning: string, read: DictionaryFact['read'], among?: readonly string[]];

const answers = ['YES', 'NO'];
const deadlines = ['PASSED', 'RUNNING'];
const families = ['LINEHAUL', 'FUEL', 'ACCESSORIAL', 'TAX', 'UNEXPLAINED', 'UNMAPPED'];

const rows: Row[] = [
  ['check.id', 'code', 'The check that spoke, e.g. R-07', ({ check }) => check?.id],
  ['check.verdict', 'code', 'VARIANCE or CANNOT_ASSESS', ({ check }) => check?.verdict, ['VARIANCE', 'CANNOT_ASSESS']],
  ['check.reason', 'code', 'Its reason, e.g. FUEL_WRONG', ({ check }) => check?.code, reasonCodes],
  [
    'check.direction',
    'code',
    'Of a VARIANCE: OVER or UNDER; else NONE',
    ({ check }) => check && (check.direction ?? 'NONE'),
    ['OVER', 'UNDER', 'NONE'],
  ],
  ['check.difference', 'money', 'How far billed and owed are apart, never negative', ({ check }) => check?.amount],
  [
    'check.percent',
    'percent',
    'The difference as a fraction of what is owed, of what is billed where nothing is; absent while unknown',
    percentOver,
  ],
  [
    'check.tolerated',
    'code',
    'YES when the difference is within the terms’ tolerance',
    ({ check }) => yes(check?.withinTolerance),
    answers,
  ],
  [
    'check.certain',
    'code',
    'YES when nothing is owed whatever the missing facts would say',
    ({ check }) => yes(check?.certain),
    answers,
  ],
  [
    'check.onAbsence',
    'code',
    'YES when it rests on a fact that never came',
    ({ check }) => yes(check?.restsOnAbsence),
    answers,
  ],
  ['line.charge', 'code', 'The charge, e.g. DETENTION_DELIVERY', ({ line }) => line.charge, chargeCodes],
  [
    'line.family',
    'code',
    'LINEHAUL, FUEL, ACCESSORIAL, TAX, UNEXPLAINED or UNMAPPED',
    ({ line }) => familyOf(line.charge),
    families,
  ],
  ['line.rawCode', 'code', 'The carrier’s own code', ({ line }) => line.rawCode],
  ['line.billed', 'money', 'The amount billed', ({ line }) => line.billed],
  ['line.expected', 'money', 'The amount owed; absent while it is not provable', ({ line }) => line.expected],
  ['bill.kind', 'code', 'ORIGINAL, CORRECTED, CREDIT …', ({ bill }) => bill.invoice.kind, invoiceKinds],
  ['bill.currency', 'code', 'ISO 4217', ({ bill }) => currencyOf(bill)],
  ['bill.carrier', 'code', 'The carrier that bills', ({ bill }) => carrierOf(bill)],
  ['bill.legalEntity', 'code', 'The company billed', ({ bill }) => bill.invoice.legalEntity],
  ['bill.billed', 'money', 'What the bill comes to, taxes included', billedInAll],
  ['bill.documentTotal', 'money', 'Total of the carrier invoice', ({ bill }) => decimal(bill.invoice.total)],
  ['bill.invoiceDate', 'time', 'Date of the carrier invoice', ({ bill }) => bill.invoice.invoiceDate],
  [
    'bill.daysAfterDelivery',
    'quantity',
    'Days from the delivery to the date of the invoice; absent while no delivery stands',
    daysAfterDelivery,
  ],
  ['bill.receivedOn', 'time', 'Day the bill was first received (UTC)', ({ bill }) => writtenDate(bill.receivedAt)],
  ['bill.evidenceDeadline', 'code', 'PASSED or RUNNING', (subject) => deadline(subject, 'EVIDENCE'), deadlines],
  ['bill.matchDeadline', 'code', 'PASSED or RUNNING', (subject) => deadline(subject, 'MATCH'), deadlines],
  ['shipment.mode', 'code', 'TL, LTL …', (subject) => shipment(subject)?.mode, modes],
  ['shipment.service', 'code', 'Service ordered', (subject) => shipment(subject)?.service],
  ['shipment.equipment', 'code', 'Equipment ordered', (subject) => shipment(subject)?.equipment],
  ['shipment.terms', 'code', 'PREPAID, COLLECT or THIRD_PARTY', (subject) => shipment(subject)?.terms, freightTerms],
  [
    'shipment.status',
    'code',
    'ORDERED, TENDERED, CANCELLED …',
    (subject) => shipment(subject)?.status,
    shipmentStatuses,
  ],
  ['shipment.legalEntity', 'code', 'The company that ordered', (subject) => shipment(subject)?.legalEntity],
  [
    'shipment.stops',
    'quantity',
    'How many stops were ordered',
    (subject) => {
      const ordered = shipment(subject)?.stops.length;
      return ordered === undefined ? null : new Dec(ordered);
    },
  ],
  ['shipment.pickedUpAt', 'time', 'The standing first departure', ({ context }) => instant(context.evidence.pickup)],
  ['shipment.deliveredAt', 'time', 'The standing delivery', ({ context }) => instant(context.evidence.delivery)],
  ['contract.id', 'code', 'The contract that governs', ({ context }) => context.rated?.terms.contract?.contractId],
  ['contract.lane', 'code', 'Its lane', ({ context }) => context.rated?.terms.lane],
  [
    'contract.disagreement',
    'code',
    'SHORT_PAY, PAY_AND_CLAIM or HOLD_ALL',
    ({ context }) => context.rated?.terms.payment.disagreement,
    disagreementModes,
  ],
  [
    'contract.budgetLeft',
    'money',
    'What is left of the tolerance budget for the bill; absent where there is none',
    ({ context, bill }) => (context.rated ? budgetLeftFor(context.rated.terms, bill) : null),
  ],
];

/** Every fact that rules may name, with its type and meaning. */
export const dictionary: ReadonlyMap<string, DictionaryFact> = new Map(
  rows.map(([name, type, meaning, read, among]) => [name, { name, type, meaning, read, ...(among ? { among } : {}) }]),
);
