import { Logger } from '@nestjs/common';
import type { DataSource } from 'typeorm';
import { call, type CallAnswer } from './call.ts';
import { claimDeliveries, type ClaimedDelivery, type DeliveryPace, recordCall } from './claim-deliveries.ts';
import { cloudEvent } from './envelope.ts';
import type { Reach } from './reach.ts';
import type { Seal } from './seal.ts';
import { signatureHeaders } from './signing.ts';
import { forgetOldEvents, spreadEvents } from './spread.ts';

export const defaultDeliveryPace: DeliveryPace = { perWebhook: 4, atOnce: 32, timeoutMs: 15_000, leaseSeconds: 45 };

const sweepMs = 1000;
const forgetEveryMs = 3_600_000;

/** What a deliverer works with. */
export interface Delivering {
  reach: Reach;
  seal: Seal;
  pace?: DeliveryPace;
}

/**
 * Tells subscribers what there is to tell. What to do is read from the tables every second; many may run. A delivery is
 * claimed under a lease before its call and written down after it: whatever dies, it is made again under the same id.
 */
export class Deliverer {
  private readonly log = new Logger('Webhooks');
  private readonly running = new Set<Promise<void>>();
  private sweeper: NodeJS.Timeout | undefined;
  private looking: Promise<void> | null = null;
  private again = false;
  private stopping = false;
  private forgottenAt = 0;

  constructor(
    private readonly db: DataSource,
    private readonly delivering: Delivering,
  ) {}

  /** Looks every second. */
  start(): void {
    this.sweeper = setInterval(() => void this.look(), sweepMs);
    void this.look();
  }

  /** Ends after the calls that are under way. */
  async stop(): Promise<void> {
    this.stopping = true;
    clearInterval(this.sweeper);
    await this.looking;
    await Promise.all(this.running);
  }

  /** Makes deliveries of what is new, and the calls that are due, in the background; asked while it looks, it looks again. */
  async look(): Promise<void> {
    this.again = true;
    this.looking ??= this.lookWhileAsked().finally(() => {
      this.looking = null;
    });
    await this.looking;
  }

  private async lookWhileAsked(): Promise<void> {
    while (this.again && !this.stopping) {
      this.again = false;
      try {
        while (await spreadEvents(this.db));
        await this.begin();
        await this.forget();
      } catch (error) {
        this.log.warn(`notices wait for the next look: ${String(error)}`);
      }
    }
  }

  private async begin(): Promise<void> {
    const pace = this.delivering.pace ?? defaultDeliveryPace;
    const free = pace.atOnce - this.running.size;
    if (free <= 0) return;
    for (const one of await claimDeliveries(this.db, pace, free)) {
      const delivery = this.deliver(one, pace.timeoutMs).finally(() => {
        this.running.delete(delivery);
        void this.look();
      });
      this.running.add(delivery);
    }
  }

  /** Whatever goes wrong with ours, the lease mends. */
  private async deliver(one: ClaimedDelivery, timeoutMs: number): Promise<void> {
    try {
      const answer = await this.tell(one, timeoutMs);
      await this.db.transaction((tx) => recordCall(tx, one, answer));
    } catch (error) {
      this.log.warn(`delivery ${one.deliveryId} waits for its lease: ${String(error)}`);
    }
  }

  private async tell(one: ClaimedDelivery, timeoutMs: number): Promise<CallAnswer> {
    const { reach, seal } = this.delivering;
    const body = cloudEvent(one.event);
    let secrets: string[];
    try {
      secrets = one.sealed.map((sealed) => seal.open(sealed, one.webhookId));
    } catch {
      const detail = 'its signing secret cannot be read: was it made with another SECRETS_KEY?';
      return { status: null, outcome: 'REFUSED', detail, retryAfterSeconds: null, tookMs: 0 };
    }
    // The receiver's clock is a real one, whatever ours is set to for a trial.
    const timestamp = Math.floor(Date.now() / 1000);
    const headers = {
      'content-type': 'application/cloudevents+json; charset=utf-8',
      'user-agent': 'Tallyman',
      ...signatureHeaders(secrets, { id: one.event.id, timestamp, body }),
    };
    return call({ url: one.url, headers, body, timeoutMs }, reach);
  }

  private async forget(): Promise<void> {
    if (performance.now() - this.forgottenAt < forgetEveryMs && this.forgottenAt > 0) return;
    this.forgottenAt = performance.now();
    await forgetOldEvents(this.db);
  }
}
