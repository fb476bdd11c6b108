import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { audit } from '../audit/audit.ts';
import type { Dossier } from '../audit/dossier.ts';
import type { Money, Report } from '../audit/report.ts';
import { settle } from '../audit/settle/settle.ts';
import { StandingDossiers } from '../cases/standing-dossiers.ts';
import type { Decision } from '../freight/decision.ts';
import { decimal } from '../freight/money.ts';
import { RulesInForce } from '../rulebook/rules-in-force.ts';
import type { LineRow } from './dispute-rows.ts';
import { decisionFor } from './decision-for.ts';
import type { ProposedLine } from './proposal-rows.ts';

/** What accepting a proposal would do to one case. */
export interface Effect {
  caseId: string;
  before: Money;
  after: Money;
  /** The posting that would follow; null: none. */
  posting: { type: string; state: 'PENDING' | 'HELD'; net: string; currency: string } | null;
}

/** Proposals tried before anybody agrees: by the audit and the settling themselves, on what is known now. Writes nothing. */
@Injectable()
export class Effects {
  private readonly standing = new StandingDossiers();

  constructor(
    private readonly db: DataSource,
    private readonly rules: RulesInForce,
  ) {}

  /** The effect on every case that the proposal touches; a case that cannot be audited just now is left out. */
  async of(disputeId: string, lines: readonly LineRow[], proposed: readonly ProposedLine[]): Promise<Effect[]> {
    const wanted = proposed.flatMap((one) => {
      const line = lines.find(({ place }) => place === one.place);
      return line ? [{ line, amount: one.amount }] : [];
    });
    return this.db.transaction(async (tx) => {
      const names = await dossiersOf(tx, [...new Set(wanted.map(({ line }) => line.caseId))]);
      const { dossiers, closed } = await this.standing.read(tx, names);
      const rules = await this.rules.now(tx, closed);
      const effects: Effect[] = [];
      for (const dossier of dossiers) {
        const before = await audit(dossier, rules);
        const tried = agreedIn(dossier, before, { disputeId, wanted });
        const after = await audit(tried, rules);
        effects.push(...effectsOn(tried, before, after, new Set(wanted.map(({ line }) => line.caseId))));
      }
      return effects;
    });
  }
}

interface Agreed {
  disputeId: string;
  wanted: readonly { line: LineRow; amount: string }[];
}

async function dossiersOf(tx: EntityManager, caseIds: readonly string[]): Promise<string[]> {
  const rows = await tx.query<{ dossier: string }[]>(
    'SELECT DISTINCT dossier FROM freight_case WHERE case_id = ANY($1::uuid[]) ORDER BY 1',
    [caseIds],
  );
  return rows.map(({ dossier }) => dossier);
}

/** The dossier as it would be once these amounts were agreed. */
function agreedIn(dossier: Dossier, reports: readonly Report[], { disputeId, wanted }: Agreed): Dossier {
  const bills = dossier.bills.map((bill) => {
    const judgements = reports.find(({ caseId }) => caseId === bill.caseId)?.judgements ?? {};
    const own = wanted.filter(({ line }) => line.caseId === bill.caseId);
    const decisions = own.map(({ line, amount }, n): Decision => {
      const { kind, ...decided } = decisionFor(line, decimal(amount));
      const { caseId } = bill;
      const named = { line: line.line, charge: line.line === null ? line.charge : null };
      const who = { by: 'tried', at: '', decisionId: `tried ${n}`, disputeId, judgements };
      return { ...who, caseId, kind, ...named, amount: decided.amount ?? null };
    });
    return { ...bill, decisions: [...bill.decisions, ...decisions] };
  });
  return { ...dossier, bills };
}

function effectsOn(
  dossier: Dossier,
  before: readonly Report[],
  after: readonly Report[],
  caseIds: ReadonlySet<string>,
): Effect[] {
  return dossier.bills.flatMap((bill) => {
    const [was, is] = [before, after].map((reports) => reports.find(({ caseId }) => caseId === bill.caseId));
    if (!was || !is || !caseIds.has(bill.caseId)) return [];
    const shipment = dossier.shipments.at(-1)?.body ?? null;
    const { posting } = settle({
      report: is,
      bill,
      shipment,
      vendorId: null,
      payee: null,
      glRules: [],
      receivedOn: null,
    });
    const { currency } = is;
    const next = posting && { type: posting.type, state: posting.state, net: posting.net, currency: currency ?? '' };
    return [{ caseId: bill.caseId, before: was.money, after: is.money, posting: next }];
  });
}
