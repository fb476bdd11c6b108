import { randomUUID } from 'node:crypto';
import { type BeforeApplicationShutdown, Injectable, Logger, type OnApplicationBootstrap } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { ErpTargets } from '../targets/erp-targets.ts';
import { reconcile } from './reconcile.ts';
import { askForTonight, claimReconciliation } from './reconciliation-rows.ts';

const sweepMs = 1000;
/** Nights are long: that one has begun is looked for so often. */
const nightMs = 30_000;

/**
 * Makes the comparisons that are asked for, and asks for those of the night. What is to be made is read from the table every
 * second, so that whatever dies, the next process goes on.
 */
@Injectable()
export class ReconcilingProcess implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly log = new Logger('Reconciliation');
  private sweeper: NodeJS.Timeout | undefined;
  private working: Promise<void> | null = null;
  private stopping = false;
  private lastNight = -nightMs;

  constructor(
    private readonly db: DataSource,
    private readonly targets: ErpTargets,
  ) {}

  onApplicationBootstrap(): void {
    this.sweeper = setInterval(() => {
      this.working ??= this.work().finally(() => {
        this.working = null;
      });
    }, sweepMs);
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.stopping = true;
    clearInterval(this.sweeper);
    await this.working;
  }

  private async work(): Promise<void> {
    try {
      if (performance.now() - this.lastNight > nightMs) {
        await this.db.transaction((tx) => askForTonight(tx, this.targets.names));
        this.lastNight = performance.now();
      }
      for (;;) {
        const run = this.stopping ? null : await claimReconciliation(this.db.manager, randomUUID());
        if (!run) return;
        await reconcile(this.db, this.targets, run);
      }
    } catch (error) {
      this.log.warn(`comparisons wait for the next look: ${String(error)}`);
    }
  }
}
