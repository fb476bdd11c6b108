import { Logger } from '@nestjs/common';
import type { DataSource } from 'typeorm';
import { readPacket } from '../packet/read-packet.ts';
import { mailOf, type Outgoing } from './mail-of.ts';
import { type Mailer, NotSent } from './mailer.ts';

/** From one attempt to the next, in seconds; the last is repeated. Together some two days. */
const waits = [60, 300, 900, 3600, 3 * 3600, 6 * 3600];
const mostAttempts = 14;

/** Longer than any attempt may take: whoever claimed it and has not said more by then is dead. */
const leaseSeconds = 300;
const atOnce = 5;
const sweepMs = 2000;
const mostKept = 500;

interface Claimed extends Outgoing {
  attempts: number;
}

/**
 * Sends what waits in `dispute_message`. The row was written with what it tells, and it is all there is to know: whatever
 * dies, the next look finds it. A mail is claimed before it is sent; one whose sender died is sent again under the same
 * Message-ID, so that a carrier's mailbox shows it once.
 */
export class SendMail {
  private readonly log = new Logger('Mail');
  private timer: NodeJS.Timeout | null = null;
  private running: Promise<void> | null = null;
  private stopped = false;

  constructor(
    private readonly db: DataSource,
    private readonly mailer: Mailer,
    private readonly from: string,
  ) {}

  /** Looks every two seconds. */
  start(): void {
    this.timer = setInterval(() => void this.look(), sweepMs);
  }

  /** Ends after the mail that is being sent. */
  async stop(): Promise<void> {
    this.stopped = true;
    if (this.timer) clearInterval(this.timer);
    await this.running;
    this.mailer.close();
  }

  /** Sends all that is due. */
  look(): Promise<void> {
    this.running ??= this.sendDue().finally(() => {
      this.running = null;
    });
    return this.running;
  }

  private async sendDue(): Promise<void> {
    try {
      for (;;) {
        const claimed = this.stopped ? [] : await this.claim();
        if (claimed.length === 0) return;
        for (const one of claimed) await this.sendOne(one);
      }
    } catch (error) {
      this.log.warn(`mails wait for the next look: ${String(error)}`);
    }
  }

  private async claim(): Promise<Claimed[]> {
    const [rows] = await this.db.query<[Claimed[], number]>(
      `UPDATE dispute_message m SET state = 'SENDING', attempts = m.attempts + 1,
              available_at = clock_now() + make_interval(secs => $2)
       FROM dispute d
       WHERE d.dispute_id = m.dispute_id AND m.message_id IN (
         SELECT message_id FROM dispute_message WHERE state IN ('QUEUED', 'SENDING') AND available_at <= clock_now()
         ORDER BY available_at, message_id LIMIT $1 FOR UPDATE SKIP LOCKED)
       RETURNING m.message_id AS "messageId", m.dispute_id AS "disputeId", m.kind, m.text, m.attempts,
         (SELECT body ->> 'disputeContact' FROM master_record WHERE kind = 'carrier' AND id = d.carrier
          ORDER BY version DESC LIMIT 1) AS "disputeContact"`,
      [atOnce, leaseSeconds],
    );
    return rows;
  }

  private async sendOne(one: Claimed): Promise<void> {
    try {
      const mail = await mailOf(one, await readPacket(this.db.manager, one.disputeId), this.from);
      if (mail.to === null && this.mailer.needsAddress)
        throw new NotSent('the carrier has no address for disputes: give it one (disputeContact) and try again', true);
      await this.record(one, { state: 'SENT', said: await this.mailer.send(mail) });
    } catch (error) {
      const forGood = (error instanceof NotSent && error.forGood) || one.attempts >= mostAttempts;
      const said = error instanceof Error ? error.message : String(error);
      this.log.warn(`mail ${one.messageId} was not sent: ${said}`);
      await this.record(one, { state: forGood ? 'FAILED' : 'QUEUED', said });
    }
  }

  /** What became of an attempt; one that was claimed by somebody else meanwhile is theirs to tell. */
  private async record(one: Claimed, { state, said }: { state: string; said: string }): Promise<void> {
    const wait = waits[Math.min(one.attempts, waits.length) - 1] ?? 0;
    await this.db.query(
      `UPDATE dispute_message SET state = $3, last_answer = $4,
              sent_at = CASE WHEN $3 = 'SENT' THEN clock_now() END,
              available_at = CASE WHEN $3 = 'QUEUED' THEN clock_now() + make_interval(secs => $5) ELSE available_at END
       WHERE message_id = $1 AND state = 'SENDING' AND attempts = $2`,
      [one.messageId, one.attempts, state, said.slice(0, mostKept), wait],
    );
  }
}
