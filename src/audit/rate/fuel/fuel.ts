import type { ChargeCode } from '../../../freight/codes.ts';
import type { FuelProgramme, IndexedSurcharge } from '../../../freight/fuel.ts';
import { familyOf } from '../../align/units.ts';
import type { ExpectedCharge } from '../../expected.ts';
import type { Rating } from '../context.ts';
import { notProvable, nothing, owed } from '../expected-charge.ts';
import type { Slot } from '../expected-charge.ts';
import { added, bounded, isProven } from '../figure.ts';
import type { Figure, Price } from '../figure.ts';
import { boundsOf } from '../linehaul/lane-price.ts';
import { contractSource } from '../sources.ts';
import type { FuelClause } from './fuel-clause.ts';
import { governingPrice, priceFigure } from './fuel-price.ts';
import { perDistanceFormula } from './per-distance-formula.ts';
import { perDistanceTable } from './per-distance-table.ts';
import { perUnitTable } from './per-unit-table.ts';
import { percentFormula } from './percent-formula.ts';
import { percentTable } from './percent-table.ts';

/** A programme that governs the lane, for which charge, and where it stands; `NONE` is all-in, null none at all. */
export interface Programme {
  charge: 'FUEL' | IndexedSurcharge['charge'];
  programme: FuelProgramme | 'NONE' | null;
  pointer: string;
}

type OfLane = Pick<Rating, 'lane' | 'laneIndex' | 'contract'>;

/** The lane's own programme, else the contract's: absent or null inherits, NONE is all-in (rating.md, small print). */
export function programmeOf({ lane, laneIndex, contract }: OfLane): Programme {
  const ofLane = lane.fuel ?? null;
  if (ofLane !== null) return { charge: 'FUEL', programme: ofLane, pointer: `/lanes/${laneIndex}/fuel` };
  return { charge: 'FUEL', programme: contract.fuel ?? null, pointer: '/fuel' };
}

/** Fuel and every other surcharge that follows an index, as they govern the lane; none that is not agreed. */
export function programmesOf(of: OfLane): Programme[] {
  const fuel = programmeOf(of);
  const { lane, laneIndex, contract } = of;
  const ofLane = lane.surcharges ?? null;
  const at = ofLane === null ? '/surcharges' : `/lanes/${laneIndex}/surcharges`;
  const others = (ofLane ?? contract.surcharges ?? []).map((programme, index): Programme => ({
    ...{ charge: programme.charge, programme, pointer: `${at}/${index}` },
  }));
  return fuel.programme === null ? others : [fuel, ...others];
}

/** The charges that the surcharges of a lane are percentages of. */
export function basesOf(programmes: readonly Programme[]): ChargeCode[] {
  return programmes.flatMap(({ programme }) => (programme && programme !== 'NONE' ? [...baseCodes(programme)] : []));
}

/** What the programme comes to at a price, bounded, not yet rounded. */
export function fuelAt(programme: FuelProgramme, fuel: FuelClause, price: Figure): Price {
  const amount = unbounded(programme, fuel, price);
  return isProven(amount) ? bounded(amount, boundsOf(fuel, programme)) : amount;
}

function unbounded(programme: FuelProgramme, fuel: FuelClause, price: Figure): Price {
  switch (programme.model) {
    case 'PERCENT_TABLE':
      return percentTable(programme, fuel, price);
    case 'PERCENT_FORMULA':
      return percentFormula(programme, fuel, price);
    case 'PER_DISTANCE_TABLE':
      return perDistanceTable(programme, fuel, price);
    case 'PER_UNIT_TABLE':
      return perUnitTable(programme, fuel, price);
    case 'PER_DISTANCE_FORMULA':
      return perDistanceFormula(programme, fuel, price);
  }
}

/** The check that compares what a programme gives: of its table, or of its formula. */
export function checkOf(programme: FuelProgramme): string {
  return 'table' in programme ? 'F-03' : 'F-04';
}

/** What the base charges come to as far as they are provable, and those left out because they are not. */
export interface Base {
  figure: Figure;
  leavesOut: NonNullable<ExpectedCharge['leavesOut']>;
}

