import type { FuelProgramme } from '../../../freight/contract.ts';
import type { ChargeCode } from '../../../freight/codes.ts';
import type { ExpectedCharge } from '../../expected.ts';
import { isBilled } from '../context.ts';
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
import { percentTable } from './percent-table.ts';

/** The programme that governs the lane and where it stands; `NONE` is all-in, null no programme at all. */
export interface Programme {
  programme: FuelProgramme | 'NONE' | null;
  pointer: string;
}

/** The lane's own programme, else the contract's: absent or null inherits, NONE is all-in (rating.md, small print). */
export function programmeOf({ lane, laneIndex, contract }: Pick<Rating, 'lane' | 'laneIndex' | 'contract'>): Programme {
  const ofLane = lane.fuel ?? null;
  if (ofLane !== null) return { programme: ofLane, pointer: `/lanes/${laneIndex}/fuel` };
  return { programme: contract.fuel ?? null, pointer: '/fuel' };
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
    case 'PER_DISTANCE_TABLE':
      return perDistanceTable(programme, fuel, price);
    case 'PER_DISTANCE_FORMULA':
      return perDistanceFormula(programme, fuel, price);
  }
}

function checkOf(programme: FuelProgramme): string {
  return programme.model === 'PER_DISTANCE_FORMULA' ? 'F-02' : 'F-03';
}

/** A base charge that is not provable stands in the way only if that charge is billed; the linehaul always does. */
function standsInTheWay(rating: Rating, { charge, amount }: ExpectedCharge): boolean {
  return amount === null && (charge === 'LINEHAUL' || isBilled(rating.dossier, charge));
}

/** The base charges added, each as rounded; or what they need. */
export function baseOf(rating: Rating, codes: readonly ChargeCode[], expected: readonly ExpectedCharge[]): Price {
  const base = expected.filter(({ charge }) => codes.includes(charge));
  const needs = base.filter((charge) => standsInTheWay(rating, charge)).flatMap((charge) => charge.needs);
  if (needs.length > 0) return { needs };
  const figures = base.flatMap(({ amount, working }): Figure[] =>
    amount === null ? [] : [{ value: amount, working }],
  );
  const [only] = figures;
  return only && figures.length === 1
    ? only
    : added(figures, { label: 'base of the fuel charge', unit: rating.currency });
}

/** The clause as the models take it. */
export function fuelClause(rating: Rating, { programme, pointer }: Programme, base: Figure): FuelClause {
  const { contract, currency, rounding, goods } = rating;
  const unit = programme && programme !== 'NONE' && 'unit' in programme ? programme.unit : null;
  return { contract, pointer, currency, rounding, goods, base, valueUnit: unit ? `${currency}/${unit}` : 'fraction' };
}

function nothingOwed(rating: Rating, { programme, pointer }: Programme): ExpectedCharge {
  const slot: Slot = { charge: 'FUEL', stop: null, check: 'F-08', basis: programme === null ? 'NONE' : 'CONTRACT' };
  const why = programme === null ? 'the contract has no fuel programme' : 'the lane is all-in: no fuel surcharge';
  const source = contractSource(rating.contract, pointer);
  return nothing(slot, 'FUEL_WRONG', rating.currency, { certain: true, why, source });
}

/**
 * The fuel surcharge owed (rating.md, Fuel), rounded once: `base` charges are taken rounded. All-in or no programme: 0.00.
 * Not provable without an index value in force (INDEX_MISSING), the date, the distance, or a billed base charge.
 */
export function fuelCharge(rating: Rating, expected: readonly ExpectedCharge[]): ExpectedCharge {
  const governing = programmeOf(rating);
  const { programme } = governing;
  if (programme === null || programme === 'NONE') return nothingOwed(rating, governing);
  const slot: Slot = { charge: 'FUEL', stop: null, check: checkOf(programme), basis: 'CONTRACT' };
  const price = governingPrice(programme, rating);
  if ('needs' in price) {
    const index = price.needs.some(({ reason }) => reason === 'INDEX_MISSING');
    return notProvable(index ? { ...slot, check: 'F-01' } : slot, price.needs, rating.currency, null);
  }
  price.values.forEach((value) => {
    rating.used.index(value);
  });
  const base = baseOf(rating, programme.model === 'PERCENT_TABLE' ? programme.base : [], expected);
  if (!isProven(base)) return notProvable(slot, base.needs, rating.currency, null);
  return owed(slot, fuelAt(programme, fuelClause(rating, governing, base), priceFigure(programme, price)), rating);
}
