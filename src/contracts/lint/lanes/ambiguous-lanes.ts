import type { ContractVersion, Lane } from '../../../freight/contract.ts';
import type { Note } from '../finding.ts';
import { type LaneEnd, type LanePlaces, namedBy, sameNaming } from '../places/lane-places.ts';
import { type Meeting, MeetingIndex } from '../places/meetings.ts';
import { wayText } from '../places/ways.ts';

/** After so many it is clear that the lanes are not meant as they stand. */
const mostPairs = 200;

/** An earlier lane that some shipment fits as well as this one, and where. */
interface Rival {
  index: number;
  grouped: Meeting;
  other: Meeting;
}

/** Lanes by the selector at one end. */
function lanesBy(ends: readonly number[], among: Iterable<number>): Map<number, number[]> {
  const lists = new Map<number, number[]>();
  for (const index of among) {
    const id = ends[index] ?? -1;
    const list = lists.get(id);
    if (list) list.push(index);
    else lists.set(id, [index]);
  }
  return lists;
}

/** The end whose places fewer lanes share: comparing lane by lane starts there. */
function narrowerEnd({ selectors, origin, destination, zones }: LanePlaces): LaneEnd {
  const cost = (ends: readonly number[]) => {
    const lists = lanesBy(ends, ends.keys());
    const index = new MeetingIndex(
      [...lists.keys()].map((id) => selectors[id] ?? { id, ways: [] }),
      zones,
    );
    let total = 0;
    for (const [id, lanes] of lists) total += lanes.length * (lanes.length + index.estimate(selectors[id]?.ways ?? []));
    return total;
  };
  return cost(origin) <= cost(destination) ? 'origin' : 'destination';
}

/** Pairs of lanes that meet at both ends, each once: first the lanes that meet at one end, then of those at the other. */
class LanePairs {
  private readonly grouped: readonly number[];
  private readonly other: readonly number[];
  private readonly groups: Map<number, number[]>;
  private readonly index: MeetingIndex;

  constructor(
    private readonly lanes: readonly Lane[],
    private readonly places: LanePlaces,
    readonly end: LaneEnd,
  ) {
    this.grouped = places[end];
    this.other = end === 'origin' ? places.destination : places.origin;
    this.groups = lanesBy(this.grouped, this.grouped.keys());
    this.index = this.indexOf(this.groups.keys());
  }

  *rivals(): Iterable<{ index: number; rivals: Rival[] }> {
    for (const [id, members] of this.groups) {
      const met = this.index.meetings(this.waysOf(id));
      const candidates = [...met.keys()].flatMap((near) => this.groups.get(near) ?? []);
      if (candidates.length < 2) continue;
      const byOther = lanesBy(this.other, candidates);
      const others = this.indexOf(byOther.keys());
      for (const index of members) {
        const rivals = this.rivalsOf(index, { met, byOther, others });
        if (rivals.length > 0) yield { index, rivals };
      }
    }
  }

  private rivalsOf(
    index: number,
    near: { met: Map<number, Meeting>; byOther: Map<number, number[]>; others: MeetingIndex },
  ): Rival[] {
    const rivals: Rival[] = [];
    for (const [id, other] of near.others.meetings(this.waysOf(this.other[index] ?? -1)))
      for (const rival of near.byOther.get(id) ?? []) {
        const grouped = near.met.get(this.grouped[rival] ?? -1);
        if (rival < index && grouped && this.evenNaming(index, rival)) rivals.push({ index: rival, grouped, other });
      }
    return rivals.sort((a, b) => a.index - b.index);
  }

  private evenNaming(index: number, rival: number): boolean {
    const [a, b] = [this.lanes[index], this.lanes[rival]];
    return a !== undefined && b !== undefined && namedBy(a) === namedBy(b) && sameNaming(a, b);
  }

  private waysOf(id: number) {
    return this.places.selectors[id]?.ways ?? [];
  }

  private indexOf(ids: Iterable<number>): MeetingIndex {
    return new MeetingIndex(
      [...ids].map((id) => ({ id, ways: this.waysOf(id) })),
      this.places.zones,
    );
  }
}

const isCertain = ({ grouped, other }: Rival) => grouped.overlap === 'CERTAIN' && other.overlap === 'CERTAIN';

/**
 * Two lanes that some shipment fits equally well (model.md: an error of the contract): equally specific at both ends and
 * in naming equipment or service. Where only zones told by different means could meet (a region's and a postal code's),
 * nobody but the carrier knows whether they do: that is a warning.
 */
export function lintAmbiguousLanes({ lanes }: Pick<ContractVersion, 'lanes'>, places: LanePlaces, note: Note): void {
  const pairs = new LanePairs(lanes, places, narrowerEnd(places));
  const doubted = new Set<string>();
  let found = 0;
  for (const { index, rivals } of pairs.rivals()) {
    const rival = rivals.find(isCertain);
    const doubtful = rivals[0];
    if (rival) {
      note('LANE_AMBIGUOUS', `/lanes/${index}`, sentence(lanes, index, rival, pairs.end));
      found += 1;
      if (found >= mostPairs) return;
    } else if (doubtful) {
      const doubt = doubtKey(places, index, doubtful.index);
      if (!doubted.has(doubt) && doubted.size < mostPairs)
        note('LANE_MAY_BE_AMBIGUOUS', `/lanes/${index}`, sentence(lanes, index, doubtful, pairs.end));
      doubted.add(doubt);
    }
  }
}

function sentence(lanes: readonly Lane[], index: number, rival: Rival, end: LaneEnd): string {
  const [from, to] = end === 'origin' ? [rival.grouped, rival.other] : [rival.other, rival.grouped];
  return (
    `${lanes[index]?.lane ?? ''} and ${lanes[rival.index]?.lane ?? ''} (/lanes/${rival.index}) ` +
    `${isCertain(rival) ? 'are' : 'may be'} equally specific from ${wayText(from.way)} to ${wayText(to.way)}.`
  );
}

/** One doubt for each two pairs of ends, however many lanes have them. */
function doubtKey({ origin, destination }: LanePlaces, index: number, rival: number): string {
  const pair = (ends: readonly number[]) => [ends[index] ?? 0, ends[rival] ?? 0].sort((a, b) => a - b).join('-');
  return `${pair(origin)}>${pair(destination)}`;
}
