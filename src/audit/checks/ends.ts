import type { Party } from '../../freight/bill.ts';
import type { StopType } from '../../freight/codes.ts';
import type { Shipment } from '../../freight/shipment.ts';
import type { Gate } from '../judged.ts';
import { isElsewhere, placeText } from './alike.ts';
import type { GateQuestion } from './governing.ts';

function placesOf(shipment: Shipment, type: StopType) {
  return shipment.stops.filter((stop) => stop.type === type).map(({ location }) => location);
}

/**
 * P-09: shipper and consignee of the bill are at stops of the shipment. Names are not compared, a bill may name whoever
 * ordered; a bill is held only when city and postal code are those of no stop.
 */
export function endsOfShipment({ bill, evidence }: GateQuestion): Gate | null {
  const shipment = evidence.shipment?.body ?? null;
  if (shipment === null) return null;
  const ends: [role: string, party: Party | null | undefined, type: StopType][] = [
    ['shipper', bill.bill.shipper, 'PICKUP'],
    ['consignee', bill.bill.consignee, 'DELIVERY'],
  ];
  for (const [role, party, type] of ends) {
    const places = placesOf(shipment, type);
    if (!party || places.length === 0 || places.some((place) => !isElsewhere(party, place))) continue;
    const ordered = places.map(placeText).join(' or ');
    const sentence = `The bill names a ${role} in ${placeText(party)}; the shipment's is in ${ordered}.`;
    return { check: 'P-09', code: 'EVIDENCE_CONFLICT', outcome: 'HOLD', sentence };
  }
  return null;
}
