import type { BilledLine } from '../../freight/bill.ts';
import type { EquipmentDetails } from '../../freight/equipment-invoice.ts';
import type { ReferenceType } from '../../freight/codes.ts';
import type { DossierBill } from '../dossier.ts';
import type { Need } from '../expected.ts';
import type { AlignedLine, CheckVerdict } from '../judged.ts';
import { passes, varies } from './verdict.ts';

/** A billed line as its invoice tells of it. */
interface Told {
  details: EquipmentDetails;
  line: BilledLine;
  bill: DossierBill;
}

/** One thing the invoice must say, in words, and whether it does. */
type Element = [what: string, isSaid: (told: Told) => boolean];

const said = (value: unknown) => value !== null && value !== undefined && value !== '' && value !== false;

const refersTo = ({ bill: { bill } }: Told, ...types: ReferenceType[]) =>
  (bill.references ?? []).some(({ type }) => types.includes(type));

/** Import or export: as it says, else as what it says can only be of one of them. */
function directionOf({ direction, availableOn, portOfDischarge, earliestReturnOn }: EquipmentDetails) {
  if (direction) return direction;
  if (said(availableOn) || said(portOfDischarge)) return 'IMPORT';
  return said(earliestReturnOn) ? 'EXPORT' : null;
}

const ofImport = ({ details }: Told) => directionOf(details) === 'IMPORT';
const ofExport = ({ details }: Told) => directionOf(details) === 'EXPORT';
const field =
  (name: keyof EquipmentDetails) =>
  ({ details }: Told) =>
    said(details[name]);

/**
 * 46 CFR 541.6, (a) to (e), in its order. The invoice's date and the total due stand on every invoice we take. Of (b)(8)
 * both ends of the days; of (a)(3), (b)(6) and (b)(7) what the direction asks for, and that it can be told.
 */
const elements: readonly Element[] = [
  ['bill of lading number', (told) => said(told.details.billOfLading) || refersTo(told, 'BOL', 'MASTER_BOL')],
  ['container number', (told) => said(told.details.container) || refersTo(told, 'CONTAINER')],
  ['import or export', ({ details }) => directionOf(details) !== null],
  ['port of discharge', (told) => !ofImport(told) || said(told.details.portOfDischarge)],
  ['why the billed party is liable', field('liabilityBasis')],
  ['due date', field('dueDate')],
  ['free time in days', field('freeDays')],
  ['start of free time', field('freeTimeFrom')],
  ['end of free time', field('freeTimeTo')],
  ['day of availability', (told) => !ofImport(told) || said(told.details.availableOn)],
  ['earliest return date', (told) => !ofExport(told) || said(told.details.earliestReturnOn)],
  ['days charged', ({ details }) => said(details.chargedFrom) && said(details.chargedTo)],
  ['rule the rate is of', field('rule')],
  ['rate', ({ details, line }) => (details.rates ?? []).length > 0 || said(line.rate)],
  ['contact for a dispute', field('contact')],
  ['web page on disputes', field('web')],
  ['time limit of a dispute', field('disputeDays')],
  ['statement that the charge conforms with the rules', field('statesConformity')],
  ['statement that the billing party did not cause it', field('statesNoFault')],
];

/** What of 46 CFR 541.6 a billed line does not say, in words and in its order. */
export function missingContents(bill: DossierBill, line: BilledLine): string[] {
  const told = { bill, line, details: line.details ?? {} };
  return elements.filter(([, isSaid]) => !isSaid(told)).map(([what]) => what);
}

/**
 * where the contract asks for it, a line of demurrage, detention or per diem says all that 46 CFR 541.6 demands. An
 * element that is missing removes the obligation to pay, whatever the times prove, until an invoice gives it. null: the
 * contract does not ask.
 */
export function invoiceContent(bill: DossierBill, line: AlignedLine): CheckVerdict | null {
  if (line.against?.invoiceContent !== 'FMC_541_6') return null;
  const billed = bill.bill.charges.find((one) => one.line === line.line);
  if (!billed) return null;
  const missing = missingContents(bill, billed);
  if (missing.length === 0) return passes('A-25');
  const needs = missing.map((what): Need => ({ fact: what, reason: 'ACC_CONDITION', from: 'CARRIER' }));
  return varies('A-25', 'ACC_CONDITION', line.billed, { certain: true, needs });
}
