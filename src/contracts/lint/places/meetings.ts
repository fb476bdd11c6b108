import type { Overlap } from './zone-overlaps.ts';
import { type PostalWay, sameCountry, type Way } from './ways.ts';

/** Where two selectors are equally specific: by this way of the first. */
export interface Meeting {
  way: Way;
  overlap: Overlap;
}

/** A selector under the number it is known by. */
export interface NumberedWays {
  id: number;
  ways: readonly Way[];
}

interface Entry<W extends Way = Way> {
  id: number;
  way: W;
}

const widthOf = ({ base, low, high }: PostalWay) => `${base}:${high - low}`;

/**
 * Which of many selectors are equally specific for some place: of the same kind, and of postal codes of the same width
 * (model.md: longer prefix or narrower range first). Built once, asked for each; names are looked up, ranges searched.
 */
export class MeetingIndex {
  private readonly named = new Map<string, Entry[]>();
  private readonly postal = new Map<string, Entry<PostalWay>[]>();

  constructor(
    selectors: Iterable<NumberedWays>,
    private readonly zones: ReadonlyMap<string, ReadonlyMap<string, Overlap>>,
  ) {
    for (const { id, ways } of selectors) for (const way of ways) this.add({ id, way });
    for (const entries of this.postal.values()) entries.sort((a, b) => a.way.low - b.way.low);
  }

  /** The selectors that meet one, each with the first place where; itself included. */
  meetings(ways: readonly Way[]): Map<number, Meeting> {
    const met = new Map<number, Meeting>();
    for (const way of ways)
      for (const { id, overlap } of way.kind === 'POSTAL' ? this.sameWidth(way) : this.sameName(way))
        if (met.get(id)?.overlap !== 'CERTAIN') met.set(id, { way, overlap });
    return met;
  }

  /** About how many meetings there are, without listing them. */
  estimate(ways: readonly Way[]): number {
    let total = 0;
    for (const way of ways)
      total += way.kind === 'POSTAL' ? 1 : (this.named.get(`${way.kind}:${way.name}`)?.length ?? 0);
    return total;
  }

  private add(entry: Entry): void {
    const { id, way } = entry;
    if (way.kind === 'POSTAL') push(this.postal, widthOf(way), { id, way });
    else push(this.named, `${way.kind}:${way.name}`, entry);
  }

  private *sameName(way: Exclude<Way, PostalWay>): Iterable<{ id: number; overlap: Overlap }> {
    const names: Iterable<readonly [string, Overlap]> =
      way.kind === 'ZONE' ? (this.zones.get(way.name) ?? []) : [[way.name, 'CERTAIN'] as const];
    for (const [name, overlap] of names)
      for (const rival of this.named.get(`${way.kind}:${name}`) ?? [])
        if (sameCountry(way.country, rival.way.country)) yield { id: rival.id, overlap };
  }

  private *sameWidth(way: PostalWay): Iterable<{ id: number; overlap: Overlap }> {
    const entries = this.postal.get(widthOf(way)) ?? [];
    for (let at = firstReaching(entries, way.low); at < entries.length; at += 1) {
      const rival = entries[at];
      if (!rival || rival.way.low > way.high) return;
      if (sameCountry(way.country, rival.way.country)) yield { id: rival.id, overlap: 'CERTAIN' };
    }
  }
}

function push<T>(lists: Map<string, T[]>, key: string, value: T): void {
  const list = lists.get(key);
  if (list) list.push(value);
  else lists.set(key, [value]);
}

/** The first of equally wide ranges, in order, that ends at or after a code. */
function firstReaching(entries: readonly Entry<PostalWay>[], code: number): number {
  let [from, to] = [0, entries.length];
  while (from < to) {
    const middle = (from + to) >> 1;
    if ((entries[middle]?.way.high ?? Infinity) < code) from = middle + 1;
    else to = middle;
  }
  return from;
}
