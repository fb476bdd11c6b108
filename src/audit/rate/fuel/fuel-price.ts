import type { FuelProgramme } from '../../../freight/fuel.ts';
import type { LocalDate } from '../../../freight/time.ts';
import type { Rating } from '../context.ts';
import { added, dividedBy, leaf } from '../figure.ts';
import type { Figure, Unproven } from '../figure.ts';
import { indexSource, ruleSource } from '../sources.ts';
import { priceInForce } from './in-force.ts';
import type { Publication } from './in-force.ts';

/** A published price as a figure; of several periods their average, unrounded. */
export function priceFigure(programme: FuelProgramme, { values }: Publication): Figure {
  const leaves = values.map((value) =>
    leaf(
      value.value,
      { label: `${value.series} of ${value.period}, published ${value.publishedOn}`, unit: value.unit ?? 'price' },
      indexSource(value),
    ),
  );
  const [only] = leaves;
  if (only && leaves.length === 1) return only;
  const unit = only?.working.unit ?? 'price';
  const count = leaf(
    `${leaves.length}`,
    { label: 'number of values', unit: '1' },
    ruleSource('month-average', '/count'),
  );
  const total = added(leaves, { label: 'sum of the month', unit });
  return dividedBy(total, count, { label: `average of ${programme.index} over the month`, unit });
}

/** The programme's date, one or two, each with the price in force on it. */
function pricesOn(programme: FuelProgramme, rating: Rating): { date: LocalDate; price: Publication | null }[] {
  const { dates } = rating.datesOf(programme.dateRole ?? rating.contract.dateRole);
  return dates.map((date) => ({ date, price: priceInForce(programme, rating.dossier.indexes, date) }));
}

const identity = (price: Publication | null) =>
  price === null ? 'none' : price.values.map(({ period, revision }) => `${period}#${revision}`).join(' ');

/**
 * The price that governs a shipment's fuel: in force on the date of the programme's role (absent: the contract's). Where
 * a bill's and an appointment's date give different prices, the event is a missing fact. None in force: INDEX_MISSING.
 */
export function governingPrice(programme: FuelProgramme, rating: Rating): Publication | Unproven {
  const role = rating.datesOf(programme.dateRole ?? rating.contract.dateRole);
  const [first, second] = pricesOn(programme, rating);
  if (!first || (second && identity(first.price) !== identity(second.price))) {
    return { needs: role.need ? [role.need] : [] };
  }
  if (!first.price) {
    return { needs: [{ fact: `${programme.index} in force on ${first.date}`, reason: 'INDEX_MISSING', from: 'US' }] };
  }
  return first.price;
}
