import { HttpException, Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { ChargeResult, Money } from '../audit/report.ts';
import { amountText, type Decimal, zero } from '../freight/money.ts';
import { endOfDay, localDate } from '../freight/time.ts';
import { writeDecision, writeHold } from '../ledger/decisions.ts';
import { writeTimeline } from '../ledger/judgements.ts';
import { endProposal, openProposalsOf, writeProposal } from '../ledger/proposals.ts';
import { MasterDataService } from '../masterdata/masterdata.service.ts';
import { AuditLog } from '../people/audit-log.ts';
import type { Principal } from '../people/principal.ts';
import { caseKey } from '../wake/keys.ts';
import { writeMarks } from '../wake/marks.ts';
import { boundTo, type Decided, linesOf, refuseNonsense, unprocessable, wordless } from './decided.ts';
import { DecisionEffects } from './decision-effects.ts';
import { lockTogether, type Shortfall, shortfall } from './limits.ts';
import { judgementOf, type LockedCase } from './locked-case.ts';
import { shipmentNamed } from './shipment-named.ts';

/** What became of a decision: it stands, or it waits for a second person. */
export interface Deciding {
  status: 'DECIDED' | 'AWAITING_SECOND_PERSON';
  decisionId: string | null;
  proposalId: string | null;
  /** What it lets out. */
  released: string;
  currency: string | null;
  /** Before and after; null for a decision that says nothing about money. */
  money: { before: Money; after: Money } | null;
}

/** A decision ready to be kept. */
interface Prepared {
  locked: LockedCase;
  decided: Decided;
  lines: ChargeResult[];
  judgements: Record<string, string>;
  zone: string;
  released: Decimal;
  money: Deciding['money'];
  short: Shortfall | null;
}

/** Deciding one case inside a transaction that has locked it: the same for one decision, many, and a second person's word. */
@Injectable()
export class DecideWithin {
  constructor(
    private readonly log: AuditLog,
    private readonly masterData: MasterDataService,
    private readonly effects: DecisionEffects,
  ) {}

  /**
   * Keeps a decision, or where it is above the person's limit what was asked for.
   *
   * @throws HttpException 422 when the decision makes no sense on the case, 409 when the case cannot be decided on now
   */
  async decide(tx: EntityManager, by: Principal, locked: LockedCase, decided: Decided): Promise<Deciding> {
    const prepared = await this.prepare(tx, by, locked, decided);
    const { short } = prepared;
    return short ? this.propose(tx, by, prepared) : this.keep(tx, { by: by.person }, prepared);
  }

  /**
   * Keeps what another person asked for, once a second one with the limit agrees.
   *
   * @throws HttpException 403 when it is above this person's limit too
   */
  async agree(
    tx: EntityManager,
    by: Principal,
    asked: { locked: LockedCase; decided: Decided; by: string; proposalId: string },
  ): Promise<Deciding> {
    const prepared = await this.prepare(tx, by, asked.locked, asked.decided);
    if (prepared.short) throw aboveLimit(prepared);
    return this.keep(tx, { by: asked.by, second: by.person, proposalId: asked.proposalId }, prepared);
  }

  private async prepare(tx: EntityManager, by: Principal, locked: LockedCase, decided: Decided): Promise<Prepared> {
    const { caseId, currency } = locked;
    const judgement = await judgementOf(tx, locked);
    const lines = linesOf(judgement, decided);
    const zone = await zoneOf(tx, locked);
    const now = await clockNow(tx);
    refuseNonsense(decided, lines, { currency, today: localDate(now, zone) });
    const judgements = boundTo(judgement, lines);
    const base: Prepared = { locked, decided, lines, judgements, zone, released: zero, money: null, short: null };
    if (wordless.includes(decided.kind)) return base;
    const tried = { ...asRow(decided), caseId, judgements, by: by.person };
    const { before, after, released } = await this.effects.of(tx, locked, tried);
    if (decided.kind === 'WRITE_OFF' && released.isZero())
      throw unprocessable('/kind', 'nothing-to-write-off', 'nothing that was paid is asked back here');
    await lockTogether(tx, [locked]);
    const policy = await this.masterData.policyInForce(tx);
    const short = await shortfall(tx, policy, { roles: by.roles, locked, released });
    return { ...base, released, money: { before, after }, short };
  }

  /** The decision stands in the timeline and the audit log, gives the case a new ETag and makes it stale. */
  private async keep(
    tx: EntityManager,
    who: { by: string; second?: string; proposalId?: string },
    prepared: Prepared,
  ): Promise<Deciding> {
    const { locked, decided, judgements, released, zone } = prepared;
    const { caseId, revision } = locked;
    const named = decided.kind === 'LINK_SHIPMENT' ? await shipmentNamed(tx, decided) : {};
    const row = { ...asRow(decided), ...named, caseId, judgements, by: who.by, approvedBy: who.second ?? null };
    const { decisionId } = await writeDecision(tx, { ...row, released: released.toFixed() });
    if (decided.until !== undefined) await writeHold(tx, { decisionId, caseId, dueAt: endOfDay(decided.until, zone) });
    if (decided.kind === 'REASSIGN')
      await tx.query('UPDATE freight_case SET assignee = $2 WHERE case_id = $1', [caseId, decided.assignee ?? null]);
    await this.endProposals(tx, prepared, { ...who, decisionId });
    await touch(tx, caseId);
    const second = who.second === undefined ? {} : { approvedBy: who.second };
    const body = JSON.stringify({ arrived: [], decision: { decisionId, by: who.by, ...second, ...decided } });
    await writeTimeline(tx, [{ caseId, revision, kind: 'DECIDED', body }]);
    const amounts = { released: amountText(released, locked.currency), currency: locked.currency };
    await this.log.write(tx, {
      person: who.second ?? who.by,
      action: `case.${decided.kind.toLowerCase()}`,
      subject: `case:${caseId}`,
      detail: { decisionId, askedBy: who.by, ...amounts, ...decided },
    });
    await writeMarks(tx, [caseKey(caseId)]);
    return { ...told(prepared), status: 'DECIDED', decisionId, proposalId: who.proposalId ?? null };
  }

  /** What waits for a second person and is decided by this ends: as approved, or because it was decided otherwise. */
  private async endProposals(
    tx: EntityManager,
    { locked, judgements }: Prepared,
    who: { by: string; second?: string; proposalId?: string; decisionId: string },
  ): Promise<void> {
    for (const open of await openProposalsOf(tx, locked.caseId)) {
      const { proposalId } = open;
      if (proposalId === who.proposalId)
        await endProposal(tx, proposalId, { state: 'APPROVED', by: who.second ?? who.by, decisionId: who.decisionId });
      else if (Object.keys(open.judgements).some((key) => Object.hasOwn(judgements, key)))
        await endProposal(tx, proposalId, { state: 'EXPIRED', by: who.by, comment: 'decided otherwise' });
    }
  }

  /** Moves nothing: a second person sees it on the case. What the same person asked for on the same lines before, ends. */
  private async propose(tx: EntityManager, by: Principal, prepared: Prepared): Promise<Deciding> {
    const { locked, decided, judgements, released } = prepared;
    const { caseId, revision, currency } = locked;
    for (const open of await openProposalsOf(tx, caseId))
      if (open.askedBy === by.person && Object.keys(open.judgements).some((key) => Object.hasOwn(judgements, key)))
        await endProposal(tx, open.proposalId, { state: 'WITHDRAWN', by: by.person, comment: 'asked for anew' });
    const asked = { caseId, body: decided, judgements, revision, currency, askedBy: by.person };
    const proposalId = await writeProposal(tx, { ...asked, released: released.toFixed() });
    await touch(tx, caseId);
    const amount = amountText(released, currency);
    const body = JSON.stringify({ arrived: [], proposal: { proposalId, by: by.person, released: amount, ...decided } });
    await writeTimeline(tx, [{ caseId, revision, kind: 'PROPOSED', body }]);
    await this.log.write(tx, {
      person: by.person,
      action: 'case.propose',
      subject: `case:${caseId}`,
      detail: { proposalId, released: amount, currency, limit: prepared.short?.limit.toFixed(), ...decided },
    });
    return { ...told(prepared), status: 'AWAITING_SECOND_PERSON', decisionId: null, proposalId };
  }
}

function told({ released, locked: { currency }, money }: Prepared): Pick<Deciding, 'released' | 'currency' | 'money'> {
  return { released: amountText(released, currency), currency, money };
}

function asRow({ kind, line, charge, amount, reason, comment, until, disputeId }: Decided) {
  return {
    kind,
    line: line ?? null,
    charge: charge ?? null,
    amount: amount ?? null,
    reason: reason ?? null,
    comment: comment ?? null,
    until: until ?? null,
    disputeId: disputeId ?? null,
  };
}

function aboveLimit({ short, locked: { currency } }: Prepared): HttpException {
  const limit = amountText(short?.limit ?? zero, currency);
  const before = amountText(short?.before ?? zero, currency);
  const detail = `your limit is ${limit} ${currency ?? ''}, and ${before} was let out within 24 hours: somebody with the limit must decide`;
  return new HttpException({ code: 'above-limit', detail }, 403);
}

/** A new ETag. */
export async function touch(tx: EntityManager, caseId: string): Promise<void> {
  await tx.query('UPDATE freight_case SET row_version = row_version + 1 WHERE case_id = $1', [caseId]);
}

async function zoneOf(tx: EntityManager, { legalEntity }: LockedCase): Promise<string> {
  const [row] = await tx.query<{ zone: string | null }[]>(
    `SELECT body ->> 'timeZone' AS zone FROM master_now WHERE kind = 'legal-entity' AND id = $1`,
    [legalEntity],
  );
  return row?.zone ?? 'UTC';
}

async function clockNow(tx: EntityManager): Promise<string> {
  const [row] = await tx.query<{ now: Date }[]>('SELECT clock_now() AS now');
  return (row?.now ?? new Date()).toISOString();
}
