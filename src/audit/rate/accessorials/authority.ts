import type { AccessorialTerms } from '../../../freight/accessorial.ts';
import { added, leaf, leastOf, less } from '../figure.ts';
import type { Figure } from '../figure.ts';
import type { Rating } from '../context.ts';
import { shipmentSource } from '../sources.ts';

/** One authorisation that covers a charge, and what is left of its limit. */
interface Grant {
  index: number;
  stop: number | null;
  left: Figure;
}

/** Whether a charge is payable at all, and the most that was allowed; no limit is null. */
export type Authority = { given: false } | Granted;

export interface Granted {
  given: true;
  limit: Figure | null;
  grants: readonly Grant[];
}

/** What was taken of each authorisation so far, by its place: a limit is for the charge in all, however often it is owed. */
export type Taken = Map<number, Figure>;

function approved({ shipment, currency }: Rating, charge: string, stop: number | null, taken: Taken): Authority {
  const entries = (shipment.body.authorisations ?? [])
    .map((authorisation, index) => ({ authorisation, index }))
    .filter(({ authorisation }) => authorisation.charge === charge)
    .filter(({ authorisation }) => stop === null || (authorisation.stop ?? stop) === stop);
  if (entries.length === 0) return { given: false };
  const grants = entries.flatMap(({ authorisation, index }): Grant[] => {
    if (!authorisation.limit) return [];
    const source = shipmentSource(shipment, `/authorisations/${index}/limit`);
    const limit = leaf(
      authorisation.limit,
      { label: `authorised by ${authorisation.by ?? 'us'}`, unit: currency },
      source,
    );
    const before = taken.get(index);
    const left = before ? less(limit, before, { label: 'left of what was authorised', unit: currency }) : limit;
    return [{ index, stop: authorisation.stop ?? null, left }];
  });
  if (grants.length < entries.length) return { given: true, limit: null, grants: [] };
  const figures = grants.map(({ left }) => left);
  const limit = added(figures, { label: 'authorised in all', unit: currency });
  return { given: true, limit, grants };
}

/** Takes what is owed from the authorisations that allow it: first from those for its stop alone. */
export function take(amount: Figure, grants: readonly Grant[], taken: Taken): void {
  const { unit } = amount.working;
  let rest = amount;
  const ofStop = grants.filter(({ stop }) => stop !== null);
  for (const { index, left } of [...ofStop, ...grants.filter(({ stop }) => stop === null)]) {
    const part = leastOf([rest, left], { label: 'taken of what was authorised', unit });
    const before = taken.get(index);
    taken.set(index, before ? added([before, part], { label: 'taken so far', unit }) : part);
    rest = less(rest, part, { label: 'not yet covered', unit });
  }
}

/**
 * What makes an accessorial payable (rating.md, Accessorials): CONTRACT its conditions alone, ORDERED the code among the
 * shipment's services, APPROVED an authorisation for the charge (and stop, if it names one); several add up, one without
 * a limit allows any amount. A limit is for the charge in all: what one stop took of it another has no more.
 */
export function authorityFor(
  { authority, charge }: AccessorialTerms,
  rating: Rating,
  { stop, taken }: { stop: number | null; taken: Taken },
): Authority {
  switch (authority) {
    case 'CONTRACT':
      return { given: true, limit: null, grants: [] };
    case 'ORDERED':
      return (rating.shipment.body.services ?? []).includes(charge)
        ? { given: true, limit: null, grants: [] }
        : { given: false };
    case 'APPROVED':
      return approved(rating, charge, stop, taken);
  }
}
