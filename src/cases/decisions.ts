import { ConflictException, ForbiddenException, HttpException, Injectable, NotFoundException } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import type { ChargeResult } from '../audit/report.ts';
import { lineKey } from '../audit/money/line-money.ts';
import type { DecisionKind, ReasonCode } from '../freight/codes.ts';
import { Dec, type Decimal, decimal, greatest, zero } from '../freight/money.ts';
import { writeDecision } from '../ledger/decisions.ts';
import { reportBodies, writeTimeline } from '../ledger/judgements.ts';
import { MasterDataService } from '../masterdata/masterdata.service.ts';
import { AuditLog } from '../people/audit-log.ts';
import type { Principal } from '../people/principal.ts';
import { caseKey } from '../wake/keys.ts';
import { writeMarks } from '../wake/marks.ts';
import { Wake } from '../wake/wake.ts';
import { etagOf } from './case-view.ts';
import { isAmong } from './etags.ts';
import { readStored, type StoredJudgement } from './stored-report.ts';
import { untilAudited } from './until-audited.ts';

/** The decisions people can make so far. */
export const decisionsMade = [
  'APPROVE_AS_BILLED',
  'APPROVE_EXPECTED',
  'DISPUTE',
  'DENY',
  'NOTE',
  'LINK_SHIPMENT',
] as const satisfies readonly DecisionKind[];
export type DecisionMade = (typeof decisionsMade)[number];

/** What a person decides. */
export interface Decided {
  kind: DecisionMade;
  line?: number;
  charge?: string;
  reason?: ReasonCode;
  comment?: string;
  shipmentId?: string;
  shipmentSource?: string;
}

interface LockedCase {
  caseId: string;
  state: string;
  revision: number;
  rowVersion: string;
  currency: string | null;
  carrier: string | null;
  shipmentId: string | null;
}

/** People's word on cases: kept with the judgement it was made on, and heard by the next audit. */
@Injectable()
export class DecisionsService {
  constructor(
    private readonly db: DataSource,
    private readonly wake: Wake,
    private readonly log: AuditLog,
    private readonly masterData: MasterDataService,
  ) {}

  /**
   * Keeps a decision bound to the current judgement of its line, or of all lines, and waits up to 5 seconds for the audit
   * it brings about.
   *
   * @param ifMatch the case's ETag as the person saw it
   * @throws HttpException 412 when the case has changed since, 422 when the decision makes no sense on it
   */
  async decide(by: Principal, caseId: string, decided: Decided, ifMatch: string): Promise<{ decisionId: string }> {
    const written = await this.db.transaction(async (tx) => {
      const locked = await lockCase(tx, caseId);
      if (!isAmong(etagOf(locked.rowVersion), ifMatch))
        throw new HttpException({ code: 'stale', detail: 'the case has changed since you read it' }, 412);
      const judgement = await this.judgementOf(tx, locked);
      const lines = linesOf(judgement, decided);
      if (decided.kind === 'APPROVE_AS_BILLED' || decided.kind === 'APPROVE_EXPECTED')
        await this.withinLimit(tx, by, locked, approvedBy(decided.kind, lines));
      const { decisionId } = await writeDecision(tx, {
        caseId,
        kind: decided.kind,
        line: decided.line ?? null,
        charge: decided.charge ?? null,
        reason: decided.reason ?? null,
        comment: decided.comment ?? null,
        ...(decided.kind === 'LINK_SHIPMENT' ? await shipmentNamed(tx, decided) : {}),
        judgements: Object.fromEntries(lines.map((line) => [lineKey(line), judgement.judgements[lineKey(line)] ?? ''])),
        by: by.person,
      });
      await this.record(tx, { by, locked, decided, decisionId });
      return decisionId;
    });
    this.wake.ring('audit');
    await untilAudited(this.db, caseId);
    return { decisionId: written };
  }

  /**
   * Has the engine try a parked case again.
   *
   * @throws ConflictException when the case is not parked
   */
  async retry(by: Principal, caseId: string, comment: string | null): Promise<void> {
    await this.db.transaction(async (tx) => {
      const { state } = await lockCase(tx, caseId);
      if (state !== 'PARKED')
        throw new ConflictException({
          code: 'not-parked',
          detail: `the case is ${state}: only a parked one is retried`,
        });
      await writeMarks(tx, [caseKey(caseId)]);
      await this.log.write(tx, {
        person: by.person,
        action: 'case.retry',
        subject: `case:${caseId}`,
        detail: { comment },
      });
    });
    this.wake.ring('audit');
    await untilAudited(this.db, caseId);
  }

  private async judgementOf(tx: EntityManager, locked: LockedCase): Promise<StoredJudgement> {
    if (locked.state === 'PARKED')
      throw new ConflictException({ code: 'parked', detail: 'the engine failed on this case: retry it first' });
    const text = (await reportBodies(tx, [locked])).get(locked.caseId);
    if (text === undefined) throw new Error(`case ${locked.caseId} has no report of revision ${locked.revision}`);
    return readStored(text);
  }

