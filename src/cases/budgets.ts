import type { EntityManager } from 'typeorm';
import { budgetOf } from '../audit/checks/budget.ts';
import type { BudgetLeft, Dossier, DossierBill } from '../audit/dossier.ts';
import type { Report } from '../audit/report.ts';
import { Dec, type Decimal, decimalText, greatest, least, zero } from '../freight/money.ts';
import {
  type BudgetDraw,
  type BudgetDrawn,
  budgetKey,
  type BudgetName,
  budgetsAsTheyStand,
  budgetsForUpdate,
  drawnBy,
  drawOnBudgets,
} from '../ledger/tolerance-budgets.ts';

/** A budget that a bill may come under, by the contract version that would govern it. */
interface Offer {
  contractId: string | null;
  version: number | null;
  name: BudgetName;
  limit: Decimal;
}

/** What a case has drawn on one budget before. */
interface Drawn {
  amount: Decimal;
  offered: Decimal;
}

const nothing: Drawn = { amount: zero, offered: zero };

/** Judges a dossier, a report for each bill in their order. */
type Judging = (dossier: Dossier) => Promise<Report[]>;

/** The budgets named by whatever may govern a bill: contracts in force of its carrier, and the policy where none does. */
function offersTo(dossier: Dossier, bill: DossierBill): Offer[] {
  const { invoice, policy, profile, receivedAt } = bill;
  const month = `${receivedAt.slice(0, 7)}-01`;
  const ofContracts = dossier.contracts.flatMap(({ contract }): Offer[] => {
    const limit = budgetOf(contract.tolerances ?? policy.tolerances);
    if (limit === null) return [];
    const { contractId, version, carrier, currency } = contract;
    return [
      { contractId, version, limit, name: { carrier, contractId, currency: invoice.currency ?? currency, month } },
    ];
  });
  const limit = budgetOf(policy.tolerances);
  if (limit === null) return ofContracts;
  const carrier = invoice.carrier ?? profile?.carrier ?? '';
  const name = { carrier, contractId: '', currency: invoice.currency ?? '', month };
  return [...ofContracts, { contractId: null, version: null, limit, name }];
}

/** What tolerance has forgiven on a bill: approved beyond what is owed. */
function forgivenOn({ charges }: Report): Decimal {
  return charges.reduce((total, { outcome, reason, approved, expected }) => {
    if (outcome !== 'APPROVE' || reason !== 'WITHIN_TOLERANCE' || expected === null) return total;
    return total.plus(greatest(zero, new Dec(approved).minus(expected)));
  }, zero);
}

/**
 * The tolerance budgets that a batch of dossiers may draw on. Bills draw one after the other; what is left for each is what
 * the others left, never more than when its case was first judged and never less than what it has drawn already.
 */
export class Budgets {
  private readonly draws: BudgetDraw[] = [];

  private constructor(
    private readonly offers: ReadonlyMap<string, Offer[]>,
    /** What all cases together have drawn, by budget. */
    private readonly used: Map<string, Decimal>,
    /** By case and budget. */
    private readonly before: Map<string, Drawn>,
  ) {}

  /** The budgets of these dossiers, locked until the transaction ends. Where no terms name one, nothing is asked. */
  static forUpdate(tx: EntityManager, dossiers: readonly Dossier[]): Promise<Budgets> {
    return Budgets.read(tx, dossiers, budgetsForUpdate);
  }

  /** The budgets of these dossiers, for looking only. */
  static asTheyStand(tx: EntityManager, dossiers: readonly Dossier[]): Promise<Budgets> {
    return Budgets.read(tx, dossiers, budgetsAsTheyStand);
  }

  private static async read(
    tx: EntityManager,
    dossiers: readonly Dossier[],
    usedOf: typeof budgetsForUpdate,
  ): Promise<Budgets> {
    const offers = new Map<string, Offer[]>();
    for (const dossier of dossiers)
      for (const bill of dossier.bills) {
        const made = offersTo(dossier, bill);
        if (made.length > 0) offers.set(bill.caseId, made);
      }
    if (offers.size === 0) return new Budgets(offers, new Map(), new Map());
    const used = await usedOf(
      tx,
      [...offers.values()].flat().map(({ name }) => name),
    );
    const before = await drawnBy(tx, [...offers.keys()]);
    return new Budgets(offers, decimals(used), drawnByCase(before));
  }

  /** The same dossier, each bill with what is left for it. */
  offered(dossier: Dossier): Dossier {
    if (!dossier.bills.some(({ caseId }) => this.offers.has(caseId))) return dossier;
    return { ...dossier, bills: dossier.bills.map((bill) => this.offeredTo(bill, this.used)) };
  }

