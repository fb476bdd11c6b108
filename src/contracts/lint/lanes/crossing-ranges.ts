import type { ContractVersion } from '../../../freight/contract.ts';
import type { Note } from '../finding.ts';
import { type LaneEnd, type LanePlaces, namedBy, sameNaming } from '../places/lane-places.ts';
import { type PostalWay, sameCountry } from '../places/ways.ts';

/** A range of one lane's selector. */
interface LaneRange {
  index: number;
  way: PostalWay;
}

function crosses({ way: one }: LaneRange, { way: other }: LaneRange): boolean {
  return (
    sameCountry(one.country, other.country) &&
    one.low < other.low &&
    other.low <= one.high &&
    one.high < other.high &&
    other.high - other.low !== one.high - one.low
  );
}

/** Ranges of lanes with the same selector at the other end and the same naming, in order of their beginnings. */
function rangesByRest({ lanes }: Pick<ContractVersion, 'lanes'>, places: LanePlaces, end: LaneEnd): LaneRange[][] {
  const groups = new Map<string, LaneRange[]>();
  const other = end === 'origin' ? places.destination : places.origin;
  for (const [index, lane] of lanes.entries()) {
    const ways = places.selectors[places[end][index] ?? -1]?.ways ?? [];
    for (const way of ways.filter((each) => each.kind === 'POSTAL')) {
      const key = `${other[index] ?? -1}:${namedBy(lane)}:${way.base}`;
      const group = groups.get(key);
      if (group) group.push({ index, way });
      else groups.set(key, [{ index, way }]);
    }
  }
  return [...groups.values()].map((group) => group.sort((a, b) => a.way.low - b.way.low || b.way.high - a.way.high));
}

/** Each range that crosses one before it; ranges lie within each other mostly, so the last open one is asked. */
function* crossings(group: readonly LaneRange[]): Iterable<[LaneRange, LaneRange]> {
  const open: LaneRange[] = [];
  for (const range of group) {
    while ((open.at(-1)?.way.high ?? Infinity) < range.way.low) open.pop();
    const over = open.at(-1);
    if (over && over.index !== range.index && crosses(over, range)) yield [over, range];
    open.push(range);
  }
}

/**
 * Ranges of postal codes of two lanes that overlap without one lying within the other. The narrower one holds where both
 * do, so nothing is ambiguous; but ranges are hardly ever meant so.
 */
export function lintCrossingRanges(contract: Pick<ContractVersion, 'lanes'>, places: LanePlaces, note: Note): void {
  for (const end of ['origin', 'destination'] as const)
    for (const group of rangesByRest(contract, places, end))
      for (const [over, range] of crossings(group)) {
        const [lane, rival] = [contract.lanes[range.index], contract.lanes[over.index]];
        if (lane && rival && sameNaming(lane, rival))
          note(
            'RANGES_CROSS',
            `/lanes/${range.index}/${end}`,
            `${range.way.said} of ${lane.lane} and ${over.way.said} of ${rival.lane} (/lanes/${over.index}) overlap in part.`,
          );
      }
}