/** The charges that a percentage is taken of, the linehaul family as one, each as rounded: as far as they are provable. */
export function provableBase(rating: Rating, codes: readonly ChargeCode[], expected: readonly ExpectedCharge[]): Base {
  const families = codes.map(familyOf);
  const base = expected.filter(({ charge }) => families.includes(charge));
  const figures = base.flatMap(({ amount, working }): Figure[] =>
    amount === null ? [] : [{ value: amount, working }],
  );
  const leavesOut = base
    .filter(({ amount }) => amount === null)
    .map(({ charge, stop, needs }) => ({ charge, stop, needs }));
  return { figure: added(figures, { label: 'base of the percentage', unit: rating.currency }), leavesOut };
}

/** The base charges added, each as rounded; or what they need, where one of them is not provable. */
export function baseOf(rating: Rating, codes: readonly ChargeCode[], expected: readonly ExpectedCharge[]): Price {
  const { figure, leavesOut } = provableBase(rating, codes, expected);
  return leavesOut.length === 0 ? figure : { needs: leavesOut.flatMap(({ needs }) => [...needs]) };
}

const baseCodes = (programme: FuelProgramme): readonly ChargeCode[] => ('base' in programme ? programme.base : []);

/** The base of a programme, as far as it is provable. */
export function fuelBase(rating: Rating, programme: FuelProgramme, expected: readonly ExpectedCharge[]): Base {
  return provableBase(rating, baseCodes(programme), expected);
}

/** The clause as the models take it. */
export function fuelClause(rating: Rating, { programme, pointer }: Programme, base: Figure): FuelClause {
  const { contract, currency, rounding, goods } = rating;
  const unit = programme && programme !== 'NONE' && 'unit' in programme ? programme.unit : null;
  return { contract, pointer, currency, rounding, goods, base, valueUnit: unit ? `${currency}/${unit}` : 'fraction' };
}

function nothingOwed(rating: Rating, { charge, programme, pointer }: Programme): ExpectedCharge {
  const slot: Slot = { charge, stop: null, check: 'F-08', basis: programme === null ? 'NONE' : 'CONTRACT' };
  const why = programme === null ? 'the contract has no fuel programme' : 'the lane is all-in: no fuel surcharge';
  const source = contractSource(rating.contract, pointer);
  return nothing(slot, 'FUEL_WRONG', rating.currency, { certain: true, why, source });
}

/** No price governs: the series has none at all (F-01), or none in force on the day, or nobody knows the day (F-02). */
function unpriced(rating: Rating, programme: FuelProgramme, slot: Slot, needs: ExpectedCharge['needs']) {
  const isPublished = rating.dossier.indexes.some(({ series }) => series === programme.index);
  return notProvable({ ...slot, check: isPublished ? 'F-02' : 'F-01' }, needs, rating.currency, null);
}

/**
 * The fuel surcharge owed, or another that follows an index (rating.md, Fuel), rounded once: `base` charges are taken rounded. All-in or no programme: 0.00.
 * Not provable without an index value in force (INDEX_MISSING), the date, or the distance. A base charge that is not
 * provable is left out of the amount, and `leavesOut` says so: whether it is billed is asked when lines are aligned.
 */
export function indexedCharge(
  rating: Rating,
  governing: Programme,
  expected: readonly ExpectedCharge[],
): ExpectedCharge {
  const { programme, charge: code } = governing;
  if (programme === null || programme === 'NONE') return nothingOwed(rating, governing);
  const slot: Slot = { charge: code, stop: null, check: checkOf(programme), basis: 'CONTRACT' };
  const price = governingPrice(programme, rating);
  if ('needs' in price) return unpriced(rating, programme, slot, price.needs);
  price.values.forEach((value) => {
    rating.used.index(value);
  });
  const { figure, leavesOut } = fuelBase(rating, programme, expected);
  const amount = fuelAt(programme, fuelClause(rating, governing, figure), priceFigure(programme, price));
  const countedBy = programme.model === 'PER_UNIT_TABLE' ? slot.check : 'F-06';
  if (!isProven(amount)) return notProvable({ ...slot, check: countedBy }, amount.needs, rating.currency, null);
  const charge = owed(slot, amount, rating);
  return leavesOut.length === 0 ? charge : { ...charge, leavesOut };
}
