import type { Policy } from '../../freight/terms.ts';
import type { Shipment } from '../../freight/shipment.ts';
import type { LocalDate } from '../../freight/time.ts';
import type { Dossier, DossierBill } from '../dossier.ts';
import type { Evidence } from '../evidence/evidence.ts';
import type { ExpectedCharge, Need, Rated } from '../expected.ts';
import { accessorialCharges, entriesOf } from './accessorials/accessorial.ts';
import type { Entry } from './accessorials/occurrence.ts';
import { ratedInOrder } from './accessorials/in-order.ts';
import { agreedExpected, isAgreed } from './agreed.ts';
import type { Rating } from './context.ts';
import { collectDependencies } from './dependencies.ts';
import { nothing, owed } from './expected-charge.ts';
import type { Slot } from './expected-charge.ts';
import { basesOf, indexedCharge, programmesOf } from './fuel/fuel.ts';
import type { Programme } from './fuel/fuel.ts';
import { exchangeOf } from './fx/exchange.ts';
import type { Pair } from './fx/fx-rate.ts';
import { goodsOf } from './goods.ts';
import { hypothesesFor } from './hypotheses/hypotheses.ts';
import { lanePrice } from './linehaul/lane-price.ts';
import { linehaul, linehaulCheck } from './linehaul/linehaul.ts';
import { serviceCredit } from './service-credit.ts';
import { chooseContract } from './terms/contract-choice.ts';
import type { Chosen } from './terms/contract-choice.ts';
import { roleDates } from './terms/role-dates.ts';
import { termsInForce } from './terms/terms-in-force.ts';
import { unnamedCharge } from './unnamed.ts';
import type { UnnamedTerms } from './unnamed.ts';

export interface RateOptions {
  /** The shipment's first bill by content: its dates stand in where no event tells one. */
  firstBill: DossierBill | null;
  policy: Policy;
  /** Stands in where nothing tells a date; absent or null: nothing does. */
  estimatedOn?: LocalDate | null;
}

/** Rated charges, and the dossier's rating under the terms that were found. */
interface Charges {
  expected: ExpectedCharge[];
  rating: Rating | null;
}

const noShipment: Need = { fact: 'the shipment of the bill', reason: 'NO_SHIPMENT', from: 'US' };

function linehaulSlot({ lane, shipment }: Rating): Slot {
  const check = linehaulCheck(lane.linehaul, shipment.body.mode);
  return { charge: 'LINEHAUL', stop: null, check, basis: 'CONTRACT' };
}

function linehaulCharge(rating: Rating): ExpectedCharge {
  return owed(linehaulSlot(rating), linehaul(rating.lane.linehaul, lanePrice(rating)), rating);
}

/** Of a cancelled shipment nothing is owed but what the contract pays for the cancellation itself. */
function cancelledCharges(rating: Rating, entries: readonly Entry[], agreed: readonly ExpectedCharge[]) {
  const paid = entries.filter(({ terms }) => terms.when?.event === 'CANCELLED');
  const zeroed = entries.filter(({ terms }) => terms.when?.event !== 'CANCELLED').map(({ terms }) => terms.charge);
  const more = { certain: true, why: 'the shipment was cancelled before any pickup' };
  const none = (charge: ExpectedCharge['charge'], check: string) =>
    nothing({ charge, stop: null, check, basis: 'CONTRACT' }, 'SHIPMENT_CANCELLED', rating.currency, more);
  return [
    none('LINEHAUL', linehaulSlot(rating).check),
    none('FUEL', 'F-03'),
    ...zeroed.map((charge) => none(charge, 'A-40')),
    ...agreed.filter(({ charge }) => charge === 'TONU'),
    ...paid
      .filter(({ terms }) => !isAgreed(agreed, { charge: terms.charge, stop: null }))
      .flatMap((entry) => accessorialCharges(entry, rating)),
  ];
}

/** Fuel first, then the others in the order of the terms: each may be a percentage of those before it. */
function surcharges(rating: Rating, programmes: readonly Programme[], known: readonly ExpectedCharge[]) {
  return programmes.reduce<ExpectedCharge[]>(
    (done, one) => [...done, indexedCharge(rating, one, [...known, ...done])],
    [],
  );
}

function contractCharges(rating: Rating, agreed: readonly ExpectedCharge[]): ExpectedCharge[] {
  const entries = entriesOf(rating);
  if (rating.evidence.cancelled) return cancelledCharges(rating, entries, agreed);
  const notAgreed = (charge: ExpectedCharge) => !isAgreed(agreed, charge);
  const freight = [linehaulCharge(rating)].filter(notAgreed);
  const programmes = programmesOf(rating);
  const charges = ratedInOrder(entries, rating, {
    first: [...agreed, ...freight],
    fuelBase: basesOf(programmes),
    indexed: programmes.map(({ charge }) => charge),
    counts: notAgreed,
    fuel: (known) => surcharges(rating, programmes, known).filter(notAgreed),
  });
  const credit = serviceCredit(rating, charges);
  return [...charges, ...(credit && notAgreed(credit) ? [credit] : [])].sort(inOrder);
}

