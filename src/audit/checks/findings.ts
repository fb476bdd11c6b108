import type { ReasonCode, Severity } from '../../freight/codes.ts';
import { amountText, zero } from '../../freight/money.ts';
import { daysBetween, localDate, writtenDate } from '../../freight/time.ts';
import { currencyOf } from '../align/bill-lines.ts';
import type { DossierBill, MatchCandidate } from '../dossier.ts';
import type { Milestone, StopEvidence } from '../evidence/evidence.ts';
import type { AlignedLine, CheckContext } from '../judged.ts';
import type { Finding } from '../report.ts';

interface Note {
  check: string;
  code: ReasonCode;
  severity: Severity;
  sentence: string;
  line?: number;
  amount?: string;
}

/**
 * What is to be said of a bill as a whole: why it has no shipment, what was lost or broken, where sources or messages
 * contradict each other, what was withdrawn. None of it moves money by itself; what each line needs says its lines.
 */
export function billFindings(context: CheckContext, bill: DossierBill, lines: AlignedLine[]): Finding[] {
  const none = amountText(zero, currencyOf(bill));
  const notes = [
    ...matchNotes(bill),
    ...foreignLineNotes(bill, lines),
    ...exceptionNotes(context),
    ...disagreementNotes(context, bill),
    ...conflictNotes(bill),
    ...unplacedNotes(context),
    ...withdrawnNotes(context),
  ];
  return notes.map(({ line = null, amount = none, ...note }) => ({ ...note, line, amount }));
}

function candidateWords({ shipmentId, by, eliminatedBy, wouldBeEliminatedBy }: MatchCandidate): string {
  if (eliminatedBy !== null) return `${shipmentId} (by ${by}; struck out, ${eliminatedBy})`;
  const tellsApart =
    wouldBeEliminatedBy.length === 0 ? 'nothing tells it apart' : `out with ${wouldBeEliminatedBy.join(', or ')}`;
  return `${shipmentId} (by ${by}; ${tellsApart})`;
}

/** M-01 and M-03: every candidate, and what would strike it out. */
function matchNotes({ match }: DossierBill): Note[] {
  const candidates = match.candidates.map(candidateWords).join('; ');
  if (match.status === 'AMBIGUOUS') {
    const sentence = `More than one shipment fits: ${candidates}.`;
    return [{ check: 'M-01', code: 'AMBIGUOUS_MATCH', severity: 'WARNING', sentence }];
  }
  if (match.status === 'MATCHED') return [];
  const sentence =
    candidates === '' ? 'No shipment carries a reference of this bill.' : `No shipment fits: ${candidates}.`;
  return [{ check: 'M-03', code: 'NO_SHIPMENT', severity: 'WARNING', sentence }];
}

/** I-08, of single lines: they are left out of the totals and held. */
function foreignLineNotes(bill: DossierBill, lines: readonly AlignedLine[]): Note[] {
  const currency = currencyOf(bill);
  const audited = new Set(lines.map(({ line }) => line));
  return bill.bill.charges
    .filter((line) => (line.currency ?? currency) !== currency && !audited.has(line.line))
    .map(({ line, amount, currency: other }) => ({
      ...{ check: 'I-08', code: 'CURRENCY', severity: 'WARNING', line, amount },
      sentence: `Line ${line} is in ${other ?? ''}, the bill in ${currency ?? 'no currency'}: it is held and in no total.`,
    }));
}

/** E-05 and E-06: the freight is owed; the goods are a claim of their own. */
function exceptionNotes({ evidence }: CheckContext): Note[] {
  return evidence.exceptions.map(({ type, pieces, stop, source, id }) => {
    const count = pieces === null ? '' : ` ${pieces} pieces`;
    const at = stop === null ? '' : ` at stop ${stop}`;
    const check = type === 'DAMAGED' || type === 'REFUSED' ? 'E-06' : 'E-05';
    const sentence = `Delivery${at}:${count} ${type.toLowerCase()}, according to ${source} ${id}.`;
    return { check, code: 'OS_D', severity: 'WARNING', sentence };
  });
}

function dateAt(milestone: Milestone, stop: StopEvidence | undefined): string | null {
  if (milestone.status !== 'STANDS') return null;
  const zone = stop?.stop.location.timeZone ?? null;
  return zone === null ? writtenDate(milestone.at) : localDate(milestone.at, zone);
}

/** What the bill says of its shipment and the evidence says otherwise, by more than a day. */
function disagreementNotes({ evidence }: CheckContext, { bill, match }: DossierBill): Note[] {
  if (match.status !== 'MATCHED') return [];
  const pickup = dateAt(evidence.pickup, evidence.stops[0]);
  const delivery = dateAt(evidence.delivery, evidence.stops.at(-1));
  const pairs: [string, string | null, string | null][] = [
    ['picked up', bill.pickupDate ?? null, pickup],
    ['delivered', bill.deliveryDate ?? null, delivery],
  ];
  return pairs
    .filter(([, billed, proven]) => billed !== null && proven !== null && Math.abs(daysBetween(billed, proven)) > 1)
    .map(([what, billed, proven]) => ({
      ...{ check: 'E-16', code: 'EVIDENCE_CONFLICT', severity: 'INFO' },
      sentence: `The bill says ${what} on ${billed ?? ''}; the evidence says ${proven ?? ''}.`,
    }));
}

/** Messages with the same id and other content: kept, shown, never used. */
function conflictNotes({ conflicts }: DossierBill): Note[] {
  return conflicts.map(({ source, id }) => ({
    ...{ check: 'E-16', code: 'EVIDENCE_CONFLICT', severity: 'WARNING' },
    sentence: `${source} sent ${id} again with other content; the first stands.`,
  }));
}

/** E-16: events that prove nothing because nobody can tell where or when they happened. */
function unplacedNotes({ evidence }: CheckContext): Note[] {
  return evidence.unplaced.map(({ fact, need }) => ({
    ...{ check: 'E-16', code: need.reason, severity: 'WARNING' },
    sentence: `Event ${fact.body.type} of ${fact.source} proves nothing: ${need.fact} is not known.`,
  }));
}

/** E-17: what was withdrawn counts as if it had never been said. */
function withdrawnNotes({ evidence }: CheckContext): Note[] {
  return evidence.retracted.map(({ source, id }) => ({
    ...{ check: 'E-17', code: 'EVIDENCE_CONFLICT', severity: 'INFO' },
    sentence: `${source} withdrew ${id}; it proves nothing any more.`,
  }));
}
