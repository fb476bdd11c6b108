import type { ChargeCode, ReasonCode } from '../../../freight/codes.ts';
import { least } from '../../../freight/money.ts';
import type { ExpectedCharge, Need } from '../../expected.ts';
import type { Rating } from '../context.ts';
import { notProvable, nothing, owed } from '../expected-charge.ts';
import type { Slot } from '../expected-charge.ts';
import { bounded, isProven, leastOf } from '../figure.ts';
import type { Figure } from '../figure.ts';
import { boundsOf } from '../linehaul/lane-price.ts';
import { contractSource } from '../sources.ts';
import { authorityFor, take } from './authority.ts';
import type { Taken } from './authority.ts';
import { requirementsMissing, whenHolds } from './conditions.ts';
import { flatAccessorial } from './flat.ts';
import { occurrencesOf } from './occurrence.ts';
import type { Amount, Entry, Occurrence } from './occurrence.ts';
import { passThrough } from './pass-through.ts';
import { perTime } from './per-time.ts';
import { perWeight } from './per-weight.ts';

const checks: Partial<Record<ChargeCode, string>> = {
  DETENTION_PICKUP: 'A-01',
  DETENTION_DELIVERY: 'A-01',
  TONU: 'A-06',
  STOP_OFF: 'A-07',
  LUMPER: 'A-09',
  LIFTGATE_PICKUP: 'A-11',
  LIFTGATE_DELIVERY: 'A-11',
  REDELIVERY: 'A-16',
};

/** The check of the catalogue that compares this accessorial; A-40 where it has none of its own. */
export function accessorialCheck(charge: ChargeCode): string {
  return checks[charge] ?? 'A-40';
}

const isDetention = (charge: ChargeCode) => charge === 'DETENTION_PICKUP' || charge === 'DETENTION_DELIVERY';

/** Reasons for which the passing of the deadline means that nothing is owed; for others a person looks. */
const evidential: readonly ReasonCode[] = ['FACT_MISSING', 'ACC_NO_EVIDENCE'];

function afterDeadline(entry: Entry, needs: readonly Need[]): ReasonCode | null {
  const fromCarrier = needs.every(({ reason, from }) => from === 'CARRIER' && evidential.includes(reason));
  if (!fromCarrier) return null;
  return entry.terms.model === 'PER_TIME' && needs.some(({ reason }) => reason === 'FACT_MISSING')
    ? 'DETENTION_UNPROVEN'
    : 'ACC_NO_EVIDENCE';
}

function amountOf({ terms, pointer }: Entry, rating: Rating, occurrence: Occurrence): Amount {
  switch (terms.model) {
    case 'FLAT':
      return flatAccessorial({ terms, pointer }, rating);
    case 'PER_WEIGHT':
      return perWeight({ terms, pointer }, rating);
    case 'PER_TIME':
      return perTime({ terms, pointer }, rating, occurrence);
    case 'PASS_THROUGH':
      return passThrough({ terms, pointer }, rating, occurrence);
  }
}

/** A time charge inside free time is nothing, and no minimum makes something of it. */
function inBounds({ terms, pointer }: Entry, rating: Rating, amount: Figure): Figure {
  if (terms.model === 'PER_TIME' && amount.value.isZero()) return amount;
  return bounded(amount, boundsOf({ contract: rating.contract, pointer, currency: rating.currency }, terms));
}

function upTo(limit: Figure | null, amount: Figure, currency: string): { figure: Figure; over: boolean } {
  if (!limit || least(limit.value, amount.value).equals(amount.value)) return { figure: amount, over: false };
  return { figure: leastOf([amount, limit], { label: 'at most what was authorised', unit: currency }), over: true };
}

function zeroReason(entry: Entry, amount: Figure): ReasonCode | null {
  if (entry.terms.model !== 'PER_TIME' || !amount.value.isZero()) return null;
  return isDetention(entry.terms.charge) ? 'DETENTION_WRONG' : 'ACC_WRONG';
}

function judged(entry: Entry, rating: Rating, occurrence: Occurrence, taken: Taken): ExpectedCharge {
  const { terms, pointer } = entry;
  const { currency } = rating;
  const slot: Slot = {
    charge: terms.charge,
    stop: occurrence.stop,
    check: accessorialCheck(terms.charge),
    basis: 'CONTRACT',
  };
  const source = contractSource(rating.contract, pointer);
  if (occurrence.event) rating.used.fact(occurrence.event.fact);
  const wanting = (needs: readonly Need[]) => notProvable(slot, needs, currency, afterDeadline(entry, needs));
  const authority = authorityFor(terms, rating, { stop: occurrence.stop, taken });
  if (!authority.given) {
    const why = terms.authority === 'ORDERED' ? 'the service was not ordered' : 'nobody authorised it';
    return nothing({ ...slot, check: 'A-39' }, 'ACC_NOT_AUTH', currency, { certain: true, why, source });
  }
  const condition = whenHolds({ terms, rating, occurrence });
  if ('needs' in condition) return wanting(condition.needs);
  if (!condition.holds) return nothing(slot, 'ACC_CONDITION', currency, { ...condition, source });
  const missing = requirementsMissing({ terms, rating, occurrence });
  if (missing.length > 0) return wanting(missing);
  const amount = amountOf(entry, rating, occurrence);
  if ('none' in amount)
    return nothing(slot, noneReason(entry, amount.none), currency, { certain: false, why: amount.why, source });
  if (!isProven(amount)) return wanting(amount.needs);
  const { figure, over } = upTo(authority.limit, inBounds(entry, rating, amount), currency);
  take(figure, authority.grants, taken);
  return owed(slot, figure, rating, { reason: over ? 'ACC_OVER_LIMIT' : zeroReason(entry, figure) });
}

function noneReason({ terms }: Entry, reason: ReasonCode): ReasonCode {
  return reason === 'DETENTION_WRONG' && !isDetention(terms.charge) ? 'ACC_WRONG' : reason;
}

/**
 * What is owed under one entry of the contract, once per occurrence (rating.md, Accessorials). Judged in the order
 * authority, `when`, `requires`, `notice`, amount; then minimum and maximum; then the limit of its authorisation.
 */
export function accessorialCharges(entry: Entry, rating: Rating): ExpectedCharge[] {
  const taken: Taken = new Map();
  const inOrder = [...occurrencesOf(entry, rating)].sort((a, b) => (a.stop ?? 0) - (b.stop ?? 0));
  const judgements = inOrder.map((occurrence) => ({
    charge: judged(entry, rating, occurrence, taken),
    ofEvent: occurrence.event !== null,
  }));
  const charges = judgements.map(({ charge }) => charge);
  const standing = judgements.filter(({ charge, ofEvent }) => !ofEvent || charge.reason !== 'ACC_CONDITION');
  // Of several events only those that satisfy `when` are owed; when none does, one line says why not.
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
