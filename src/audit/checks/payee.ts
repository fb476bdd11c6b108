import type { Party } from '../../freight/bill.ts';
import { linehaulFamily } from '../../freight/codes.ts';
import type { DossierBill } from '../dossier.ts';
import type { Gate } from '../judged.ts';
import { sameCarrier } from '../match/candidates.ts';
import { carrierOf, type GateQuestion } from './governing.ts';
import { billWords, isAnotherDocument, isSent, sentenceStart, speaksForItself } from './rivals.ts';

/** It bills the freight itself: someone else's customs or unloading bill for the same load is another matter. */
function billsFreight({ bill }: DossierBill): boolean {
  return bill.charges.length === 0 || bill.charges.some(({ charge }) => charge && linehaulFamily.includes(charge));
}

function partyName(party: Party | null | undefined): string {
  return (party?.code ?? party?.name ?? '').toUpperCase().replace(/[^\p{L}\p{N}]/gu, '');
}

function otherPayee(a: DossierBill, b: DossierBill, { dossier }: GateQuestion): boolean {
  const [one, other] = [carrierOf(a), carrierOf(b)];
  if (one !== null && other !== null && !sameCarrier(one, other, dossier.carriers)) return true;
  const [paidTo, alsoTo] = [partyName(a.invoice.remitTo), partyName(b.invoice.remitTo)];
  return paidTo !== '' && alsoTo !== '' && paidTo !== alsoTo;
}

/**
 * D-06: the load is billed by one party. A second one that bills the freight of the same shipment (the carrier beside its
 * broker, a factor beside the carrier) is held: who is to be paid is for a person to find out. The bill of the carrier the
 * shipment was given to comes first, then one that was sent, then the order by content.
 */
export function onePayee(question: GateQuestion): Gate | null {
  const { bill, order, evidence, dossier } = question;
  const tendered = evidence.shipment?.body.carrier ?? null;
  if (tendered === null || !speaksForItself(bill) || !billsFreight(bill)) return null;
  const rank = (one: DossierBill) => {
    const biller = carrierOf(one);
    const isTendered = biller !== null && sameCarrier(biller, tendered, dossier.carriers);
    return [isTendered ? 0 : 1, isSent(one) ? 0 : 1, order.indexOf(one)];
  };
  const mine = rank(bill);
  const first = order.find(
    (other) =>
      other !== bill &&
      isAnotherDocument(other, bill) &&
      speaksForItself(other) &&
      billsFreight(other) &&
      otherPayee(other, bill, question) &&
      comesBefore(rank(other), mine),
  );
  if (!first) return null;
  const paid = [carrierOf(first), first.invoice.remitTo?.name].filter((part) => part).join(', to be paid to ');
  const sentence = `${sentenceStart(billWords(first))} bills the same load for ${paid}.`;
  return { check: 'D-06', code: 'DUP_PROBABLE', outcome: 'HOLD', sentence };
}

function comesBefore(a: readonly number[], b: readonly number[]): boolean {
  const place = a.findIndex((value, at) => value !== b[at]);
  return place >= 0 && (a[place] ?? 0) < (b[place] ?? 0);
}
