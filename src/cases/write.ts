import type { EntityManager } from 'typeorm';
import type { DossierBill } from '../audit/dossier.ts';
import { caseState } from '../audit/settle/case-state.ts';
import { decimal } from '../freight/money.ts';
import { announceCases, announcePostings, type CaseNews } from '../ledger/announcements.ts';
import { type CaseBefore, type CaseRow, countChecks, writeCases } from '../ledger/cases.ts';
import { auditedClocks, keepDeadlines, type NewDeadline } from '../ledger/deadlines.ts';
import { replaceCharges, reportBodies, writeReports, writeTimeline } from '../ledger/judgements.ts';
import { keepOpenItems } from '../ledger/open-items.ts';
import { releasePostings, withdrawPostings, writePostings } from '../ledger/postings.ts';
import { type AutoApproval, keepSamples } from '../ledger/samples.ts';
import { clocksOf } from './case-clocks.ts';
import type { JudgedCase } from './judge.ts';
import { arrivalsOf } from './judgement.ts';
import { readStored, storedText } from './stored-report.ts';
import type { LedgerRead } from './read.ts';
import { type Change, changeOf, digestOf, isReopened, revisionOf } from './revision.ts';
import { settleCase, type SettledCase } from './settling.ts';
import type { TermsInForce } from './terms-in-force.ts';
import { timelineBody } from './timeline-body.ts';

/** The engine of this build, kept with each report. */
const engine = '1';

/** What the writing of a batch looks at. */
interface WriteContext {
  ledger: LedgerRead;
  terms: TermsInForce;
  turn: string;
}

/** A judged case with what it becomes. */
interface Answer {
  judged: JudgedCase;
  before: CaseBefore | undefined;
  settled: SettledCase;
  digest: string;
  revision: number;
  state: CaseRow['state'];
  change: Change;
  deadlines: NewDeadline[];
}

/**
 * Writes the judgements of a batch: cases, lines, reports, timeline, open items, deadlines and postings, each in one
 * statement. An unchanged answer counts a look and nothing else.
 *
 * @returns whether there is something to send
 */
export async function writeJudgements(
  tx: EntityManager,
  judged: readonly JudgedCase[],
  context: WriteContext,
): Promise<boolean> {
  if (judged.length === 0) return false;
  const answers = judged.map((one) => answerOf(one, context));
  const answered = answers.filter((one) => one.change === 'FIRST' || one.change === 'REVISED');
  const same = answers.filter((one) => one.change === 'SAME');
  await writeCases(
    tx,
    answers.filter((one) => one.change !== 'SAME').map((one) => caseRow(one, context.turn)),
  );
  await countChecks(
    tx,
    same.map(({ judged: { bill, lookedUnder } }) => ({ caseId: bill.caseId, lookedUnder })),
    context.turn,
  );
  await writeAnswers(tx, answered, context.ledger);
  await writeStates(
    tx,
    answers.filter((one) => one.change === 'STATE'),
  );
  const deadlines = answers.flatMap(({ judged: { bill } }) => context.ledger.deadlines.get(bill.caseId) ?? []);
  await keepDeadlines(
    tx,
    answers.flatMap((one) => one.deadlines),
    deadlines,
  );
  await writeOpenItems(tx, answers);
  await keepSamples(tx, answered.flatMap(autoApprovals));
  await announceCases(tx, answers.flatMap(newsOf));
  return writeMoney(tx, answers);
}

/** Answers by which the engine, and nobody else, approved a bill to the end. */
function autoApprovals({ judged: { bill, report }, revision, digest, state }: Answer): AutoApproval[] {
  const byPeople = bill.decisions.some(({ judgements }) => Object.keys(judgements).length > 0);
  if ((state !== 'APPROVED' && state !== 'SETTLED') || byPeople || !decimal(report.money.approved).greaterThan(0))
    return [];
  return [{ caseId: bill.caseId, revision, digest, approved: report.money.approved, rate: bill.policy.sampleRate }];
}

/** What there is to tell of a case: nothing where only a look was counted. */
function newsOf({ judged, before, change, state }: Answer): CaseNews[] {
  if (change === 'SAME') return [];
  const revised = isReopened(before, change, state) ? 'REOPENED' : 'CHANGED';
  const answer = change === 'FIRST' ? 'OPENED' : change === 'STATE' ? 'STATE' : revised;
  return [{ caseId: judged.bill.caseId, stateBefore: before?.state ?? null, answer }];
}

function answerOf(judged: JudgedCase, { ledger, terms }: WriteContext): Answer {
  const { bill, report } = judged;
  const before = ledger.before.get(bill.caseId);
  const digest = digestOf(report);
  const revision = revisionOf(before, digest);
  const postings = ledger.postings.get(bill.caseId) ?? [];
  const settled = settleCase({ judged, postings, terms, revision, digest });
  const state = caseState({
    parked: judged.parkedError !== null,
    awaitingMatch: report.awaitingMatch,
    needsReview: report.needsReview,
    held: settled.held,
    atRisk: report.atRisk,
    disputed: report.money.disputed,
    pending: report.money.pending,
    approved: report.money.approved,
    posted: settled.posted,
    acknowledged: settled.acknowledged,
  });
  const change = changeOf(before, { digest, state, ...settled });
  return {
    judged,
    before,
    settled,
    digest,
    revision,
    state,
    change,
    deadlines: clocksOf({ judged, settled, state }, terms),
  };
}

