import type { ReasonCode } from '../../../freight/codes.ts';
import { least } from '../../../freight/money.ts';
import type { ExpectedCharge, Need } from '../../expected.ts';
import type { Rating } from '../context.ts';
import { notProvable, nothing, owed } from '../expected-charge.ts';
import type { Slot } from '../expected-charge.ts';
import { bounded, leastOf } from '../figure.ts';
import type { Figure } from '../figure.ts';
import { boundsOf } from '../linehaul/lane-price.ts';
import { contractSource } from '../sources.ts';
import { authorityFor, take } from './authority.ts';
import type { Granted, Taken } from './authority.ts';
import { checkUnder, isDetention } from './check-of-charge.ts';
import { requirementsMissing, whenHolds } from './conditions.ts';
import { flatAccessorial } from './flat.ts';
import { occurrencesOf } from './occurrence.ts';
import type { Amount, Entry, Occurrence } from './occurrence.ts';
import { passThrough } from './pass-through.ts';
import { perDay } from './per-day.ts';
import { perDistanceAccessorial } from './per-distance.ts';
import { percentOfValue } from './percent-of-value.ts';
import { percentOfCharges, withLeftOut } from './percent.ts';
import { perTime } from './per-time.ts';
import { perWeight } from './per-weight.ts';
import { stopOff } from './tiers.ts';

/** Reasons for which the passing of the deadline means that nothing is owed; for others a person looks. */
const evidential: readonly ReasonCode[] = ['FACT_MISSING', 'ACC_NO_EVIDENCE'];

/** Charges by the clock or the calendar: the times that prove them come from the carrier, and no times are no charge. */
const isOfTime = ({ terms }: Entry) => terms.model === 'PER_TIME' || terms.model === 'PER_DAY';

function afterDeadline(entry: Entry, needs: readonly Need[]): ReasonCode | null {
  const fromCarrier = needs.every(({ reason, from }) => from === 'CARRIER' && evidential.includes(reason));
  if (!fromCarrier) return null;
  const ofTime = entry.terms.model === 'PER_TIME' || (isOfTime(entry) && isDetention(entry.terms.charge));
  return ofTime && needs.some(({ reason }) => reason === 'FACT_MISSING') ? 'DETENTION_UNPROVEN' : 'ACC_NO_EVIDENCE';
}

function amountOf({ terms, pointer }: Entry, rating: Rating, occurrence: Occurrence): Amount {
  switch (terms.model) {
    case 'FLAT':
      return flatAccessorial({ terms, pointer }, rating);
    case 'PER_WEIGHT':
      return perWeight({ terms, pointer }, rating);
    case 'PER_DISTANCE':
      return perDistanceAccessorial({ terms, pointer }, rating);
    case 'PERCENT':
      return percentOfCharges({ terms, pointer }, rating);
    case 'PERCENT_OF_VALUE':
      return percentOfValue({ terms, pointer }, rating);
    case 'PER_TIME':
      return perTime({ terms, pointer }, rating, occurrence);
    case 'PER_DAY':
      return perDay({ terms, pointer }, rating, occurrence);
    case 'TIERS':
      return stopOff({ terms, pointer }, rating);
    case 'PASS_THROUGH':
      return passThrough({ terms, pointer }, rating, occurrence);
  }
}

/** A time charge inside free time is nothing, and no minimum makes something of it. */
function inBounds(entry: Entry, rating: Rating, amount: Figure): Figure {
  const { terms, pointer } = entry;
  if (isOfTime(entry) && amount.value.isZero()) return amount;
  return bounded(amount, boundsOf({ contract: rating.contract, pointer, currency: rating.currency }, terms));
}

function upTo(limit: Figure | null, amount: Figure, currency: string): { figure: Figure; over: boolean } {
  if (!limit || least(limit.value, amount.value).equals(amount.value)) return { figure: amount, over: false };
  return { figure: leastOf([amount, limit], { label: 'at most what was authorised', unit: currency }), over: true };
}

function zeroReason(entry: Entry, amount: Figure): ReasonCode | null {
  if (!isOfTime(entry) || !amount.value.isZero()) return null;
  return isDetention(entry.terms.charge) ? 'DETENTION_WRONG' : 'ACC_WRONG';
}

function slotOf({ terms }: Entry, { shipment }: Rating, { stop }: Occurrence): Slot {
  const { charge, invoiceContent } = terms;
  const slot: Slot = { charge, stop, check: checkUnder(terms, shipment.body), basis: 'CONTRACT' };
  return invoiceContent ? { ...slot, invoiceContent } : slot;
}

interface Asked {
  entry: Entry;
  rating: Rating;
  occurrence: Occurrence;
  slot: Slot;
}

function wanting({ entry, rating, slot }: Asked, needs: readonly Need[]): ExpectedCharge {
  return notProvable(slot, needs, rating.currency, afterDeadline(entry, needs));
}

