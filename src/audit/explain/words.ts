import type { ChargeCode } from '../../freight/codes.ts';
import { amountText, type Decimal } from '../../freight/money.ts';
import { epochMs, type Instant, localTimeText } from '../../freight/time.ts';
import { currencyOf } from '../align/bill-lines.ts';
import { familyOf } from '../checks/tolerance.ts';
import type { DossierBill } from '../dossier.ts';
import type { Need } from '../expected.ts';
import type { AlignedLine, CheckContext } from '../judged.ts';
import type { Working } from '../working.ts';

const named: Partial<Record<ChargeCode, string>> = {
  TONU: 'vehicle ordered, not used',
  NOTIFY: 'notice of arrival',
  COD: 'collect on delivery',
  LUMPER: 'lumper (unloading)',
  PER_DIEM: 'per diem',
  STOP_OFF: 'stop-off',
  TAX: 'tax',
  OTHER: 'other charge',
  UNEXPLAINED: 'difference between lines and total',
  UNMAPPED: 'charge of unknown kind',
};

/** A charge as people say it, in lower case: `liftgate delivery`. */
export function chargeWords(charge: ChargeCode): string {
  return named[charge] ?? charge.toLowerCase().replaceAll('_', ' ');
}

/** The head of a line's sentence: `Liftgate at stop 2`, `Fuel`. A code nobody has mapped is quoted. */
export function lineName({ charge, stop, rawCode }: AlignedLine): string {
  if (charge === 'UNMAPPED' && rawCode !== null) return `Charge ${rawCode}`;
  const words =
    stop === null ? chargeWords(charge) : chargeWords(charge).replace(/(?<!^inside) (pickup|delivery)$/, '');
  const name = words.slice(0, 1).toUpperCase() + words.slice(1);
  return stop === null ? name : `${name} at stop ${stop}`;
}

/** An amount in the bill's currency, without its code: a bill has one. */
export function amountWords(amount: Decimal, bill: DossierBill): string {
  return amountText(amount, currencyOf(bill));
}

/** `2026-03-04T07:40:00-06:00` as `2026-03-04 07:40 -06:00`; one in UTC says so. */
export function timeWords(instant: string): string {
  const parts = /^(\d{4}-\d{2}-\d{2})T(\d{2}:\d{2})(?::\d{2}(?:\.\d+)?)?(Z|[+-]\d{2}:\d{2})$/.exec(instant);
  if (!parts) return instant;
  const [, date = '', time = '', zone = ''] = parts;
  return `${date} ${time} ${zone === 'Z' ? 'UTC' : zone}`;
}

const parties: Record<Need['from'], string> = {
  CARRIER: 'the carrier',
  SHIPPER: 'the shipper',
  CONSIGNEE: 'the consignee',
  US: 'our own side',
};

/** Who can give a missing fact. */
export function partyWords(from: Need['from']): string {
  return parties[from];
}

const clauses: Record<string, string> = {
  lanes: 'lane',
  fuel: 'fuel programme',
  accessorials: 'accessorials',
  exclusions: 'charges that exclude each other',
  lateDelivery: 'late delivery',
  guarantees: 'guaranteed service',
  taxes: 'taxes',
  surcharges: 'surcharges',
  limits: 'time limits',
  rounding: 'rounding',
};

/** What an amount rests on: the parts of the contract that it is made of, and the facts with a time. */
interface Grounds {
  clauses: Set<string>;
  timed: { label: string; at: Instant }[];
}

/** Grounds of a working and all below it, each step once, from the top. */
function groundsOf(working: Working): Grounds {
  const grounds: Grounds = { clauses: new Set(), timed: [] };
  const seen = new Set<Working>();
  const look = (step: Working): void => {
    seen.add(step);
    const { source } = step;
    const part = source?.kind === 'CONTRACT' ? clausePart(source.pointer) : null;
    if (part !== null) grounds.clauses.add(part);
    if (source?.kind === 'FACT' && source.occurredAt) grounds.timed.push({ label: step.label, at: source.occurredAt });
    for (const input of step.inputs) if (!seen.has(input)) look(input);
  };
  look(working);
  return grounds;
}

/**
 * What governs an amount and what it rests on, in brackets after it: `ABCD-LTL v3, lane OH-TX`, `agreed price RC-7`, and
 * the facts with a time, at most 4, in order of time and in the local time of the stop: `departure 2026-03-04 11:52 -06:00`.
 */
export function groundsWords(context: CheckContext, line: AlignedLine, zone: string | null): string[] {
  const grounds = line.against === null ? null : groundsOf(line.against.working);
  const governs =
    line.against?.basis === 'AGREED'
      ? agreedWords(context)
      : clauseWords(context, governing(line.charge, [...(grounds?.clauses ?? [])]));
  return [governs, ...(grounds === null ? [] : timedWords(grounds, zone))];
}

/** Of all the clauses that an amount is made of, the one that is of the charge itself: fuel is a part of a lane's price too. */
function governing(charge: ChargeCode, parts: readonly string[]): string | null {
  const own: Partial<Record<string, string[]>> = { LINEHAUL: ['lane'], FUEL: ['fuel programme', 'surcharges'] };
  const wanted = own[familyOf(charge)] ?? ['charges that exclude each other', 'accessorials', 'surcharges'];
  return parts.find((part) => wanted.includes(part)) ?? parts[0] ?? null;
}

function clauseWords({ rated }: CheckContext, part: string | null): string {
  if (!rated?.terms.contract) return '';
  const { terms } = rated;
  const version = `${rated.terms.contract.contractId} v${rated.terms.contract.version}`;
  return part === null ? version : `${version}, ${part === 'lane' ? `lane ${terms.lane ?? ''}` : part}`;
}

function agreedWords({ evidence }: CheckContext): string {
  const reference = evidence.shipment?.body.agreed?.reference ?? null;
  return reference === null ? 'price agreed for the shipment' : `agreed price ${reference}`;
}

function clausePart(pointer: string): string | null {
  const end = pointer.indexOf('/', 1);
  const part = end === -1 ? pointer.slice(1) : pointer.slice(1, end);
  if (part !== 'lanes') return clauses[part] ?? null;
  const ofLane = pointer.split('/', 4)[3] ?? '';
  return clauses[ofLane === 'linehaul' ? part : ofLane] ?? null;
}

function timedWords({ timed }: Grounds, zone: string | null): string[] {
  if (timed.length === 0) return [];
  const facts = new Map<string, number>();
  for (const { label, at } of timed) {
    const words = zone === null ? timeWords(at) : localTimeText(at, zone);
    facts.set(`${label.replace(at, '').trim()} ${words}`, epochMs(at));
  }
  return [...facts]
    .sort(([, a], [, b]) => a - b)
    .map(([words]) => words)
    .slice(0, 4);
}
