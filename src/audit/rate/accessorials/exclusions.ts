import type { ChargeCode } from '../../../freight/codes.ts';
import { sum, zero } from '../../../freight/money.ts';
import type { Decimal } from '../../../freight/money.ts';
import type { ExpectedCharge } from '../../expected.ts';
import { isBilled } from '../context.ts';
import type { Rating } from '../context.ts';
import { notProvable, nothing } from '../expected-charge.ts';
import { contractSource } from '../sources.ts';

/** Nothing is owed of it, or it is not provable and nobody bills it: it stands in no other charge's way. */
const takesNoPart = ({ charge, amount }: ExpectedCharge, { dossier }: Rating) =>
  amount === null ? !isBilled(dossier, charge) : amount.isZero();

function totalOf(charges: readonly ExpectedCharge[], code: ChargeCode): Decimal {
  return sum(charges.filter(({ charge }) => charge === code).map(({ amount }) => amount ?? zero));
}

const isDetention = (charge: ChargeCode) => charge === 'DETENTION_PICKUP' || charge === 'DETENTION_DELIVERY';

/** The charge of a list that is owed: a layover before any detention, else the dearest, of equals the first listed. */
function winnerOf(list: readonly ChargeCode[], charges: readonly ExpectedCharge[]): ChargeCode | undefined {
  const owedCodes = list.filter((code) => charges.some(({ charge }) => charge === code));
  const candidates = owedCodes.includes('LAYOVER') ? owedCodes.filter((code) => !isDetention(code)) : owedCodes;
  return candidates.reduce<ChargeCode | undefined>(
    (best, code) => (best === undefined || totalOf(charges, code).greaterThan(totalOf(charges, best)) ? code : best),
    undefined,
  );
}

const sideOf = (charge: ChargeCode) => /_(PICKUP|DELIVERY)$/.exec(charge)?.[1] ?? null;

/** Charges of one stop exclude each other; one that names no stop, or a pickup's beside a delivery's, excludes all. */
function groups(charges: readonly ExpectedCharge[]): ExpectedCharge[][] {
  const sides = new Set(charges.map(({ charge }) => sideOf(charge)).filter((side) => side !== null));
  if (sides.size > 1 || charges.some(({ stop }) => stop === null)) return [[...charges]];
  const stops = [...new Set(charges.map(({ stop }) => stop))];
  return stops.map((stop) => charges.filter((charge) => charge.stop === stop));
}

function excluded(charge: ExpectedCharge, winner: ChargeCode, rating: Rating, at: number): ExpectedCharge {
  const source = contractSource(rating.contract, `/exclusions/${at}`);
  return nothing(charge, 'ACC_EXCLUDED', rating.currency, { certain: false, why: `not beside ${winner}`, source });
}

function judgedTogether(group: readonly ExpectedCharge[], list: readonly ChargeCode[], rating: Rating, at: number) {
  const changes = new Map<ExpectedCharge, ExpectedCharge>();
  if (new Set(group.map(({ charge }) => charge)).size < 2) return changes;
  const unproven = group.filter(({ amount }) => amount === null);
  const needs = unproven.flatMap((charge) => charge.needs);
  const winner = winnerOf(list, group);
  for (const charge of group) {
    if (needs.length > 0) {
      // Its own evidence is there: past the deadline a person looks, and nothing is taken from it for want of another's.
      if (charge.amount !== null) changes.set(charge, notProvable(charge, needs, rating.currency, null));
    } else if (winner && charge.charge !== winner) changes.set(charge, excluded(charge, winner, rating, at));
  }
  return changes;
}

/**
 * Of charges listed together only the dearest is owed, ACC_EXCLUDED for the others; while one of them is not provable none
 * is (rating.md, `exclusions`). LAYOVER supersedes detention. Charges of which nothing is owed anyway take no part, nor
 * what is not provable and not billed.
 */
export function withExclusions(charges: readonly ExpectedCharge[], rating: Rating): ExpectedCharge[] {
  let standing = [...charges];
  for (const [at, list] of (rating.contract.exclusions ?? []).entries()) {
    const together = standing.filter((charge) => list.includes(charge.charge) && !takesNoPart(charge, rating));
    for (const group of groups(together)) {
      const changes = judgedTogether(group, list, rating, at);
      standing = standing.map((charge) => changes.get(charge) ?? charge);
    }
  }
  return standing;
}