/** Nothing, or nothing provable, because a condition fails or what the entry requires is missing; null: on to the amount. */
function stoppedBy(asked: Asked): ExpectedCharge | null {
  const { entry, rating, occurrence, slot } = asked;
  const one = { terms: entry.terms, rating, occurrence };
  const condition = whenHolds(one);
  if ('needs' in condition) return wanting(asked, condition.needs);
  if (!condition.holds) {
    const source = contractSource(rating.contract, entry.pointer);
    return nothing(slot, 'ACC_CONDITION', rating.currency, { ...condition, source });
  }
  const missing = requirementsMissing(one);
  return missing.length > 0 ? wanting(asked, missing) : null;
}

function priced(asked: Asked, { limit, grants }: Granted, taken: Taken): ExpectedCharge {
  const { entry, rating, slot } = asked;
  const { currency } = rating;
  const amount = amountOf(entry, rating, asked.occurrence);
  if ('none' in amount) {
    const source = contractSource(rating.contract, entry.pointer);
    const more = { certain: false, why: amount.why, source };
    return nothing(slot, noneReason(entry, amount.none), currency, more);
  }
  if ('needs' in amount) return wanting(asked, amount.needs);
  const { figure, over } = upTo(limit, inBounds(entry, rating, amount), currency);
  take(figure, grants, taken);
  const charge = over
    ? owed({ ...slot, check: 'A-39' }, figure, rating, { reason: 'ACC_OVER_LIMIT' })
    : owed(slot, figure, rating, { reason: zeroReason(entry, figure) });
  return withLeftOut(entry, rating, charge);
}

function judged(entry: Entry, rating: Rating, occurrence: Occurrence, taken: Taken): ExpectedCharge {
  const { terms, pointer } = entry;
  const slot = slotOf(entry, rating, occurrence);
  const asked = { entry, rating, occurrence, slot };
  if (occurrence.event) rating.used.fact(occurrence.event.fact);
  const authority = authorityFor(terms, rating, { stop: occurrence.stop, taken });
  if (authority.given) return stoppedBy(asked) ?? priced(asked, authority, taken);
  const why = terms.authority === 'ORDERED' ? 'the service was not ordered' : 'nobody authorised it';
  const source = contractSource(rating.contract, pointer);
  return nothing({ ...slot, check: 'A-39' }, 'ACC_NOT_AUTH', rating.currency, { certain: true, why, source });
}

function noneReason({ terms }: Entry, reason: ReasonCode): ReasonCode {
  return reason === 'DETENTION_WRONG' && !isDetention(terms.charge) ? 'ACC_WRONG' : reason;
}

/** Of a charge that names no kind of stop, only where something is owed of it, or may be. */
function isOfNoSide({ terms }: Entry): boolean {
  return isOfTime({ terms, pointer: '' }) && !/_(PICKUP|DELIVERY)$/.test(terms.charge);
}

function standsFor(entry: Entry, occurrence: Occurrence, charge: ExpectedCharge): boolean {
  if (occurrence.event) return charge.reason !== 'ACC_CONDITION';
  return !isOfNoSide(entry) || charge.amount?.isZero() !== true;
}

/**
 * What is owed under one entry of the contract, once per occurrence (rating.md, Accessorials). Judged in the order
 * authority, `when`, `requires`, `notice`, amount; then minimum and maximum; then the limit of its authorisation.
 */
export function accessorialCharges(entry: Entry, rating: Rating): ExpectedCharge[] {
  const taken: Taken = new Map();
  const inOrder = [...occurrencesOf(entry, rating)].sort((a, b) => (a.stop ?? 0) - (b.stop ?? 0));
  const judgements = inOrder.map((occurrence) => ({ occurrence, charge: judged(entry, rating, occurrence, taken) }));
  const charges = judgements.map(({ charge }) => charge);
  const standing = judgements.filter(({ charge, occurrence }) => standsFor(entry, occurrence, charge));
  // Of several events or stops only those are owed that satisfy the terms; when none does, one line says why not.
  return standing.length > 0 ? standing.map(({ charge }) => charge) : charges.slice(0, 1);
}

/** The contract's entries with the lane's, which replace them charge by charge. */
export function entriesOf({ contract, lane, laneIndex }: Pick<Rating, 'contract' | 'lane' | 'laneIndex'>): Entry[] {
  const ofLane = (lane.accessorials ?? []).map((terms, index) => ({
    terms,
    pointer: `/lanes/${laneIndex}/accessorials/${index}`,
  }));
  const replaced = new Set(ofLane.map(({ terms }) => terms.charge));
  const ofContract = (contract.accessorials ?? []).map((terms, index) => ({
    terms,
    pointer: `/accessorials/${index}`,
  }));
  return [...ofContract.filter(({ terms }) => !replaced.has(terms.charge)), ...ofLane];
}
