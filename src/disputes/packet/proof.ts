import type { ChargeResult, Missing } from '../../audit/report.ts';
import { partyWords, timeWords } from '../../audit/explain/words.ts';
import type { Working, WorkingSource } from '../../audit/working.ts';
import type { ReasonCode } from '../../freight/codes.ts';
import type { PacketLine } from '../../freight/dispute.ts';
import { decimalPattern } from '../../freight/money.ts';
import type { Instant } from '../../freight/time.ts';

/** A fact a judgement rests on, as it was told. */
export interface KnownFact {
  kind: string;
  source: string;
  id: string;
  body: Record<string, unknown>;
  receivedAt: Instant;
}

/** A letter is read by people: beyond these it says less the longer it is. */
const mostSteps = 80;
const mostFacts = 20;
const mostDepth = 8;

const unitWords: Readonly<Record<string, string>> = { COUNT: '', '': '', PERCENT: '%', RATIO: '' };

function valueOf({ value, unit }: Working): string {
  if (value === null) return 'not known';
  const words = unitWords[unit] ?? (/^[A-Z]{3}$/.test(unit) ? unit : unit.toLowerCase().replaceAll('_', ' '));
  return words === '' ? value : `${value} ${words}`;
}

function sourceOf({ id, version, pointer, occurredAt }: WorkingSource): string {
  const versioned = version ? ` v${version}` : '';
  const happened = occurredAt ? `, ${timeWords(occurredAt)}` : '';
  return `${id}${versioned}${pointer === '' ? '' : ` ${pointer}`}${happened}`;
}

/** The steps of a working from the result down; a step that is used twice is explained where it is used first. */
export function stepsOf(working: Working): PacketLine['working'] {
  const steps: PacketLine['working'] = [];
  const seen = new Set<Working>();
  const add = (step: Working, depth: number): void => {
    if (steps.length >= mostSteps) return;
    steps.push({ depth, text: step.label, value: valueOf(step), source: step.source ? sourceOf(step.source) : null });
    if (seen.has(step) || depth >= mostDepth) return;
    seen.add(step);
    for (const input of step.inputs) add(input, depth + 1);
  };
  add(working, 0);
  return steps;
}

/** The sources at the ends of a working, each once. */
export function leavesOf(working: Working): WorkingSource[] {
  const found = new Map<string, WorkingSource>();
  const seen = new Set<Working>();
  const look = (step: Working): void => {
    if (seen.has(step)) return;
    seen.add(step);
    const { source } = step;
    if (source) found.set(`${source.kind} ${source.id} ${source.pointer}`, source);
    step.inputs.forEach(look);
  };
  look(working);
  return [...found.values()];
}

const timeFields = ['occurredAt', 'occurredLocal', 'issuedAt', 'signedAt'];

function happenedAt({ body }: KnownFact): string | null {
  const data = (body.data ?? {}) as Record<string, unknown>;
  for (const where of [body, data])
    for (const field of timeFields) {
      const time = where[field];
      if (typeof time === 'string') return time;
    }
  return null;
}

const lowered = (text: unknown) => (typeof text === 'string' ? text.toLowerCase().replaceAll('_', ' ') : '');

function factWords({ kind, body }: KnownFact): string {
  const stop = typeof body.stop === 'number' ? ` at stop ${body.stop}` : '';
  const type = typeof body.type === 'string' ? body.type : '';
  if (kind === 'event') return `Milestone: ${lowered(type)}${stop}`;
  if (kind === 'document') return `Document: ${type.length <= 4 ? type : lowered(type)}${stop}`;
  return kind === 'shipment' ? 'Shipment as ordered' : `${kind.slice(0, 1).toUpperCase()}${kind.slice(1)}`;
}

/** The facts a line rests on: those its working names, else all the judgement had, the carrier's own bill left out. */
export function evidenceOf(charge: ChargeResult, facts: readonly KnownFact[]): PacketLine['evidence'] {
  const named = new Set(leavesOf(charge.working).flatMap(({ kind, id }) => (kind === 'FACT' ? [id] : [])));
  const told = facts.filter(({ kind }) => kind !== 'invoice');
  const own = told.filter(
    ({ source, id }) => named.has(`${source} ${id}`) || named.has(`${source} ${id.replace(/#\d+$/, '')}`),
  );
  return (own.length > 0 ? own : told).slice(0, mostFacts).map((fact) => ({
    what: factWords(fact),
    source: fact.source,
    id: fact.id,
    occurredAt: happenedAt(fact),
    receivedAt: fact.receivedAt,
  }));
}

