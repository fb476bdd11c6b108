import { getQueueToken } from '@nestjs/bullmq';
import { Inject, Injectable, Logger, type OnApplicationShutdown } from '@nestjs/common';
import { type Queue, Worker } from 'bullmq';
import type { QueueConnections, QueueName } from './queues.ts';

/** Token of the connections all queues of this process share. */
export const queueConnections = Symbol('queue connections');

/** A burst rings at most this often. */
const quietMs = 20;

interface Bell {
  queue: Queue;
  wanted: boolean;
  ringing: boolean;
}

/**
 * The alarm clock, in two functions. A ring says that there is something to do and never what: that is read from the
 * tables, and a sweeper finds what no ring announced.
 */
@Injectable()
export class Wake implements OnApplicationShutdown {
  private readonly log = new Logger('Wake');
  private readonly bells: Record<QueueName, Bell>;
  private readonly workers: Worker[] = [];
  private closing = false;
  private lastTrouble = '';

  constructor(
    @Inject(getQueueToken('audit')) audit: Queue,
    @Inject(getQueueToken('settlement')) settlement: Queue,
    @Inject(queueConnections) private readonly connections: QueueConnections,
  ) {
    this.bells = {
      audit: { queue: audit, wanted: false, ringing: false },
      settlement: { queue: settlement, wanted: false, ringing: false },
    };
    for (const bell of Object.values(this.bells))
      bell.queue.on('error', (error) => {
        this.trouble(error);
      });
  }

  /** Wakes whoever listens, in whatever process. It returns at once and never fails: call it after the commit. */
  ring(queue: QueueName): void {
    const bell = this.bells[queue];
    bell.wanted = true;
    if (!bell.ringing && !this.closing) void this.sound(bell);
  }

  /** From now on `handler` runs at every ring, one at a time in this process; a ring while it runs makes it run again. */
  onRing(queue: QueueName, handler: () => Promise<void>): void {
    const worker = new Worker(queue, handler, {
      connection: this.connections.listening,
      concurrency: 1,
      maxStalledCount: 5,
      lockDuration: 60_000,
      removeOnComplete: { count: 0 },
      removeOnFail: { count: 0 },
    });
    worker.on('error', (error) => {
      this.trouble(error);
    });
    worker.on('failed', (_job, error) => {
      this.trouble(error);
    });
    this.workers.push(worker);
  }

  async onApplicationShutdown(): Promise<void> {
    this.closing = true;
    const force = !this.connections.alive();
    await Promise.allSettled(this.workers.map((worker) => worker.close(force)));
    await Promise.allSettled(Object.values(this.bells).map((bell) => bell.queue.close()));
    await this.connections.end();
  }

  private async sound(bell: Bell): Promise<void> {
    bell.ringing = true;
    while (bell.wanted && !this.closing) {
      bell.wanted = false;
      await this.add(bell.queue);
      await new Promise((resolve) => setTimeout(resolve, quietMs).unref());
    }
    bell.ringing = false;
  }

  private async add(queue: Queue): Promise<void> {
    try {
      // At most one job waits; a ring while it runs is kept and runs after it.
      const deduplication = { id: queue.name, keepLastIfActive: true };
      await queue.add('ring', {}, { deduplication, removeOnComplete: true, removeOnFail: true });
    } catch (error) {
      this.trouble(error);
    }
  }

  /** The queue is only a hint, so its troubles are told once each and stop nobody. */
  private trouble(error: unknown): void {
    const text = error instanceof Error ? error.message || error.name : String(error);
    if (this.closing || text === this.lastTrouble) return;
    this.lastTrouble = text;
    this.log.warn(`the queue is in trouble, the sweeper goes on without it: ${text}`);
  }
}
