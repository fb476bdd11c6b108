import { Injectable, Logger } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { RulesInForce } from '../rulebook/rules-in-force.ts';
import { claimDossiers, lockDossiers, takeMarks } from '../wake/claim.ts';
import { enterAudit } from '../wake/invalidations.ts';
import { type HeldKey, holdKeys, markDossiers } from '../wake/marks.ts';
import { Wake } from '../wake/wake.ts';
import { accrueShipments } from './accruals.ts';
import { assemble, type Assembled, bare, type Placement, place } from './assemble.ts';
import { awaitingBills, billsBeside } from './beside.ts';
import { Budgets } from './budgets.ts';
import { closedCases } from './closed-cases.ts';
import { FactShelf } from './fact-shelf.ts';
import { giveWay } from './give-way.ts';
import { type JudgedCase, judgeDossier, parkDossier } from './judge.ts';
import { type Move, moveBills } from './move-bills.ts';
import { neededKeys } from './needed-keys.ts';
import { type DossierRead, type LedgerRead, readDecided, readDossiers, readLedger } from './read.ts';
import { shipmentsFound } from './shipments.ts';
import { TermsKeeper, type TermsInForce } from './terms-in-force.ts';
import { writeJudgements } from './write.ts';

/** What one auditing transaction did besides writing. */
interface Audited {
  /** Bills whose match has changed: they move in a transaction of their own. */
  moves: Move[];
  keys: HeldKey[];
  /** Postings were written or released. */
  toSend: boolean;
}

/** Dossiers by what may be done with them now. */
interface SetApart {
  ready: Assembled[];
  /** Shipments that no bill has come for: they may accrue. */
  billless: Assembled[];
  failed: { assembled: Assembled; error: unknown }[];
  moves: Move[];
  keys: HeldKey[];
}

/** What tells whether a dossier may be audited. */
interface Surroundings {
  terms: TermsInForce;
  ledger: LedgerRead;
  locked: ReadonlySet<string>;
  awaiting: ReadonlySet<string>;
}

/** Of a transaction whose work goes on in the next one. */
const nothingDone: Audited = { moves: [], keys: [], toSend: false };

/**
 * Stale → audited, one path for first, again and late: claim, match, lock, read, audit in memory, write. What it does
 * depends on the database alone; run it in as many places as you like.
 */
@Injectable()
export class AuditDossiers {
  private readonly log = new Logger('Audit');
  private readonly shelf = new FactShelf();
  private readonly terms = new TermsKeeper();

  constructor(
    private readonly db: DataSource,
    private readonly wake: Wake,
    private readonly rules: RulesInForce,
  ) {}

  /**
   * Takes up to 50 marked dossiers and audits them.
   *
   * @returns false when there was nothing to take
   */
  async next(): Promise<boolean> {
    let claimed: string[] = [];
    let joined: string[] = [];
    try {
      const audited = await this.db.transaction(async (tx) => {
        const turn = await enterAudit(tx);
        claimed = await claimDossiers(tx);
        joined = await this.matchUnmatched(tx, claimed);
        return joined.length > 0 ? nothingDone : this.auditWithin(tx, claimed, { turn });
      });
      await this.after(audited);
      if (joined.length > 0) await this.audit(joined);
    } catch (error) {
      const dossiers = joined.length > 0 ? joined : claimed;
      if (dossiers.length === 0) throw error;
      this.log.warn(`a batch of ${dossiers.length} dossiers failed, one by one now: ${String(error)}`);
      await this.oneByOne(dossiers);
    }
    return claimed.length > 0;
  }

  /** Audits these dossiers in one transaction, those of them that are still marked. */
  private async audit(dossiers: readonly string[], parkedBy?: unknown): Promise<void> {
    const audited = await this.db.transaction(async (tx) => {
      const turn = await enterAudit(tx);
      return this.auditWithin(tx, dossiers, { turn, parkedBy });
    });
    await this.after(audited);
  }

  /** A dossier that cannot even be written is parked, and holds up nobody else. */
  private async oneByOne(dossiers: readonly string[]): Promise<void> {
    for (const dossier of dossiers)
      try {
        await this.audit([dossier]);
      } catch (error) {
        this.log.error(`dossier ${dossier} failed and is parked: ${String(error)}`);
        await this.audit([dossier], error);
      }
  }

  private async after({ moves, keys, toSend }: Audited): Promise<void> {
    if (toSend) this.wake.ring('settlement');
    if (moves.length > 0) await this.db.transaction((tx) => moveBills(tx, moves, keys));
  }

  /**
   * Matches bills that lie in a dossier of their own, and moves those that found their shipment, together with every other
   * bill of it that waits: what is paid on one may depend on the others. The keys of the joined dossiers are committed with
   * the move, before the audit reads under them.
   *
   * @returns the dossiers joined: none means that the caller may go on in this transaction
   */
  private async matchUnmatched(tx: EntityManager, claimed: readonly string[]): Promise<string[]> {
    const unmatched = claimed.filter((dossier) => dossier.startsWith('B:'));
    if (unmatched.length === 0) return [];
    const first = await this.movesOf(tx, unmatched);
    const beside = await billsBeside(tx, first.keys);
    const rest = await this.movesOf(
      tx,
      beside.filter((dossier) => !unmatched.includes(dossier)),
    );
    const moves = [...first.moves, ...rest.moves];
    await moveBills(tx, moves, [...first.keys, ...rest.keys]);
    return [...new Set(moves.map((move) => move.to))];
  }

