import type { ChargeCode, Mode } from '../../freight/codes.ts';
import { zero } from '../../freight/money.ts';
import type { Decimal } from '../../freight/money.ts';
import type { Shipment } from '../../freight/shipment.ts';
import type { Policy } from '../../freight/terms.ts';
import { localDate, writtenDate } from '../../freight/time.ts';
import type { LocalDate } from '../../freight/time.ts';
import { entityNamed } from '../checks/governing.ts';
import type { Dossier } from '../dossier.ts';
import type { Evidence, Milestone } from '../evidence/evidence.ts';
import { orderBills } from '../match/bill-order.ts';
import { whatIsOwed } from '../owed.ts';

/** What one charge of a shipment is expected to cost, more than nothing. */
export interface ExpectedCost {
  charge: ChargeCode;
  stop: number | null;
  amount: Decimal;
}

/** What a shipment is expected to cost by what is known of it, billed or not. */
export interface ShipmentCost {
  shipment: Shipment;
  /** As master data calls it. */
  legalEntity: string;
  carrier: string;
  mode: Mode;
  /** Of the terms; null: none could be found, and nothing is expected. */
  currency: string | null;
  /** Null: it has not been dispatched. */
  dispatchedOn: LocalDate | null;
  /** Of the last delivery; null: it is not proven. */
  deliveredOn: LocalDate | null;
  cancelled: boolean;
  ratingDate: LocalDate | null;
  charges: ExpectedCost[];
}

/**
 * What the shipment of a dossier is expected to cost: rated as the audit rates it, with the dates of its first bill where
 * it has one, and where nothing tells a date by the day it was dispatched. Charges that are not provable yet, and what the carrier would owe us, are
 * left out: the one is not known, the other not certain until the carrier says so.
 *
 * @param policy of a shipment without bills; one with bills goes by its first bill's
 * @returns null while no shipment is known
 */
export function shipmentCost(dossier: Dossier, policy: Policy): ShipmentCost | null {
  const [firstBill = null] = orderBills(dossier.bills);
  const { evidence, rated } = whatIsOwed(dossier, firstBill, firstBill?.policy ?? policy, dispatchedOn);
  const shipment = evidence.shipment?.body ?? null;
  if (shipment === null || rated === null) return null;
  const { currency } = rated.terms;
  const known = currency === null ? [] : rated.expected;
  return {
    shipment,
    legalEntity: entityNamed(dossier, shipment.legalEntity) ?? shipment.legalEntity,
    carrier: shipment.carrier,
    mode: shipment.mode,
    currency,
    dispatchedOn: dispatchedOn(evidence),
    deliveredOn: dateOf(evidence.delivery, zoneOfStop(evidence, -1)),
    cancelled: evidence.cancelled !== null,
    ratingDate: rated.ratingDate,
    charges: known.flatMap(({ charge, stop, amount }) => (amount?.greaterThan(zero) ? [{ charge, stop, amount }] : [])),
  };
}

/** The day of the earliest proof that it is on its way: dispatched, departed from a stop, picked up or delivered. */
function dispatchedOn(evidence: Evidence): LocalDate | null {
  const first = zoneOfStop(evidence, 0);
  const told = evidence.events
    .filter(({ type }) => type === 'DISPATCHED' || type === 'DEPARTED_STOP' || type === 'DELIVERED')
    .flatMap(({ at }) => (at === null ? [] : [onDay(at, first)]));
  const proven = [dateOf(evidence.pickup, first), dateOf(evidence.delivery, zoneOfStop(evidence, -1))];
  return [...told, ...proven.filter((date) => date !== null)].sort()[0] ?? null;
}

function dateOf(milestone: Milestone, zone: string | null): LocalDate | null {
  return milestone.status === 'STANDS' ? onDay(milestone.at, zone) : null;
}

function onDay(at: string, zone: string | null): LocalDate {
  return zone === null ? writtenDate(at) : localDate(at, zone);
}

function zoneOfStop({ stops }: Evidence, place: 0 | -1): string | null {
  return stops.at(place)?.stop.location.timeZone ?? null;
}