const firstOfAll: readonly ExpectedCharge['charge'][] = ['LINEHAUL', 'FUEL'];

/** Linehaul, fuel, then the others in the order the terms name them: sorting is stable. */
function inOrder(a: ExpectedCharge, b: ExpectedCharge): number {
  const place = ({ charge }: ExpectedCharge) =>
    firstOfAll.includes(charge) ? firstOfAll.indexOf(charge) : firstOfAll.length;
  return place(a) - place(b);
}

function ratingUnder(
  chosen: Chosen,
  dossier: Dossier,
  evidence: Evidence,
  more: Pick<Rating, 'shipment' | 'datesOf' | 'used' | 'currency' | 'rounding'>,
): Rating {
  const { contract, lane, laneIndex } = chosen;
  const goods = goodsOf(more.shipment, evidence);
  goods.corrections.forEach((document) => {
    more.used.fact(document);
  });
  return { dossier, evidence, contract, lane, laneIndex, goods, known: [], ...more };
}

function notMatched(policy: Policy): Rated {
  const unit = '';
  const unnamed = { unit, missingTerms: noShipment, cancelled: false, agreedAlone: false, contracted: [] };
  return {
    terms: termsInForce(null, null, policy),
    missingTerms: noShipment,
    expected: [],
    unnamed: (charge, stop) => unnamedCharge(charge, stop, unnamed),
    hypotheses: () => [],
    dependencies: { facts: [], indexes: [] },
    ratingDate: null,
  };
}

const saysAll = ({ agreed }: Shipment) => agreed?.otherwise === 'NOTHING';

/** The terms found: a contract version and lane, or why there is none; an agreed price that says all needs no contract. */
function chooseTerms(dossier: Dossier, shipment: Shipment, datesOf: Rating['datesOf']) {
  if (saysAll(shipment)) return { chosen: null, missingTerms: null };
  const choice = chooseContract(dossier, shipment, datesOf);
  return 'contract' in choice ? { chosen: choice, missingTerms: null } : { chosen: null, missingTerms: choice.missing };
}

/**
 * What is owed for one shipment, charge by charge, with the working of each (rating.md): by a price agreed for it, else by
 * the contract version its dates choose, and by what the evidence proves. No billed amount is ever looked at; of the first
 * bill only its dates, where no event tells them. The order of facts is irrelevant.
 */
export function rate(dossier: Dossier, evidence: Evidence, { firstBill, policy, estimatedOn }: RateOptions): Rated {
  const { shipment } = evidence;
  if (!shipment) return notMatched(policy);
  const datesOf = roleDates(evidence, firstBill, estimatedOn);
  const { chosen, missingTerms } = chooseTerms(dossier, shipment.body, datesOf);
  const terms = termsInForce(chosen, shipment.body.agreed?.currency ?? null, policy);
  const used = collectDependencies();
  for (const fact of [shipment, ...(chosen?.facts ?? [])]) used.fact(fact);
  const money = { currency: terms.currency ?? '', rounding: terms.rounding };
  const { expected, rating } = chargesOf(chosen, dossier, evidence, { shipment, datesOf, used, ...money });
  const named: UnnamedTerms = {
    unit: money.currency,
    missingTerms,
    cancelled: evidence.cancelled !== null,
    agreedAlone: saysAll(shipment.body),
    contracted: expected.map(({ charge }) => charge),
  };
  return {
    terms,
    missingTerms,
    expected,
    unnamed: (charge, stop) => unnamedCharge(charge, stop, named),
    hypotheses: (charge, stop, fits) =>
      rating ? hypothesesFor(charge, stop, { rating, expected, firstBill, fits }) : [],
    exchange: (to) => (rating ? exchangeIn(dossier, rating, { from: rating.contract.currency, to }) : null),
    dependencies: used.list(),
    ratingDate: chosen?.ratingDate ?? null,
  };
}

function exchangeIn(dossier: Dossier, { contract, datesOf }: Pick<Rating, 'contract' | 'datesOf'>, pair: Pair) {
  return exchangeOf({ contract, rates: dossier.fxRates, datesOf }, pair);
}

function chargesOf(
  chosen: Chosen | null,
  dossier: Dossier,
  evidence: Evidence,
  more: Pick<Rating, 'shipment' | 'datesOf' | 'used' | 'currency' | 'rounding'>,
): Charges {
  const exchange = chosen
    ? (from: string) => exchangeIn(dossier, { ...more, ...chosen }, { from, to: chosen.contract.currency })
    : undefined;
  const agreed = agreedExpected(more.shipment, { ...(exchange ? { exchange } : {}), ...more });
  if (chosen) {
    const rating = ratingUnder(chosen, dossier, evidence, more);
    return { expected: contractCharges(rating, agreed), rating };
  }
  const standing = evidence.cancelled ? agreed.filter(({ charge }) => charge === 'TONU') : agreed;
  return { expected: standing, rating: null };
}
