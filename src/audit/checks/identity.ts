import type { Dossier } from '../dossier.ts';
import type { Gate } from '../judged.ts';
import { sameCarrier } from '../match/candidates.ts';
import { carrierOf, entityOf, type GateQuestion } from './governing.ts';

/** P-01: the carrier is known to master data or named by an activated contract; a bill that names none is held too. */
export function carrierKnown({ dossier, bill }: GateQuestion): Gate | null {
  const carrier = carrierOf(bill);
  const sentence =
    carrier === null
      ? 'The bill names no carrier.'
      : `Carrier ${carrier} is neither in the master data nor in a contract in force.`;
  if (carrier !== null && isKnown(dossier, carrier)) return null;
  return { check: 'P-01', code: 'CARRIER_UNKNOWN', outcome: 'HOLD', sentence };
}

function isKnown(dossier: Dossier, carrier: string): boolean {
  return (
    dossier.carriers.some((each) => each.carrier === carrier || (each.scacs ?? []).includes(carrier)) ||
    dossier.contracts.some((each) => each.contract.carrier === carrier)
  );
}

/** P-03: the carrier that bills is the one the shipment was given to. */
export function carrierOfShipment({ dossier, bill, evidence }: GateQuestion): Gate | null {
  const carrier = carrierOf(bill);
  const shipment = evidence.shipment?.body ?? null;
  if (carrier === null || shipment === null || sameCarrier(carrier, shipment.carrier, dossier.carriers)) return null;
  const sentence = `${carrier} bills shipment ${shipment.shipmentId}, which was given to ${shipment.carrier}.`;
  return { check: 'P-03', code: 'CARRIER_WRONG', outcome: 'HOLD', sentence };
}

/**
 * P-04 and P-07: a company that neither master data, a contract nor our own shipment knows is not ours;
 * one of ours that did not order the shipment is the wrong one.
 */
export function entityOurs(question: GateQuestion): Gate | null {
  const { dossier, bill, evidence } = question;
  const entity = entityOf(dossier, bill, evidence);
  const ordered = evidence.shipment?.body.legalEntity ?? null;
  if (entity === null || entity === ordered) return null;
  const known =
    dossier.legalEntities.some((each) => each.legalEntity === entity) ||
    dossier.contracts.some((each) => each.contract.legalEntities.includes(entity));
  if (!known)
    return {
      check: 'P-04',
      code: 'NOT_OUR_BILL',
      outcome: 'DENY',
      sentence: `The bill is addressed to ${entity}, which is none of our companies.`,
    };
  if (ordered === null) return null;
  return {
    check: 'P-07',
    code: 'ENTITY_WRONG',
    outcome: 'HOLD',
    sentence: `The bill is addressed to ${entity}; the shipment was ordered by ${ordered}.`,
  };
}

/** P-05: where bill and order both name the freight terms, they are the same. */
export function termsAgree({ bill, evidence }: GateQuestion): Gate | null {
  const billed = bill.invoice.terms ?? null;
  const ordered = evidence.shipment?.body.terms ?? null;
  if (billed === null || ordered === null || billed === ordered) return null;
  const words = (terms: string) => terms.toLowerCase().replace('_', ' ');
  const sentence = `The bill says ${words(billed)}; the shipment was ordered ${words(ordered)}.`;
  return { check: 'P-05', code: 'TERMS_WRONG', outcome: 'HOLD', sentence };
}
