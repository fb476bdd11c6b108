import type { EntityManager } from 'typeorm';
import type { Dossier } from '../audit/dossier.ts';
import { postingsAsTheyStand } from '../ledger/postings.ts';
import type { ClosedCase } from '../rulebook/rules-in-force.ts';
import { assemble, place } from './assemble.ts';
import { Budgets } from './budgets.ts';
import { closedCases } from './closed-cases.ts';
import { FactShelf } from './fact-shelf.ts';
import { type DossierRead, type LedgerRead, readDossiers, readLedger } from './read.ts';
import { TermsKeeper, type TermsInForce } from './terms-in-force.ts';

/** Dossiers as the next audit would see them. */
export interface Standing {
  dossiers: Dossier[];
  /** Their settled and denied cases. */
  closed: ClosedCase[];
}

/** Reads dossiers for looking only: nothing is locked, marked or written, so a read-only transaction will do. */
export class StandingDossiers {
  private readonly shelf = new FactShelf();
  private readonly terms = new TermsKeeper();

  /** These dossiers; those that cannot be put together, or in which a bill lies wrong just now, are left out. */
  async read(tx: EntityManager, names: readonly string[]): Promise<Standing> {
    const read = (await readDossiers(tx, this.shelf, names)).filter(({ bills }) => bills.length > 0);
    const terms = await this.terms.now(tx);
    const ledger = await readLedger(tx, read, postingsAsTheyStand);
    const dossiers = read.flatMap((one) => assembled(one, terms, ledger) ?? []);
    const budgets = await Budgets.asTheyStand(tx, dossiers);
    return { dossiers: dossiers.map((dossier) => budgets.offered(dossier)), closed: closedCases(ledger) };
  }
}

function assembled(read: DossierRead, terms: TermsInForce, ledger: LedgerRead): Dossier | null {
  try {
    const placed = place(read, terms, ledger);
    return placed.moves.length > 0 ? null : assemble(read, placed, terms, ledger).dossier;
  } catch {
    return null;
  }
}
