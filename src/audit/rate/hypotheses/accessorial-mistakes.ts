import type { AccessorialTerms } from '../../../freight/accessorial.ts';
import type { ChargeCode, ReasonCode } from '../../../freight/codes.ts';
import type { Decimal } from '../../../freight/money.ts';
import { accessorialCharges, entriesOf } from '../accessorials/accessorial.ts';
import type { Entry } from '../accessorials/occurrence.ts';
import type { Rating } from '../context.ts';
import { otherVersions, withoutTrace } from './mistakes.ts';
import type { Mistake, Mistakes } from './mistakes.ts';

interface Held {
  entry: Entry;
  rating: Rating;
  stop: number | null;
  reason: ReasonCode;
}

function amountOf({ entry, rating, stop }: Held, terms: AccessorialTerms, under: Rating = rating): Decimal | null {
  const charges = accessorialCharges({ ...entry, terms }, withoutTrace(under));
  return charges.find((charge) => charge.stop === stop)?.amount ?? null;
}

/** The same stays with no appointment: the clock starts at arrival. */
function fromArrival(rating: Rating): Rating {
  const stops = rating.evidence.stops.map((stop) => ({
    ...stop,
    visits: stop.visits.map((visit) => ({ ...visit, appointment: null })),
  }));
  return { ...rating, evidence: { ...rating.evidence, stops } };
}

function timeMistakes(held: Held): Mistake[] {
  const { terms } = held.entry;
  const { reason, rating } = held;
  if (terms.model !== 'PER_TIME') return [];
  const other = (['UP', 'DOWN', 'NEAREST'] as const).filter((way) => way !== terms.incrementRounding);
  const words = { UP: 'up', DOWN: 'down', NEAREST: 'to the nearest' };
  return [
    { reason, label: 'with the free time ignored', amount: () => amountOf(held, { ...terms, freeMinutes: 0 }) },
    { reason, label: 'with the clock from arrival', amount: () => amountOf(held, terms, fromArrival(rating)) },
    ...other.map((way): Mistake => ({
      reason,
      label: `with the increments rounded ${words[way]}`,
      amount: () => amountOf(held, { ...terms, incrementRounding: way }),
    })),
    {
      reason,
      label: 'with the clock from arrival and the free time ignored',
      amount: () => amountOf(held, { ...terms, freeMinutes: 0 }, fromArrival(rating)),
    },
  ];
}

function boundMistakes(held: Held): Mistake[] {
  const { terms } = held.entry;
  const { reason } = held;
  const without = (bound: 'minimum' | 'maximum'): Mistake[] =>
    terms[bound]
      ? [{ reason, label: `without the ${bound}`, amount: () => amountOf(held, { ...terms, [bound]: null }) }]
      : [];
  return [...without('maximum'), ...without('minimum')];
}

function versionMistakes({ rating, stop, reason, entry }: Held): Mistake[] {
  return otherVersions(rating).flatMap(({ rating: there, label }): Mistake[] => {
    const other = entriesOf(there).find(({ terms }) => terms.charge === entry.terms.charge);
    if (!other) return [];
    return [{ reason, label, amount: () => amountOf({ entry: other, rating: there, stop, reason }, other.terms) }];
  });
}

/** What may have gone wrong with an accessorial: free time, increments or clock of a time charge, bounds, old version. */
export function accessorialMistakes({ rating }: Mistakes, charge: ChargeCode, stop: number | null): Mistake[] {
  const entry = entriesOf(rating).find(({ terms }) => terms.charge === charge);
  if (!entry) return [];
  const detention = charge === 'DETENTION_PICKUP' || charge === 'DETENTION_DELIVERY';
  const held: Held = { entry, rating, stop, reason: detention ? 'DETENTION_WRONG' : 'ACC_WRONG' };
  return [...timeMistakes(held), ...boundMistakes(held), ...versionMistakes(held)];
}
