import { least } from '../../../freight/money.ts';
import type { ExpectedCharge } from '../../expected.ts';
import type { Rating } from '../context.ts';
import { owed } from '../expected-charge.ts';
import { leastOf, less } from '../figure.ts';
import type { Figure } from '../figure.ts';
import { clause } from '../linehaul/lane-price.ts';

function limited(charge: ExpectedCharge, figure: Figure, left: Figure, rating: Rating): ExpectedCharge {
  const capped = leastOf([figure, left], { label: 'at most what the cap leaves', unit: rating.currency });
  return owed({ ...charge, check: 'A-38' }, capped, rating, { reason: 'ACC_OVER_LIMIT' });
}

/**
 * `caps`: what charges come to together on one shipment is at most `maximum`. They take of it in the order in which the cap
 * lists them, and of one charge in the order of its stops; ACC_OVER_LIMIT for what gets less than it came to. What is not
 * provable takes nothing yet.
 */
export function withCaps(charges: readonly ExpectedCharge[], rating: Rating): ExpectedCharge[] {
  const { contract, currency } = rating;
  const standing = [...charges];
  for (const [at, cap] of (contract.caps ?? []).entries()) {
    let left = clause({ contract, pointer: `/caps/${at}` }, cap.maximum, 'maximum', { label: 'cap', unit: currency });
    for (const code of cap.charges)
      for (const [place, charge] of standing.entries()) {
        if (!left || charge.charge !== code || !charge.amount || charge.amount.isZero()) continue;
        const figure = { value: charge.amount, working: charge.working };
        if (!least(charge.amount, left.value).equals(charge.amount))
          standing[place] = limited(charge, figure, left, rating);
        const taken = leastOf([figure, left], { label: `taken by ${code}`, unit: currency });
        left = less(left, taken, { label: 'left of the cap', unit: currency });
      }
  }
  return standing;
}