function at(document: unknown, pointer: string): unknown {
  return pointer
    .split('/')
    .slice(1)
    .map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'))
    .reduce<unknown>((inner, part) => (inner as Record<string, unknown> | null | undefined)?.[part], document);
}

/** What a clause says, as far as it says it in plain values: `charge liftgate delivery · amount 85.00`. */
function clauseWords(clause: unknown): string | null {
  if (typeof clause !== 'object' || clause === null) return null;
  const parts = Object.entries(clause as Record<string, unknown>).flatMap(([name, value]) => {
    if (typeof value !== 'string' && typeof value !== 'number') return [];
    const words = name.replace(/([A-Z])/g, ' $1').toLowerCase();
    const plain = typeof value === 'string' && !decimalPattern.test(value) && /^[A-Z_]+$/.test(value);
    return [`${words} ${plain ? lowered(value) : String(value)}`];
  });
  return parts.length === 0 ? null : parts.join(' · ').slice(0, 600);
}

/** The part of a contract's list that a pointer leads into: `/accessorials/0/amount` is of `/accessorials/0`. */
const partOf = (pointer: string) => /^\/\w+\/\d+/.exec(pointer)?.[0] ?? /^\/\w+/.exec(pointer)?.[0] ?? pointer;

/** The clause an amount rests on: the first its working names, else the contract as a whole. */
export function clauseOf(
  charge: ChargeResult,
  contract: { contractId: string; version: number } | null,
  body: unknown,
): PacketLine['clause'] {
  if (contract === null) return null;
  const leaf = leavesOf(charge.working).find(({ kind }) => kind === 'CONTRACT');
  const pointer = leaf === undefined || leaf.pointer === '' ? null : partOf(leaf.pointer);
  return { ...contract, pointer, text: pointer === null ? null : clauseWords(at(body, pointer)) };
}

/** What settles a dispute for a reason; reasons not named are settled by the clause or the evidence for the amount. */
const settledBy: Partial<Record<ReasonCode, string>> = {
  DUP_EXACT: 'Proof that these are two movements: another bill of lading, or another delivery receipt.',
  DUP_PROBABLE: 'Proof that these are two movements: another bill of lading, or another delivery receipt.',
  DUP_CHARGE: 'Proof that the service was done twice, with both times.',
  NOT_OUR_BILL: 'An order of ours for this shipment, or a bill of lading that names us as payer.',
  ENTITY_WRONG: 'An order of the company that was billed, or a bill of lading that names it as payer.',
  TERMS_WRONG: 'The bill of lading with the freight terms you billed.',
  ACC_NOT_AUTH: 'Our order for this service, or our written authorisation from before it was done.',
  ACC_NOT_CONTRACTED: 'An agreement of ours, signed before the shipment, that has this charge.',
  ACC_NO_EVIDENCE: 'The receipt for this service, or the delivery receipt that notes it.',
  ACC_NO_NOTICE: 'The notice you gave, with its time and to whom.',
  DETENTION_UNPROVEN: 'Arrival and departure times from the delivery receipt, your tracking or a signed gate record.',
  DETENTION_WRONG: 'Other arrival, departure or appointment times, with the record that shows them.',
  NOT_DELIVERED: 'The delivery, with its time and place.',
  POD_MISSING: 'The signed proof of delivery.',
  WEIGHT_WRONG: 'A scale certificate with date, equipment and reading.',
  CLASS_WRONG: 'An inspection certificate with dimensions, density and the article of the classification.',
  DISTANCE_WRONG: 'The routing guide, its version, and the mileage between these places.',
  FUEL_WRONG: 'The clause of the fuel programme, and the published price and week you used.',
  SHIPMENT_CANCELLED: 'Proof that the vehicle was sent before we cancelled, with both times.',
  TAX_WRONG: 'The rule and the rate of the tax on this charge.',
  SERVICE_LATE: 'The delivery receipt with its time, or a cause that the contract excuses.',
};

function missingWords({ fact, from, by }: Missing): string {
  return `${fact}, from ${partyWords(from)}${by === null ? '' : `, by ${by}`}`;
}

/** What would change our mind: the facts that are missing, else what proves a charge of this kind. */
export function wouldChangeOf(charge: ChargeResult | null, reason: ReasonCode): string {
  if (charge && charge.missing.length > 0) return `These facts: ${charge.missing.map(missingWords).join('; ')}.`;
  return (
    settledBy[reason] ?? 'The clause of the contract, or the evidence with its time, that gives the amount you billed.'
  );
}