function caseRow(answer: Answer, turn: string): CaseRow {
  const { judged, before, settled, digest, revision, state, change, deadlines } = answer;
  const { report, dossier } = judged;
  return {
    dossier: dossier.key,
    state,
    revision,
    reopenedCount: (before?.reopenedCount ?? 0) + (isReopened(before, change, state) ? 1 : 0),
    carrier: report.carrier,
    legalEntity: report.legalEntity,
    mode: dossier.shipments.at(-1)?.body.mode ?? null,
    shipmentSource: report.match.shipmentSource,
    shipmentId: report.match.shipmentId,
    currency: report.currency,
    atRisk: report.atRisk,
    posted: settled.posted,
    acknowledged: settled.acknowledged,
    held: settled.held,
    needsReview: report.needsReview,
    awaitingMatch: report.awaitingMatch,
    reasons: report.reasons,
    findings: JSON.stringify(report.findings),
    lookedUnder: judged.lookedUnder,
    digest,
    parkedError: judged.parkedError,
    dueAt: dueOf(deadlines),
    auditTurn: turn,
    ...report.money,
    ...billPart(judged.bill),
    ...termsPart(judged),
  };
}

/** The next of the clocks that somebody here has to mind; when it is to be paid is another matter. */
function dueOf(deadlines: readonly NewDeadline[]): string | null {
  const own = deadlines.filter(({ kind }) => auditedClocks.some((one) => one === kind));
  return own.map(({ dueAt }) => dueAt).sort()[0] ?? null;
}

function billPart({ caseId, invoice, bill, receivedAt }: DossierBill) {
  const { source, documentId, kind, invoiceNumber, invoiceDate } = invoice;
  const { bill: number, billNumber = null } = bill;
  return { caseId, source, documentId, kind, invoiceNumber, invoiceDate, bill: number, billNumber, receivedAt };
}

function termsPart({ bill, report }: JudgedCase) {
  const { contract, rules } = report.dependencies;
  return {
    ratingDate: report.ratingDate,
    contractId: contract?.contractId ?? null,
    contractVersion: contract?.version ?? null,
    policyVersion: bill.policy.version,
    profileVersion: bill.profile?.version ?? null,
    rules,
  };
}

/** First and changed answers: report, lines and timeline. */
async function writeAnswers(tx: EntityManager, answers: readonly Answer[], ledger: LedgerRead): Promise<void> {
  const again = answers.flatMap(({ before }) => before ?? []);
  const earlier = await reportBodies(tx, again);
  const written = answers.map((answer) => {
    const { judged, before, revision, digest, state } = answer;
    const { bill, report, dossier } = judged;
    const arrivals = arrivalsOf(dossier, bill, ledger.deadlines.get(bill.caseId) ?? []);
    const text = earlier.get(bill.caseId);
    const body = timelineBody({
      before,
      earlier: text === undefined ? null : readStored(text),
      report,
      state,
      arrivals,
    });
    return {
      report: { caseId: bill.caseId, revision, digest, engine, body: storedText(report, arrivals.keys()) },
      entry: { caseId: bill.caseId, revision, kind: entryKind(answer), body: JSON.stringify(body) },
    };
  });
  await writeReports(
    tx,
    written.map((one) => one.report),
  );
  await replaceCharges(
    tx,
    answers.map(({ judged: { bill, report } }) => ({ caseId: bill.caseId, charges: report.charges })),
    again.map((one) => one.caseId),
  );
  await writeTimeline(
    tx,
    written.map((one) => one.entry),
  );
}

function entryKind({ judged, before, change, state }: Answer): 'PARKED' | 'AUDITED' | 'REOPENED' | 'REVISED' {
  if (judged.parkedError !== null) return 'PARKED';
  if (!before) return 'AUDITED';
  return isReopened(before, change, state) ? 'REOPENED' : 'REVISED';
}

async function writeStates(tx: EntityManager, answers: readonly Answer[]): Promise<void> {
  await writeTimeline(
    tx,
    answers.map(({ judged, before, revision, state, settled }) => ({
      caseId: judged.bill.caseId,
      revision,
      kind: 'STATE',
      body: JSON.stringify({
        arrived: [],
        state: { before: before?.state ?? null, after: state },
        posted: { before: before?.posted ?? null, after: settled.posted },
        acknowledged: { before: before?.acknowledged ?? null, after: settled.acknowledged },
      }),
    })),
  );
}

async function writeOpenItems(tx: EntityManager, answers: readonly Answer[]): Promise<void> {
  await keepOpenItems(
    tx,
    answers.map(({ judged: { bill, report }, settled, revision }) => ({
      caseId: bill.caseId,
      currency: report.currency ?? '',
      drafts: settled.openItems,
      by: `revision ${revision}`,
    })),
    answers.flatMap(({ judged: { bill } }) => bill.openItems),
  );
}

async function writeMoney(tx: EntityManager, answers: readonly Answer[]): Promise<boolean> {
  const withdraw = answers.flatMap(({ settled }) => settled.withdraw);
  const drafts = answers.flatMap(({ settled }) => settled.draft ?? []);
  const releases = answers.flatMap(({ settled }) => settled.release);
  await withdrawPostings(tx, withdraw);
  for (const { postingId, by, supplierReference } of releases)
    await releasePostings(tx, [postingId], by, supplierReference);
  const written = await writePostings(tx, drafts);
  const held = written.filter(({ state }) => state === 'HELD');
  await announcePostings(
    tx,
    held.map(({ postingId }) => postingId),
  );
  return drafts.length > 0 || releases.length > 0;
}