  /**
   * Judges a dossier within its budgets, and keeps what it draws. Bills of one dossier draw in the order of their reports:
   * where an earlier one leaves too little, the dossier is judged again with that.
   */
  async judge(dossier: Dossier, judging: Judging): Promise<{ dossier: Dossier; reports: Report[] }> {
    let offered = this.offered(dossier);
    const lowered = new Set<string>();
    for (;;) {
      const reports = await judging(offered);
      if (offered === dossier) return { dossier, reports };
      const short = this.firstShort(reports, lowered);
      if (short === null) {
        this.draw(reports);
        return { dossier: offered, reports };
      }
      lowered.add(short.caseId);
      const { used } = short;
      const bills = offered.bills.map((bill) => (bill.caseId === short.caseId ? this.offeredTo(bill, used) : bill));
      offered = { ...offered, bills };
    }
  }

  /** Writes what was drawn. Call it in the same transaction, after the cases. */
  async write(tx: EntityManager): Promise<void> {
    if (this.draws.length > 0) await drawOnBudgets(tx, this.draws);
  }

  private offeredTo(bill: DossierBill, used: ReadonlyMap<string, Decimal>): DossierBill {
    const offers = this.offers.get(bill.caseId);
    if (!offers) return bill;
    const budgetLeft = offers.map((offer): BudgetLeft => {
      const { contractId, version } = offer;
      return { contractId, version, left: decimalText(this.leftFor(bill.caseId, offer, used)) };
    });
    return { ...bill, budgetLeft };
  }

  private leftFor(
    caseId: string,
    { name, limit }: Pick<Offer, 'name' | 'limit'>,
    used: ReadonlyMap<string, Decimal>,
  ): Decimal {
    const key = budgetKey(name);
    const own = this.before.get(`${caseId} ${key}`);
    const left = greatest(zero, limit.minus((used.get(key) ?? zero).minus(own?.amount ?? zero)));
    return own ? greatest(own.amount, least(own.offered, left)) : left;
  }

  /** The first bill that draws more than the ones before it leave, and what all have drawn by then. */
  private firstShort(
    reports: readonly Report[],
    lowered: ReadonlySet<string>,
  ): { caseId: string; used: ReadonlyMap<string, Decimal> } | null {
    const used = new Map(this.used);
    for (const report of reports) {
      const offer = this.governing(report);
      if (!offer) continue;
      const { caseId } = report;
      const forgiven = forgivenOn(report);
      const left = this.leftFor(caseId, offer, used);
      if (forgiven.greaterThan(left) && !lowered.has(caseId)) return { caseId, used };
      const key = budgetKey(offer.name);
      const own = this.before.get(`${caseId} ${key}`) ?? nothing;
      used.set(key, (used.get(key) ?? zero).minus(own.amount).plus(least(forgiven, left)));
    }
    return null;
  }

  private governing({ caseId, dependencies: { contract } }: Report): Offer | undefined {
    const { contractId = null, version = null } = contract ?? {};
    return this.offers.get(caseId)?.find((offer) => offer.contractId === contractId && offer.version === version);
  }

  private draw(reports: readonly Report[]): void {
    for (const report of reports) {
      const { caseId } = report;
      const governing = this.governing(report);
      const key = governing ? budgetKey(governing.name) : null;
      if (governing) this.drawOne(caseId, governing, forgivenOn(report));
      // Under other terms than before: what was drawn under those is given back.
      for (const offer of this.offers.get(caseId) ?? [])
        if (budgetKey(offer.name) !== key) this.drawOne(caseId, offer, null);
    }
  }

  /** `forgiven` null: the budget does not govern the case. The first look under one is kept even where nothing is drawn. */
  private drawOne(caseId: string, { name, limit }: Offer, forgiven: Decimal | null): void {
    const key = budgetKey(name);
    const known = this.before.get(`${caseId} ${key}`);
    if (!known && forgiven === null) return;
    const left = this.leftFor(caseId, { name, limit }, this.used);
    const own = known ?? { amount: zero, offered: left };
    const now = least(forgiven ?? zero, left);
    if (known && now.equals(own.amount)) return;
    const amount = now.minus(own.amount);
    this.used.set(key, (this.used.get(key) ?? zero).plus(amount));
    this.before.set(`${caseId} ${key}`, { amount: now, offered: own.offered });
    const offered = decimalText(own.offered);
    this.draws.push({ ...name, caseId, amount: decimalText(amount), offered, limit: decimalText(limit) });
  }
}

function decimals(texts: ReadonlyMap<string, string>): Map<string, Decimal> {
  return new Map([...texts].map(([key, text]) => [key, new Dec(text)]));
}

function drawnByCase(rows: readonly BudgetDrawn[]): Map<string, Drawn> {
  return new Map(
    rows.map((row) => [
      `${row.caseId} ${budgetKey(row)}`,
      { amount: new Dec(row.drawn), offered: new Dec(row.offered) },
    ]),
  );
}
