import type { Dossier } from '../dossier.ts';
import type { Gate } from '../judged.ts';
import { sameCarrier } from '../match/candidates.ts';
import { namesAlike } from './alike.ts';
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

/**
 * P-04: where the bill names the party it is sent to, that is the company it is addressed to, under its name or an alias.
 * A name that shares no telling word with any of them may be a slip, or another's bill: a person looks.
 */
export function billToOurs(question: GateQuestion): Gate | null {
  const { dossier, bill, evidence } = question;
  const named = bill.invoice.billTo?.name ?? null;
  const entity = entityOf(dossier, bill, evidence);
  if (named === null || entity === null) return null;
  const names = namesOf(dossier, entity);
  if (names.length === 0 || [...names, entity].some((name) => namesAlike(name, named))) return null;
  const sentence = `The bill is sent to ${named}; ${entity} is known as ${names.join(' or ')}.`;
  return { check: 'P-04', code: 'ENTITY_WRONG', outcome: 'HOLD', sentence };
}

function namesOf(dossier: Dossier, entity: string): string[] {
  const known = dossier.legalEntities.find((each) => each.legalEntity === entity);
  return [known?.name, ...(known?.aliases ?? [])].filter((name) => typeof name === 'string');
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
