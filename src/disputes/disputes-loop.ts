import { Injectable, Logger, type BeforeApplicationShutdown, type OnApplicationBootstrap } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { follow } from './follow.ts';
import { gather } from './gather.ts';
import { escalate } from './overdue.ts';

/** How often it looks: disputes are a matter of days, so a second late is no harm. */
const lookEveryMs = 1000;

/** The background of disputes: gathers, follows and escalates while the process runs, from what the tables say. */
@Injectable()
export class DisputesLoop implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly log = new Logger('Disputes');
  private timer: NodeJS.Timeout | null = null;
  private running: Promise<void> | null = null;
  private stopped = false;

  constructor(private readonly db: DataSource) {}

  onApplicationBootstrap(): void {
    this.timer = setInterval(() => {
      this.running ??= this.work();
    }, lookEveryMs);
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.stopped = true;
    if (this.timer) clearInterval(this.timer);
    await this.running;
  }

  private async work(): Promise<void> {
    try {
      for (const look of [follow, gather, escalate]) while (!this.stopped && (await look(this.db)));
    } catch (error) {
      // The rows are still there: the next look goes on.
      this.log.error(`a look failed: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
    } finally {
      this.running = null;
    }
  }
}