  private async movesOf(tx: EntityManager, dossiers: readonly string[]): Promise<Pick<Audited, 'moves' | 'keys'>> {
    const none = { moves: [], keys: [] };
    if (dossiers.length === 0) return none;
    const read = await readDossiers(tx, this.shelf, dossiers, ['rivals']);
    const found = read.filter((one) => one.facts.some(({ fact }) => fact.kind === 'shipment'));
    if (found.length === 0) return none;
    const terms = await this.terms.lately(tx);
    const ledger = await readDecided(tx, found);
    const moves: Move[] = [];
    const keys: HeldKey[] = [];
    for (const one of found) {
      const placed = placedOrNot(() => place(one, terms, ledger));
      moves.push(...(placed?.moves ?? []));
      if (placed) keys.push(...keysOfJoined(one, placed));
    }
    return { moves, keys };
  }

  private async auditWithin(
    tx: EntityManager,
    dossiers: readonly string[],
    { turn, parkedBy }: { turn: string; parkedBy?: unknown },
  ): Promise<Audited> {
    if (dossiers.length === 0) return nothingDone;
    const locked = await lockDossiers(tx, dossiers);
    const taken = await takeMarks(tx, dossiers);
    if (taken.length === 0) return nothingDone;
    const read = await readDossiers(tx, this.shelf, taken);
    const terms = await this.terms.now(tx);
    const ledger = await readLedger(tx, read);
    const awaiting = parkedBy === undefined ? await awaitingBills(tx, taken) : new Set<string>();
    const { ready, billless, failed, moves, keys } = await this.setApart(tx, read, { terms, ledger, locked, awaiting });
    const rules = await this.rules.now(tx, closedCases(ledger));
    const judged: JudgedCase[] = failed.flatMap(({ assembled, error }) => parkDossier(assembled, error));
    const budgets = await Budgets.forUpdate(
      tx,
      ready.map(({ dossier }) => dossier),
    );
    for (const one of ready)
      judged.push(...(parkedBy === undefined ? await judgeDossier(one, rules, budgets) : parkDossier(one, parkedBy)));
    await giveWay(tx, read, ledger);
    const toSend = await writeJudgements(tx, judged, { ledger, terms, turn });
    await budgets.write(tx);
    const accrued = await accrueShipments(tx, [...ready, ...billless], { terms, judged, turn });
    return { moves, keys, toSend: toSend || accrued };
  }

  /**
   * Puts aside what may not be audited yet: a dossier in which a bill lies wrong, one that a waiting bill may join, one that
   * met keys it does not hold, and one that a duplicate key came to while we waited for its lock. All are marked again.
   */
  private async setApart(
    tx: EntityManager,
    read: readonly DossierRead[],
    { terms, ledger, locked, awaiting }: Surroundings,
  ): Promise<SetApart> {
    const apart: SetApart = { ready: [], billless: [], failed: [], moves: [], keys: [] };
    const again: string[] = [];
    const met: HeldKey[] = [];
    for (const one of read) {
      if (one.bills.length === 0 && !one.dossier.startsWith('S:')) continue;
      try {
        const placed = place(one, terms, ledger);
        apart.moves.push(...placed.moves);
        apart.keys.push(...keysOfJoined(one, placed));
        met.push(...placed.missingKeys.map((key) => ({ key, dossier: one.dossier })));
        if (mayBeAudited(one, placed, locked) && !awaiting.has(one.dossier))
          (one.bills.length > 0 ? apart.ready : apart.billless).push(assemble(one, placed, terms, ledger));
        else again.push(one.dossier);
      } catch (error) {
        this.log.error(`dossier ${one.dossier} cannot be put together and is parked: ${String(error)}`);
        apart.failed.push({ assembled: bare(one, terms, ledger), error });
      }
    }
    await holdKeys(tx, met);
    await markDossiers(tx, again);
    return apart;
  }
}

/** A bill that cannot be matched for an error stays where it is: its audit says why. */
function placedOrNot(matching: () => Placement): Placement | null {
  try {
    return matching();
  } catch {
    return null;
  }
}

function mayBeAudited(read: DossierRead, placed: Placement, locked: ReadonlySet<string>): boolean {
  const unlocked = [...read.keys].some((key) => key.startsWith('dup:') && !locked.has(key));
  return placed.moves.length === 0 && placed.missingKeys.length === 0 && !unlocked;
}

/** What the dossiers that bills are moved to need to hold. */
function keysOfJoined(read: DossierRead, placed: Placement): HeldKey[] {
  const shipments = shipmentsFound(read);
  return placed.moves.flatMap((move) => {
    const bill = placed.bills.find((one) => one.caseId === move.caseId);
    if (!bill) return [];
    const { shipmentSource, shipmentId } = bill.match;
    const versions = move.to.startsWith('S:')
      ? shipments.get(`shipment:${shipmentSource ?? ''}:${shipmentId ?? ''}`)
      : [];
    const needed = neededKeys(versions ?? [], [bill]);
    for (const key of shipments.keys()) needed.add(key);
    return [...needed].map((key) => ({ key, dossier: move.to }));
  });
}
