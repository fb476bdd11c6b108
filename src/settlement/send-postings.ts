import { setTimeout as sleep } from 'node:timers/promises';
import { Logger } from '@nestjs/common';
import type { DataSource, EntityManager } from 'typeorm';
import {
  claimToLookUp,
  claimToResend,
  claimToSend,
  type ClaimedPosting,
  expireLeases,
  prolong,
} from './claim-postings.ts';
import type { Posting } from '../freight/posting.ts';
import type { ErpTarget } from './targets/erp-target.ts';
import type { ErpTargets } from './targets/erp-targets.ts';
import { pauseOf, pauseTarget, resumeTarget } from './pause-target.ts';
import { type Outcome, recordOutcomes } from './record-outcomes.ts';
import { Sending } from './send-one.ts';

/** The pace of one sender; tests are in a hurry. */
export interface Pace {
  /** Vendors served at once. */
  lanes: number;
  /** Postings of one vendor claimed at once; they go one after the other. */
  perLane: number;
  /** Longer than any call may take. */
  leaseSeconds: number;
  /** From a call without an answer to its first look-up. */
  firstLookUpSeconds: number;
}

export const defaultPace: Pace = { lanes: 8, perLane: 20, leaseSeconds: 45, firstLookUpSeconds: 1 };

/** Outcomes are written together, but nobody waits longer than this for a posting to show as acknowledged. */
const writeAfterMs = 200;
const sweepMs = 1000;

/** How long outcomes are held for a database that is gone; the lease that mends the rest is longer. */
const longestOutageMs = 20_000;

/**
 * Sends postings to the ERPs we push to. What to send is read from the table; many senders may run. A posting is
 * committed as SENDING before its first call, so that whatever dies, it is looked up before it could be sent again.
 */
export class SendPostings {
  private readonly log = new Logger('Settlement');
  private readonly running = new Set<Promise<void>>();
  private sweeper: NodeJS.Timeout | undefined;
  private soon: NodeJS.Timeout | undefined;
  private looking: Promise<void> | null = null;
  private again = false;
  private stopping = false;

  constructor(
    private readonly db: DataSource,
    private readonly targets: ErpTargets,
    private readonly pace: Pace = defaultPace,
  ) {}

  /** Looks every second, whether anybody rings or not. */
  start(): void {
    this.sweeper = setInterval(() => void this.wake(), sweepMs);
    void this.wake();
  }

  /** Ends the lanes after the call each is in; what they held goes back to its place. */
  async stop(): Promise<void> {
    this.stopping = true;
    clearInterval(this.sweeper);
    clearTimeout(this.soon);
    await this.looking;
    await Promise.all(this.running);
  }

  /** Claims what is due and sends it in the background; called while it looks, it looks again. */
  async wake(): Promise<void> {
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
        await expireLeasesOf(this.db, this.targets);
        for (const name of this.targets.names) await this.claimFor(name);
      } catch (error) {
        this.log.warn(`postings wait for the next look: ${String(error)}`);
      }
    }
  }

  private async claimFor(name: string): Promise<void> {
    const target = this.targets.find(name);
    const free = this.pace.lanes - this.running.size;
    if (!target || free <= 0) return;
    const claiming = { target: name, lanes: free, perLane: this.pace.perLane, leaseSeconds: this.pace.leaseSeconds };
    const { claimed, failing, pauseSeconds } = await this.db.transaction(async (tx) => {
      const { failing, seconds: pauseSeconds } = await pauseOf(tx, name);
      if (pauseSeconds > 0) return { claimed: [], failing, pauseSeconds };
      const unknown = await claimToLookUp(tx, claiming);
      const lanes = free - unknown.length;
      const fresh = lanes > 0 ? await claimToSend(tx, { ...claiming, lanes }) : [];
      return { claimed: [...unknown, ...fresh], failing, pauseSeconds };
    });
    for (const lane of lanesOf(claimed)) {
      const sending = this.sendLane(target, lane, failing).finally(() => {
        this.running.delete(sending);
        void this.wake();
      });
      this.running.add(sending);
    }
    if (claimed.length === 0) await this.wakeWhenDue(name, pauseSeconds);
  }

  /** A pause, the quiet before a posting and the wait before a look-up end between two sweeps. */
  private async wakeWhenDue(name: string, pauseSeconds: number): Promise<void> {
    const due = (state: string): string =>
      `(SELECT min(available_at) FROM posting WHERE target = $1 AND state = '${state}'
         AND available_at BETWEEN (SELECT clock_now()) AND (SELECT clock_now()) + interval '1 second')`;
    const [row]: { seconds: number | null }[] = await this.db.query(
      `SELECT extract(epoch FROM least(${due('PENDING')}, ${due('UNKNOWN')}) - clock_now())::float AS seconds`,
      [name],
    );
    const seconds = pauseSeconds > 0 ? pauseSeconds : (row?.seconds ?? null);
    if (seconds === null || seconds * 1000 > sweepMs || this.stopping) return;
    clearTimeout(this.soon);
    this.soon = setTimeout(() => void this.wake(), Math.max(0, seconds * 1000) + 5);
  }

  /** One vendor's postings, one after the other; whatever goes wrong with ours, the lease mends. */
  private async sendLane(target: ErpTarget, lane: readonly ClaimedPosting[], failing: boolean): Promise<void> {
    try {
      await new Lane(this.db, target, this.pace, () => this.stopping).send(lane, failing);
    } catch (error) {
      this.log.warn(`postings of ${lane[0]?.lane.replace('\n', ' ') ?? ''} wait for their lease: ${String(error)}`);
    }
  }
}

