import type { PlaceSelector } from '../../../freight/place.ts';
import { sameCountry, type Way, waysOf } from './ways.ts';

/** CERTAIN: some place lies in both zones. POSSIBLE: one is told by other means (region, postal code) than the other. */
export type Overlap = 'CERTAIN' | 'POSSIBLE';

const isOpen = ({ kind }: Way) => kind === 'COUNTRY' || kind === 'ANY';

/** How two ways of naming places lie to each other; null: apart. */
function overlapOf(one: Way, other: Way): Overlap | null {
  if (!sameCountry(one.country, other.country)) return null;
  if (isOpen(one) || isOpen(other)) return 'CERTAIN';
  if (one.kind !== other.kind) return 'POSSIBLE';
  return sharesCode(one, other) ? 'CERTAIN' : null;
}

function sharesCode(one: Way, other: Way): boolean {
  if (one.kind !== 'POSTAL' || other.kind !== 'POSTAL')
    return one.kind !== 'POSTAL' && other.kind !== 'POSTAL' && one.name === other.name;
  return one.base === other.base && one.low <= other.high && other.low <= one.high;
}

/** The overlaps of all zones, found together: comparing every two of many zones way by way takes too long. */
class ZoneOverlaps {
  readonly found: Map<string, Map<string, Overlap>>;

  constructor(private readonly zones: readonly { zone: string; ways: readonly Way[] }[]) {
    this.found = new Map(zones.map(({ zone }) => [zone, new Map<string, Overlap>([[zone, 'CERTAIN']])]));
    this.byName();
    this.byPostal();
    this.byProfile();
  }

  private meet(one: string, other: string, overlap: Overlap): void {
    if (this.found.get(one)?.get(other) === 'CERTAIN') return;
    this.found.get(one)?.set(other, overlap);
    this.found.get(other)?.set(one, overlap);
  }

  private *all(): Iterable<{ zone: string; way: Way }> {
    for (const { zone, ways } of this.zones) for (const way of ways) yield { zone, way };
  }

  private byName(): void {
    const lists = new Map<string, { zone: string; way: Way }[]>();
    for (const entry of this.all()) {
      if (entry.way.kind === 'POSTAL' || isOpen(entry.way)) continue;
      const key = `${entry.way.kind}:${entry.way.name}`;
      const list = lists.get(key) ?? [];
      for (const { zone, way } of list) if (overlapOf(way, entry.way)) this.meet(zone, entry.zone, 'CERTAIN');
      list.push(entry);
      lists.set(key, list);
    }
  }

  /** Ranges in order of their beginnings: each meets those before it that have not ended. */
  private byPostal(): void {
    const ranges = [...this.all()].flatMap(({ zone, way }) => (way.kind === 'POSTAL' ? [{ zone, way }] : []));
    ranges.sort((a, b) => a.way.low - b.way.low);
    let open: typeof ranges = [];
    for (const range of ranges) {
      open = open.filter(({ way }) => way.high >= range.way.low);
      for (const { zone, way } of open) if (overlapOf(way, range.way)) this.meet(zone, range.zone, 'CERTAIN');
      open.push(range);
    }
  }

  /** Zones told by different means, or whole countries: what holds for one way of a kind and country holds for all. */
  private byProfile(): void {
    const profiles = new Map<string, { ways: Way[]; zones: string[] }>();
    for (const { zone, ways } of this.zones) {
      const kinds = new Map(ways.map((way) => [`${way.kind}:${way.country}`, way]));
      const key = [...kinds.keys()].sort().join(' ');
      const profile = profiles.get(key) ?? { ways: [...kinds.values()], zones: [] };
      profile.zones.push(zone);
      profiles.set(key, profile);
    }
    const all = [...profiles.values()];
    for (const [index, one] of all.entries())
      for (const other of all.slice(0, index + 1)) {
        const overlap = unlikeOverlap(one.ways, other.ways);
        if (overlap) for (const zone of one.zones) for (const rival of other.zones) this.meet(zone, rival, overlap);
      }
  }
}

function unlikeOverlap(ways: readonly Way[], others: readonly Way[]): Overlap | null {
  const overlaps = ways.flatMap((way) =>
    others.filter((other) => way.kind !== other.kind || isOpen(way)).map((other) => overlapOf(way, other)),
  );
  return overlaps.find((overlap) => overlap === 'CERTAIN') ?? overlaps.find((overlap) => overlap !== null) ?? null;
}

/** Which of a contract's zones share places with which others; a zone always does with itself. */
export function zoneOverlaps(
  zones: Record<string, PlaceSelector[]> | null | undefined,
  length: number,
): Map<string, Map<string, Overlap>> {
  const all = Object.entries(zones ?? {}).map(([zone, places]) => ({
    zone,
    ways: places.flatMap((place) => waysOf(place, length)),
  }));
  return new ZoneOverlaps(all).found;
}
