import { decimal } from '../../../freight/money.ts';
import type { DossierBill } from '../../dossier.ts';
import type { CheckContext } from '../../judged.ts';
import { sharesOf } from '../../settle/shares.ts';
import type { Note } from './note.ts';

/** C-03: several cost centres and not one share that is more than nothing: the cost is divided in equal parts. */
export function shareNotes({ evidence }: CheckContext, { match }: DossierBill): Note[] {
  const shipment = evidence.shipment?.body;
  const shares = shipment ? sharesOf(shipment) : [];
  if (match.status !== 'MATCHED' || shares.length < 2 || shares.some((share) => !decimal(share).isZero())) return [];
  const sentence = `All ${shares.length} shares of the shipment are 0: its costs are divided in equal parts.`;
  return [{ check: 'C-03', code: 'FACT_MISSING', severity: 'WARNING', sentence }];
}
