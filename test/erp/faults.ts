/** What can go wrong with a call that posts. Where the ERP is never reached or has not committed, nothing is in its books. */
export const postFaults = [
  'crash before commit',
  'crash after commit',
  'time-out before commit',
  'time-out after commit',
  'commit after the time-out',
  'error before commit',
  'error after commit',
  'throttled',
  'unavailable',
  'maintenance window',
  'slow',
  'delivered twice',
  'refused',
  'number taken',
  'another amount',
  'another reference',
  'garbage',
  'empty',
  'page instead of data',
  'ten megabytes',
  'truncated',
  'reset half way',
  'redirected',
] as const;
export type PostFault = (typeof postFaults)[number];

/** What can go wrong with a call that only asks. */
export const lookUpFaults = [
  'time-out after commit',
  'error after commit',
  'throttled',
  'unavailable',
  'slow',
  'another amount',
  'another reference',
  'garbage',
  'empty',
  'page instead of data',
  'ten megabytes',
  'truncated',
  'reset half way',
  'redirected',
] as const satisfies readonly PostFault[];
export type LookUpFault = (typeof lookUpFaults)[number];

/** What can happen to our own sender. */
export const senderFaults = ['sender dies before the call', 'sender dies after the call'] as const;
export type SenderFault = (typeof senderFaults)[number];

/** Which faults there are for an ERP; absent: none of that kind. */
export interface FaultKinds {
  posts: readonly PostFault[];
  lookUps?: readonly LookUpFault[];
  sender?: readonly SenderFault[];
}

/** Numbers from 0 to 1, the same for the same seed (mulberry32). */
export function chance(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** Deals faults to an ERP's calls, by chance but the same for the same seed, until so many have happened. */
export class FaultScript {
  readonly happened = new Map<string, number>();
  private left: number;
  private readonly next: () => number;
  private posts: PostFault[] = [];
  private lookUps: LookUpFault[] = [];
  private sender: SenderFault[] = [];

  constructor(
    seed: number,
    faults: number,
    private readonly kinds: FaultKinds,
  ) {
    this.left = faults;
    this.next = chance(seed);
  }

  get count(): number {
    return [...this.happened.values()].reduce((all, one) => all + one, 0);
  }

  get isOver(): boolean {
    return this.left <= 0;
  }

  /** What goes wrong with this call that posts; null: nothing. */
  onPost(): PostFault | null {
    return this.dealt(0.6, () => (this.posts = this.drawn(this.posts, this.kinds.posts)).pop(), '');
  }

  /** What goes wrong with this call that asks; null: nothing. */
  onLookUp(): LookUpFault | null {
    return this.dealt(0.25, () => (this.lookUps = this.drawn(this.lookUps, this.kinds.lookUps)).pop(), 'asked: ');
  }

  /** What happens to our sender at this posting; null: nothing. */
  onSender(): SenderFault | null {
    return this.dealt(0.08, () => (this.sender = this.drawn(this.sender, this.kinds.sender)).pop(), '');
  }

  private dealt<T extends string>(share: number, draw: () => T | undefined, how: string): T | null {
    if (this.left <= 0 || this.next() > share) return null;
    const fault = draw();
    if (fault === undefined) return null;
    this.left -= 1;
    this.happened.set(how + fault, (this.happened.get(how + fault) ?? 0) + 1);
    return fault;
  }

  /** Every kind comes once before any comes twice. */
  private drawn<T>(pack: T[], kinds: readonly T[] = []): T[] {
    if (pack.length > 0) return pack;
    return [...kinds]
      .map((kind) => ({ kind, at: this.next() }))
      .sort((a, b) => a.at - b.at)
      .map(({ kind }) => kind);
  }
}
