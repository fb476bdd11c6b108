import type { ChargeCode } from '../../../freight/codes.ts';
import { sum, zero } from '../../../freight/money.ts';
import type { Decimal } from '../../../freight/money.ts';
import type { ExpectedCharge } from '../../expected.ts';
import { isBilled } from '../context.ts';
import type { Rating } from '../context.ts';
import { notProvable, nothing } from '../expected-charge.ts';
import { contractSource } from '../sources.ts';
import { isDetention } from './check-of-charge.ts';

/** Nothing is owed of it, or it is not provable and nobody bills it: it stands in no other charge's way. */
const takesNoPart = ({ charge, amount }: ExpectedCharge, { dossier }: Rating) =>
  amount === null ? !isBilled(dossier, charge) : amount.isZero();

function totalOf(charges: readonly ExpectedCharge[], code: ChargeCode): Decimal {
  return sum(charges.filter(({ charge }) => charge === code).map(({ amount }) => amount ?? zero));
}

/** The charge of a list that is owed: the dearest, of equals the first listed. */
function winnerOf(list: readonly ChargeCode[], charges: readonly ExpectedCharge[]): ChargeCode {
  return list.reduce((best, code) => (totalOf(charges, code).greaterThan(totalOf(charges, best)) ? code : best));
}

const sideOf = (charge: ChargeCode) => /_(PICKUP|DELIVERY)$/.exec(charge)?.[1] ?? null;

/** Detention at another stop than the layover's is of other hours. */
function ofOtherHours(a: ExpectedCharge, b: ExpectedCharge): boolean {
  if (a.stop === null || b.stop === null || a.stop === b.stop) return false;
  return [a, b].some(({ charge }) => charge === 'LAYOVER') && [a, b].some(({ charge }) => isDetention(charge));
}

/** Charges of one stop exclude each other, and one that names no stop, or a pickup's beside a delivery's, any other. */
function excludeEachOther(a: ExpectedCharge, b: ExpectedCharge): boolean {
  if (a.stop === null || b.stop === null || a.stop === b.stop) return true;
  if (ofOtherHours(a, b)) return false;
  const [ofA, ofB] = [sideOf(a.charge), sideOf(b.charge)];
  return ofA !== null && ofB !== null && ofA !== ofB;
}

/** The charges as they stand together: each with those that exclude it, directly or through another. */
function groups(charges: readonly ExpectedCharge[]): ExpectedCharge[][] {
  let found: ExpectedCharge[][] = [];
  for (const charge of charges) {
    const near = found.filter((group) => group.some((other) => excludeEachOther(charge, other)));
    found = [...found.filter((group) => !near.includes(group)), [...near.flat(), charge]];
  }
  return found;
}

/** Detention of the layover's hours: the layover stands in its place, however dear, before anything is compared. */
function withLayovers(together: readonly ExpectedCharge[], rating: Rating, at: number) {
  const changes = new Map<ExpectedCharge, ExpectedCharge>();
  const layovers = together.filter(({ charge, amount }) => charge === 'LAYOVER' && amount !== null);
  for (const charge of together) {
    const superseded = isDetention(charge.charge) && layovers.some((layover) => !ofOtherHours(layover, charge));
    if (superseded) changes.set(charge, excluded(charge, 'LAYOVER', rating, at));
  }
  return changes;
}

function excluded(charge: ExpectedCharge, winner: ChargeCode, rating: Rating, at: number): ExpectedCharge {
  const source = contractSource(rating.contract, `/exclusions/${at}`);
  return nothing(charge, 'ACC_EXCLUDED', rating.currency, { certain: false, why: `not beside ${winner}`, source });
}

function judgedTogether(group: readonly ExpectedCharge[], list: readonly ChargeCode[], rating: Rating, at: number) {
  const changes = new Map<ExpectedCharge, ExpectedCharge>();
  if (new Set(group.map(({ charge }) => charge)).size < 2) return changes;
  const needs = group.flatMap((charge) => charge.needs);
  const winner = winnerOf(list, group);
  for (const charge of group) {
    if (needs.length > 0) {
      // Its own evidence is there: past the deadline a person looks, and nothing is taken from it for want of another's.
      if (charge.amount !== null) changes.set(charge, notProvable(charge, needs, rating.currency, null));
    } else if (charge.charge !== winner) changes.set(charge, excluded(charge, winner, rating, at));
  }
  return changes;
}

/**
 * Of charges listed together only the dearest is owed, ACC_EXCLUDED for the others; while one of them is not provable none
 * is (rating.md, `exclusions`). LAYOVER supersedes detention of the same hours: at its stop, or anywhere where it names
 * none. Charges of which nothing is owed anyway take no part, nor what is not provable and not billed.
 */
export function withExclusions(charges: readonly ExpectedCharge[], rating: Rating): ExpectedCharge[] {
  let standing = [...charges];
  const change = (changes: ReadonlyMap<ExpectedCharge, ExpectedCharge>) => {
    standing = standing.map((charge) => changes.get(charge) ?? charge);
  };
  for (const [at, list] of (rating.contract.exclusions ?? []).entries()) {
    const listed = () => standing.filter((charge) => list.includes(charge.charge) && !takesNoPart(charge, rating));
    change(withLayovers(listed(), rating, at));
    for (const group of groups(listed())) change(judgedTogether(group, list, rating, at));
  }
  return standing;
}
