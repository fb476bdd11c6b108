import { decimal, decimalPattern } from '../freight/money.ts';
import type { ClaimedPosting } from './claim-postings.ts';
import type { ErpTarget, ErpVoucher, LookUpAnswer, PostAnswer } from './targets/erp-target.ts';
import type { Attempt, Outcome } from './record-outcomes.ts';

/** What became of one posting, and whether the lane goes on. */
export interface Sent {
  outcome: Outcome;
  /** The target asked for a rest or cannot be reached: nobody sends to it for so long (null: a guess). */
  pause?: { seconds: number | null; reason: string };
}

/** Sent so often without a clear answer, a person must look; the vendor's other postings go on. */
const mostUnanswered = 12;
const longestWaitSeconds = 60;

/** How one posting is sent: look up what is unknown, send what is not there, believe only what agrees. */
export class Sending {
  private readonly attempts: Attempt[] = [];

  constructor(
    private readonly target: ErpTarget,
    private readonly claimed: ClaimedPosting,
    /** Commits that the posting is being sent again; false when it is no longer ours. */
    private readonly toResend: () => Promise<boolean>,
    private readonly firstLookUpSeconds: number,
  ) {}

  async run(): Promise<Sent> {
    if (!this.claimed.unknown) return this.post();
    const found = await this.lookUp();
    if (found.kind !== 'ABSENT') return this.ofLookUp(found);
    // Somebody else's by now: the attempts are kept, the outcome will not be ours to write.
    if (!(await this.toResend())) return this.unknown(null);
    return this.post();
  }

  private async post(): Promise<Sent> {
    const answer = await this.target.post(this.claimed.posting);
    switch (answer.kind) {
      case 'ACKNOWLEDGED':
        return this.ofVoucher('POST', answer.voucher, answer.words);
      case 'UNKNOWN':
        this.note('POST', answer);
        return this.unknown(this.claimed.unanswered + 1 < mostUnanswered ? this.quiet() : null);
      case 'DELIVERED':
        this.note('POST', answer);
        return { outcome: { ...this.unknown(answer.retryAfterSeconds).outcome, delivered: true } };
      case 'BUSY':
      case 'UNREACHABLE':
        this.note('POST', answer);
        return this.notTaken(answer);
      case 'CONFLICT':
      case 'REFUSED':
        this.note('POST', answer);
        return this.refused();
    }
  }

  /** What was never sent waits in its place; what was sent before without an answer stays unknown. */
  private notTaken(answer: Extract<PostAnswer, { kind: 'BUSY' | 'UNREACHABLE' }>): Sent {
    const pause = {
      seconds: answer.kind === 'BUSY' ? answer.retryAfterSeconds : null,
      reason: answer.words,
    };
    if (this.claimed.unknown) return { ...this.unknown(this.wait()), pause };
    return { outcome: this.outcome('PENDING'), pause };
  }

  /** The ERP may refuse because our own earlier call got through, or this one came twice: then the voucher is there. */
  private async refused(): Promise<Sent> {
    const words = this.attempts.at(-1)?.answer ?? '';
    const found = await this.lookUp();
    if (found.kind !== 'ABSENT') return this.ofLookUp(found);
    return { outcome: { ...this.outcome('REFUSED'), words } };
  }

  private async lookUp(): Promise<LookUpAnswer> {
    const found = await this.target.findByReference(this.claimed.posting.postingId);
    if (found.kind === 'ABSENT' || found.kind === 'REFUSED') this.note('LOOKUP', found);
    return found;
  }

  private ofLookUp(found: Exclude<LookUpAnswer, { kind: 'ABSENT' }>): Sent {
    if (found.kind === 'FOUND') return this.ofVoucher('LOOKUP', found.voucher, found.words);
    if (found.kind === 'REFUSED') return { outcome: this.outcome('REFUSED') };
    this.note('LOOKUP', found);
    return this.unknown(found.retryAfterSeconds ?? this.wait());
  }

  /** A voucher of another amount is not ours to believe: a person must look. */
  private ofVoucher(kind: Attempt['kind'], voucher: ErpVoucher, words: string): Sent {
    const { gross } = this.claimed.posting;
    if (voucher.amount !== null && !sameAmount(voucher.amount, gross)) {
      const answer = `document ${voucher.documentNumber} is of ${voucher.amount}, not ${gross}`;
      this.attempts.push({ kind, outcome: 'MISMATCH', answer });
      return { outcome: { ...this.outcome('UNKNOWN'), waitSeconds: null } };
    }
    this.attempts.push({ kind, outcome: kind === 'POST' ? 'ACKNOWLEDGED' : 'FOUND', answer: words });
    return { outcome: { ...this.outcome('ACKNOWLEDGED'), voucher } };
  }

  private unknown(waitSeconds: number | null): Sent {
    return { outcome: { ...this.outcome('UNKNOWN'), waitSeconds } };
  }

  /** Until the next look-up: doubled each time. */
  private wait(): number {
    const calls = this.claimed.attempts + this.attempts.length;
    return Math.min(longestWaitSeconds, this.firstLookUpSeconds * 2 ** Math.max(0, calls - 1));
  }

  /** After a call without an answer: longer, where the ERP may still be at work on it. */
  private quiet(): number {
    return Math.max(this.wait(), this.target.settlesWithinSeconds ?? 0);
  }

  private note(kind: Attempt['kind'], { kind: outcome, words }: { kind: string; words: string }): void {
    this.attempts.push({ kind, outcome, answer: words });
  }

  private outcome(state: Outcome['state']): Outcome {
    return { postingId: this.claimed.posting.postingId, claim: this.claimed.claim, state, attempts: this.attempts };
  }
}

function sameAmount(echoed: string, gross: string): boolean {
  return decimalPattern.test(echoed) && decimal(echoed).equals(decimal(gross));
}
