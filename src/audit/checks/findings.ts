import { amountText, zero } from '../../freight/money.ts';
import { currencyOf } from '../align/bill-lines.ts';
import type { DossierBill } from '../dossier.ts';
import type { AlignedLine, CheckContext } from '../judged.ts';
import type { Finding } from '../report.ts';
import { disagreementNotes } from './notes/disagreements.ts';
import { conflictNotes, unplacedNotes, withdrawnNotes } from './notes/doubtful-evidence.ts';
import { alignmentNotes } from './notes/alignment.ts';
import { orderedNotes } from './notes/as-ordered.ts';
import { claimTimeNotes } from './notes/claim-times.ts';
import { exceptionNotes } from './notes/exceptions.ts';
import { foreignLineNotes } from './notes/foreign-lines.ts';
import { latenessNotes } from './notes/lateness.ts';
import { lateBillingNotes } from './notes/late-billing.ts';
import { shareNotes } from './notes/shares.ts';
import { matchNotes } from './notes/matching.ts';
import { missingTaxNotes } from './notes/missing-tax.ts';
import type { Note } from './notes/note.ts';
import { pieceNotes, receiptNotes } from './notes/pieces.ts';
import { positionNotes } from './notes/positions.ts';
import { reportNotes } from './notes/reports.ts';
import { sealNotes } from './notes/seals.ts';
import { receiverNotes, signatureNotes } from './notes/signatures.ts';
import { temperatureNotes } from './notes/temperature.ts';
import { earlyPaymentNotes, paymentTermsNotes } from './notes/payment-terms.ts';

/** In the order in which they are shown. */
const notesOf: readonly ((context: CheckContext, bill: DossierBill, lines: readonly AlignedLine[]) => Note[])[] = [
  matchNotes,
  foreignLineNotes,
  signatureNotes,
  receiverNotes,
  exceptionNotes,
  alignmentNotes,
  orderedNotes,
  pieceNotes,
  receiptNotes,
  sealNotes,
  temperatureNotes,
  latenessNotes,
  claimTimeNotes,
  missingTaxNotes,
  paymentTermsNotes,
  earlyPaymentNotes,
  lateBillingNotes,
  disagreementNotes,
  positionNotes,
  conflictNotes,
  unplacedNotes,
  withdrawnNotes,
  reportNotes,
  shareNotes,
];

/**
 * What is to be said of a bill as a whole: why it has no shipment, what was lost or broken, where sources or messages
 * contradict each other, what was withdrawn. None of it moves money by itself; what each line needs says its lines.
 */
export function billFindings(context: CheckContext, bill: DossierBill, lines: AlignedLine[]): Finding[] {
  const none = amountText(zero, currencyOf(bill));
  const findings: Finding[] = [];
  for (const notes of notesOf)
    for (const { line = null, amount = none, ...note } of notes(context, bill, lines))
      findings.push({ ...note, line, amount });
  return findings;
}
