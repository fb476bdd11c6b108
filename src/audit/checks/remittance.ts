import type { Party } from '../../freight/bill.ts';
import type { Carrier, Payee } from '../../freight/terms.ts';
import type { DossierBill } from '../dossier.ts';
import type { Gate } from '../judged.ts';
import { sameCarrier } from '../match/candidates.ts';
import { isElsewhere, namesAlike, placeText } from './alike.ts';
import { carrierOf, type GateQuestion, shippedOn } from './governing.ts';

/** The master data of the carrier that bills. */
function billingCarrier({ dossier, bill }: GateQuestion): Carrier | null {
  const code = carrierOf(bill);
  if (code === null) return null;
  return dossier.carriers.find((known) => sameCarrier(known.carrier, code, dossier.carriers)) ?? null;
}

const holdsOn = (day: string, { from, to }: { from?: string | null; to?: string | null }) =>
  (from ?? day) <= day && day <= (to ?? day);

/** P-02: where the carrier's authority is kept, it covers the day the freight was picked up. */
export function carrierAuthorised(question: GateQuestion): Gate | null {
  const carrier = billingCarrier(question);
  const authority = carrier?.authority ?? null;
  if (carrier === null || authority === null) return null;
  const day = shippedOn(question);
  if (authority.some((range) => holdsOn(day, range))) return null;
  const sentence = `${carrier.carrier} carried the freight on ${day}; no authority of it is known for that day.`;
  return { check: 'P-02', code: 'CARRIER_UNKNOWN', outcome: 'HOLD', sentence };
}

function isPayee(named: Party, known: Payee): boolean {
  if (named.code && known.code) return named.code.toUpperCase() === known.code.toUpperCase();
  return (!named.name || namesAlike(named.name, known.name)) && !isElsewhere(named, known);
}

/**
 * P-06: whom the bill says to pay is somebody who is known to be paid for this carrier on the day of the invoice. A bill
 * that names nobody changes nothing, and of a carrier without known payees nobody can say.
 */
export function payeeKnown(question: GateQuestion): Gate | null {
  const carrier = billingCarrier(question);
  const named = question.bill.invoice.remitTo ?? null;
  if (carrier === null || named === null || (!named.name && !named.code)) return null;
  const known = payeesOn(question.bill.invoice.invoiceDate, carrier);
  if (known === null || known.some((payee) => isPayee(named, payee))) return null;
  const whom = [named.name ?? named.code, placeText(named)].filter(Boolean).join(', ');
  const instead = known.map(({ name }) => name).join(' or ');
  const sentence = `The bill asks to pay ${whom}; known for ${carrier.carrier} is ${instead === '' ? 'nobody' : instead}.`;
  return { check: 'P-06', code: 'CARRIER_WRONG', outcome: 'HOLD', sentence };
}

/** Whom a bill asks to pay, where that is one of the carrier's known payees on the day of the invoice; else null. */
export function payeeOf(bill: DossierBill, carrier: Carrier | null): Payee | null {
  const named = bill.invoice.remitTo ?? null;
  if (carrier?.payees === undefined || carrier.payees === null || named === null || (!named.name && !named.code))
    return null;
  return payeesOn(bill.invoice.invoiceDate, carrier)?.find((payee) => isPayee(named, payee)) ?? null;
}

function payeesOn(day: string, { payees, remitTo }: Carrier): Payee[] | null {
  if (payees) return payees.filter((payee) => holdsOn(day, payee));
  return remitTo ? [{ name: remitTo }] : null;
}
