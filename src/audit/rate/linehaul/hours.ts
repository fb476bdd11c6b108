import type { PerUnitRate } from '../../../freight/linehaul.ts';
import type { EventType } from '../../../freight/codes.ts';
import type { Milestone } from '../../evidence/evidence.ts';
import { msOf } from '../../evidence/instants.ts';
import type { Need } from '../../expected.ts';
import { dividedBy, isProven, leaf, less, upToMultiple, wholeUnits } from '../figure.ts';
import type { Figure, Price } from '../figure.ts';
import { factSource, ruleSource } from '../sources.ts';
import { clause } from './lane-price.ts';
import type { LanePrice } from './lane-price.ts';

const ms = 'ms since 1970';

function unproven(type: EventType, stop: number | undefined): Need {
  const where = stop === undefined ? '' : ` at stop ${stop}`;
  return { fact: `event ${type}${where}`, reason: 'FACT_MISSING', from: 'CARRIER' };
}

function told(milestone: Milestone, label: string, { used }: LanePrice): Price {
  if (milestone.status !== 'STANDS') return { needs: [milestone.need] };
  const [fact] = milestone.facts;
  if (fact) used.fact(fact);
  const source = fact ? factSource(fact, '/occurredAt', milestone.at) : ruleSource('instant', '/');
  return leaf(`${msOf(milestone.at)}`, { label: `${label} ${milestone.at}`, unit: ms }, source);
}

/** From the first arrival at the first stop to the last departure from the last one. */
function onTheJob(price: LanePrice): { start: Price; end: Price } {
  const { stops } = price.evidence;
  const [first] = stops;
  const last = stops.at(-1);
  const arrival = first?.visits[0]?.arrival;
  const departure = last?.visits.at(-1)?.departure;
  return {
    start: arrival ? told(arrival, 'arrival', price) : { needs: [unproven('ARRIVED_AT_STOP', first?.stop.stop)] },
    end: departure ? told(departure, 'departure', price) : { needs: [unproven('DEPARTED_STOP', last?.stop.stop)] },
  };
}

const minute = (unit: string, holds: string): Figure =>
  leaf(
    holds,
    { label: `${unit} in a ${unit === 'ms' ? 'minute' : 'hour'}`, unit },
    ruleSource('exact-conversions', unit),
  );

/**
 * The hours that a price by the hour is for: from the standing arrival at the first stop to the standing departure from
 * the last, in whole minutes, or in started increments where the clause has them. One of the two missing: FACT_MISSING;
 * the end before the start: EVIDENCE_CONFLICT.
 */
export function hoursOf({ incrementMinutes }: PerUnitRate, price: LanePrice): Price {
  const { start, end } = onTheJob(price);
  if (!isProven(start) || !isProven(end))
    return { needs: [start, end].flatMap((one) => (isProven(one) ? [] : one.needs)) };
  if (end.value.lessThan(start.value)) {
    const fact = 'arrival at the first stop before departure from the last: they contradict each other';
    return { needs: [{ fact, reason: 'EVIDENCE_CONFLICT', from: 'CARRIER' }] };
  }
  const spent = less(end, start, { label: 'time on the job', unit: 'ms' });
  const minutes = wholeUnits(spent, minute('ms', '60000'), 'DOWN', { label: 'whole minutes', unit: 'min' });
  const increment = clause(price, incrementMinutes ? `${incrementMinutes}` : null, 'incrementMinutes', {
    label: 'increment',
    unit: 'min',
  });
  const counted = increment ? upToMultiple(minutes, increment, { label: 'minutes charged', unit: 'min' }) : minutes;
  return dividedBy(counted, minute('min', '60'), { label: 'hours', unit: 'HOUR' });
}