  /**
   * Limits of the policy in force by role and currency; without any for the currency there are none. What the person
   * approved for the same carrier and shipment within 24 hours counts together with it.
   */
  private async withinLimit(tx: EntityManager, by: Principal, locked: LockedCase, approved: Decimal): Promise<void> {
    const { limits } = await this.masterData.policyInForce(tx);
    const ofCurrency = limits.filter((limit) => limit.currency === locked.currency);
    if (ofCurrency.length === 0) return;
    const own = ofCurrency.filter(({ role }) => by.roles.some((held) => held === role));
    const most = own.reduce((most, { amount }) => greatest(most, decimal(amount)), zero);
    const before = await approvedWithinDay(tx, by.person, locked);
    if (approved.plus(before).greaterThan(most))
      throw new ForbiddenException({
        code: 'above-limit',
        detail: `your limit is ${most.toFixed()} ${locked.currency ?? ''}: a second person with the limit must decide`,
      });
  }

  /** The decision stands in the timeline and the audit log, gives the case a new ETag and makes it stale. */
  private async record(
    tx: EntityManager,
    { by, locked, decided, decisionId }: { by: Principal; locked: LockedCase; decided: Decided; decisionId: string },
  ): Promise<void> {
    const { caseId, revision } = locked;
    await tx.query('UPDATE freight_case SET row_version = row_version + 1 WHERE case_id = $1', [caseId]);
    const body = JSON.stringify({ arrived: [], decision: { decisionId, by: by.person, ...decided } });
    await writeTimeline(tx, [{ caseId, revision, kind: 'DECIDED', body }]);
    await this.log.write(tx, {
      person: by.person,
      action: `case.${decided.kind.toLowerCase()}`,
      subject: `case:${caseId}`,
      detail: { decisionId, ...decided },
    });
    await writeMarks(tx, [caseKey(caseId)]);
  }
}

async function lockCase(tx: EntityManager, caseId: string): Promise<LockedCase> {
  const [row] = await tx.query<LockedCase[]>(
    `SELECT case_id AS "caseId", state, revision, row_version::text AS "rowVersion", currency, carrier,
            shipment_id AS "shipmentId"
     FROM freight_case WHERE case_id = $1 FOR UPDATE`,
    [caseId],
  );
  if (!row) throw new NotFoundException({ code: 'not-found', detail: `there is no case ${caseId}` });
  return row;
}

/** The lines a decision speaks of. */
function linesOf(judgement: StoredJudgement, { kind, line, charge }: Decided): ChargeResult[] {
  if (kind === 'NOTE' || kind === 'LINK_SHIPMENT') return [];
  if (line === undefined && charge === undefined) return judgement.charges;
  const found = judgement.charges.filter((one) =>
    line === undefined ? one.line === null && one.charge === charge : one.line === line,
  );
  if (found.length === 0) throw unprocessable('/line', 'no-such-line', 'the case has no such line');
  return found;
}

/** How much more a decision lets out than is approved now. */
function approvedBy(kind: DecisionMade, lines: readonly ChargeResult[]): Decimal {
  return lines.reduce((total, line) => {
    const wanted = kind === 'APPROVE_AS_BILLED' ? line.billed : (line.expected ?? line.approved);
    return total.plus(greatest(zero, new Dec(wanted).minus(line.approved)));
  }, zero);
}

async function approvedWithinDay(tx: EntityManager, person: string, locked: LockedCase): Promise<Decimal> {
  const rows = await tx.query<{ kind: DecisionMade; line: number | null; charge: string | null; body: string }[]>(
    `SELECT d.kind, d.line, d.charge, r.body FROM decision d JOIN freight_case c USING (case_id)
       JOIN LATERAL (SELECT body FROM report WHERE report.case_id = d.case_id AND report.made_at <= d.decided_at
                     ORDER BY revision DESC LIMIT 1) r ON true
     WHERE d.decided_by = $1 AND d.kind IN ('APPROVE_AS_BILLED', 'APPROVE_EXPECTED')
       AND d.decided_at > clock_now() - interval '24 hours' AND c.currency = $2 AND c.carrier = $3 AND c.shipment_id = $4`,
    [person, locked.currency, locked.carrier, locked.shipmentId],
  );
  return rows.reduce((total, { kind, line, charge, body }) => {
    const decided = { kind, ...(line === null ? {} : { line }), ...(charge === null ? {} : { charge }) };
    return total.plus(approvedBy(kind, linesOf(readStored(body), decided)));
  }, zero);
}

/** The shipment a LINK_SHIPMENT names: it must be known, and its source be clear. */
async function shipmentNamed(
  tx: EntityManager,
  { shipmentId, shipmentSource }: Decided,
): Promise<{ shipmentId: string; shipmentSource: string }> {
  if (shipmentId === undefined) throw unprocessable('/shipmentId', 'required', 'LINK_SHIPMENT names a shipment');
  const rows = await tx.query<{ source: string }[]>(
    `SELECT DISTINCT f.source FROM fact f WHERE f.kind = 'shipment' AND f.body ->> 'shipmentId' = $1
       AND f.external_id >= $1 AND f.external_id < $1 || U&'\\+10FFFD' AND ($2::text IS NULL OR f.source = $2)`,
    [shipmentId, shipmentSource ?? null],
  );
  const [first, second] = rows;
  if (!first) throw unprocessable('/shipmentId', 'unknown-shipment', `there is no shipment ${shipmentId}`);
  if (second)
    throw unprocessable('/shipmentSource', 'ambiguous-shipment', `several sources have a shipment ${shipmentId}`);
  return { shipmentId, shipmentSource: first.source };
}

function unprocessable(pointer: string, code: string, detail: string): HttpException {
  return new HttpException({ code: 'invalid', detail, errors: [{ pointer, code, detail }] }, 422);
}