/** A lane holds one claim's postings of one vendor: what is looked up and what is sent do not meet, but lease apart. */
function lanesOf(claimed: readonly ClaimedPosting[]): ClaimedPosting[][] {
  const lanes = new Map<string, ClaimedPosting[]>();
  for (const one of claimed) {
    const key = `${one.claim}\n${one.lane}`;
    lanes.set(key, [...(lanes.get(key) ?? []), one]);
  }
  return [...lanes.values()];
}

async function expireLeasesOf(db: DataSource, targets: ErpTargets): Promise<void> {
  await db.transaction((tx) => expireLeases(tx, targets.names));
}

/** The postings of one vendor and entity that were claimed together. */
class Lane {
  private outcomes: Outcome[] = [];
  private writtenAt = performance.now();
  private leasedAt = performance.now();
  /** A later posting of a case, or of a shipment's accruals, never goes before its earlier one. */
  private readonly blocked = new Set<string>();

  constructor(
    private readonly db: DataSource,
    private readonly target: ErpTarget,
    private readonly pace: Pace,
    private readonly stopping: () => boolean,
  ) {}

  async send(claimed: readonly ClaimedPosting[], failing: boolean): Promise<void> {
    let going = true;
    for (const one of claimed) {
      going &&= !this.stopping() && (await this.stillOurs(one));
      if (!going || this.blocked.has(ownerOf(one.posting))) this.outcomes.push(putBack(one));
      else going = await this.sendOne(one);
      if (performance.now() - this.writtenAt > writeAfterMs) await this.write();
    }
    await this.write();
    for (const { target } of failing && going ? claimed.slice(0, 1) : []) await resumeTarget(this.db.manager, target);
  }

  /** @returns whether the next of the vendor may go */
  private async sendOne(one: ClaimedPosting): Promise<boolean> {
    const { leaseSeconds } = this.pace;
    const toResend = (): Promise<boolean> => this.db.transaction((tx) => claimToResend(tx, one, leaseSeconds));
    const { outcome, pause } = await new Sending(this.target, one, toResend, this.pace.firstLookUpSeconds).run();
    this.outcomes.push(outcome);
    if (pause) await pauseTarget(this.db.manager, { target: one.target, ...pause });
    if (outcome.state === 'REFUSED') this.blocked.add(ownerOf(one.posting));
    // What waits for a person, or for the ERP's own answer, holds up its case and nobody else.
    const apart = outcome.state === 'UNKNOWN' && (outcome.waitSeconds === null || outcome.delivered === true);
    if (apart) this.blocked.add(ownerOf(one.posting));
    return outcome.state === 'ACKNOWLEDGED' || outcome.state === 'REFUSED' || apart;
  }

  /** Nothing is sent under a lease that may end before the answer comes. */
  private async stillOurs(one: ClaimedPosting): Promise<boolean> {
    if (performance.now() - this.leasedAt < (this.pace.leaseSeconds * 1000) / 3) return true;
    const ours = await prolong(this.db.manager, one.claim, this.pace.leaseSeconds);
    this.leasedAt = performance.now();
    return ours.has(one.posting.postingId);
  }

  private async write(): Promise<void> {
    const outcomes = this.outcomes;
    this.outcomes = [];
    this.writtenAt = performance.now();
    await withRetries(this.db, (tx) => recordOutcomes(tx, outcomes, 'sender'));
  }
}

/** Whose postings go one after the other: the case, or the shipment that accrues. */
function ownerOf({ caseId, accrual }: Posting): string {
  return caseId ?? `${accrual?.shipmentSource ?? ''}:${accrual?.shipmentId ?? ''}`;
}

/** Not tried: as it was before the claim. */
function putBack({ posting, claim, unknown }: ClaimedPosting): Outcome {
  return { postingId: posting.postingId, claim, state: unknown ? 'UNKNOWN' : 'PENDING', attempts: [] };
}

/** A transaction that loses against the audit's is tried again at once, one that finds no database until it is back. */
async function withRetries<T>(db: DataSource, work: (tx: EntityManager) => Promise<T>): Promise<T> {
  const until = performance.now() + longestOutageMs;
  for (let left = 3; ;) {
    try {
      return await db.transaction(work);
    } catch (error) {
      if (isConnectionLost(error) && performance.now() < until) await sleep(sweepMs / 2);
      else if (left === 0 || !['40P01', '40001', '55P03'].includes(codeOf(error))) throw error;
      else left -= 1;
    }
  }
}

function codeOf(error: unknown): string {
  return (error as { code?: string }).code ?? '';
}

/** The database is gone for now: it refuses, breaks off, ends, or is starting. */
function isConnectionLost(error: unknown): boolean {
  const lost = ['ECONNREFUSED', 'ECONNRESET', 'EPIPE', '57P01', '57P02', '57P03', '08006'];
  return lost.includes(codeOf(error)) || /connection terminated/i.test(String(error));
}
