import { Injectable, Logger, type OnApplicationShutdown } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { expandInvalidations } from '../wake/invalidations.ts';
import { resolveMarks } from '../wake/resolve.ts';
import { Wake } from '../wake/wake.ts';
import { AuditDossiers } from './audit-dossiers.ts';
import { DeadlinePass } from './deadline-pass.ts';

/** How often the sweeper looks by itself. */
const sweepEveryMs = 1000;

/** Batches in flight in one process: while one waits for the database, another is audited. */
const lanes = 2;

/**
 * The background of the cases: resolves marks, audits what is stale, expands wide changes and lets deadlines pass, until
 * nothing is left; again at every ring, and every second in case no ring came. Processes share the work through the
 * database alone.
 */
@Injectable()
export class AuditLoop implements OnApplicationShutdown {
  private readonly log = new Logger('Audit');
  private timer: NodeJS.Timeout | null = null;
  private running: Promise<void> | null = null;
  private again = false;
  private stopped = false;

  constructor(
    private readonly db: DataSource,
    private readonly wake: Wake,
    private readonly audits: AuditDossiers,
    private readonly deadlines: DeadlinePass,
  ) {}

  /** Called once by a process that works. */
  start(): void {
    if (this.timer) return;
    this.wake.onRing('audit', () => this.sweep());
    this.timer = setInterval(() => {
      void this.sweep();
    }, sweepEveryMs);
    // What the last process left behind does not wait for the first tick.
    void this.sweep();
  }

  /** Works until nothing is stale. A call while it runs makes it look once more before it ends. */
  async sweep(): Promise<void> {
    this.again = true;
    this.running ??= this.work();
    await this.running;
  }

  async onApplicationShutdown(): Promise<void> {
    this.stopped = true;
    if (this.timer) clearInterval(this.timer);
    await this.running;
  }

  private async work(): Promise<void> {
    try {
      while (this.again && !this.stopped) {
        this.again = false;
        await this.untilNothingIsLeft();
      }
    } catch (error) {
      // The marks are still there: the next sweep tries again.
      this.log.error(`the sweep failed: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
    } finally {
      this.running = null;
    }
  }

  private async untilNothingIsLeft(): Promise<void> {
    let busy = true;
    while (busy && !this.stopped) {
      const passed = await this.deadlines.run();
      const resolved = await resolveMarks(this.db);
      const audited = await Promise.all(Array.from({ length: lanes }, () => this.audits.next()));
      // Single facts come first: a wide change goes on only when they are done.
      const expanded = audited.includes(true) ? false : await expandInvalidations(this.db);
      busy = passed || resolved > 0 || expanded || audited.includes(true);
    }
  }
}
