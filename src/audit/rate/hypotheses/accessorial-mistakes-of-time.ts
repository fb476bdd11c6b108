import type { PerTimeTerms } from '../accessorials/per-time.ts';
import type { Rating } from '../context.ts';
import { amountUnder, underTerms } from './accessorial-mistakes-held.ts';
import type { Held } from './accessorial-mistakes-held.ts';
import type { Mistake } from './mistakes.ts';

/** The same stays with no appointment: the clock starts at arrival. */
function fromArrival(rating: Rating): Rating {
  const stops = rating.evidence.stops.map((stop) => ({
    ...stop,
    visits: stop.visits.map((visit) => ({ ...visit, appointment: null })),
  }));
  return { ...rating, evidence: { ...rating.evidence, stops } };
}

const words = { UP: 'up', DOWN: 'down', NEAREST: 'to the nearest' };

function incrementMistakes(held: Held<PerTimeTerms>): Mistake[] {
  const { terms } = held.entry;
  const others = (['UP', 'DOWN', 'NEAREST'] as const).filter((way) => way !== terms.incrementRounding);
  const hour = { ...terms, incrementMinutes: 60, incrementRounding: 'UP' } as const;
  return [
    ...others.map((way) =>
      underTerms(held, `with the increments rounded ${words[way]}`, { ...terms, incrementRounding: way }),
    ),
    underTerms(held, 'by the minute, without increments', { ...terms, incrementMinutes: 1 }),
    underTerms(held, 'by the hour or portion thereof', hour),
  ];
}

function endMistake(held: Held<PerTimeTerms>): Mistake {
  const { terms } = held.entry;
  return terms.endsAt === 'WORK_DONE'
    ? underTerms(held, 'with the clock until departure instead of until the work was done', { ...terms, endsAt: null })
    : underTerms(held, 'with the clock until the work was done', { ...terms, endsAt: 'WORK_DONE' });
}

/** What may have gone wrong with detention or waiting: free time, clock, increments, the rule on late trucks, notice. */
export function timeMistakes(held: Held<PerTimeTerms>): Mistake[] {
  const { entry, rating, reason } = held;
  const { terms } = entry;
  const freely = { ...terms, freeMinutes: 0 };
  const early = (label: string, under: PerTimeTerms): Mistake => {
    return { reason, label, amount: () => amountUnder(held, under, fromArrival(rating)) };
  };
  return [
    underTerms(held, 'with the free time ignored', freely),
    underTerms(held, 'with the rule on late arrival ignored', { ...terms, whenLate: 'FROM_ARRIVAL' }),
    early('with the clock from arrival', terms),
    ...incrementMistakes(held),
    underTerms(held, 'with the free time and the rule on late arrival ignored', {
      ...freely,
      whenLate: 'FROM_ARRIVAL',
    }),
    early('with the clock from arrival and the free time ignored', freely),
    endMistake(held),
    ...(terms.notice ? [underTerms(held, 'with the notice ignored', { ...terms, notice: null })] : []),
  ];
}
