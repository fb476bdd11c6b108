import type { ContractVersion, Lane } from '../../../freight/contract.ts';
import type { Note } from '../finding.ts';
import type { LanePlaces } from '../places/lane-places.ts';
import { type Breadth, breadthOf, type Cover, coverOf } from '../places/coverage.ts';

/** So many pairs of lanes are compared at most. */
const mostComparisons = 3_000_000;

/** Covers of one selector by another, each worked out once. */
class Covers {
  private readonly known = new Map<number, Cover>();
  private readonly breadths: readonly Breadth[];

  constructor(
    private readonly places: LanePlaces,
    zones: ContractVersion['zones'],
  ) {
    this.breadths = places.selectors.map(({ ways }) => breadthOf(ways, zones ?? {}, places.length));
  }

  isBroad(id: number | undefined): boolean {
    return this.breadths[id ?? -1]?.isBroad ?? false;
  }

  of(broad: number | undefined, narrow: number | undefined): Cover {
    if (broad === undefined || narrow === undefined) return null;
    if (broad === narrow) return 'SAME';
    const key = broad * this.breadths.length + narrow;
    const known = this.known.get(key);
    if (known !== undefined) return known;
    const breadth = this.breadths[broad];
    const cover = breadth ? coverOf(breadth, this.places.selectors[narrow]?.ways ?? [], this.places.length) : null;
    this.known.set(key, cover);
    return cover;
  }
}

/** Whether a lane takes every shipment that the other one names by equipment and service. */
function takesNaming(one: Lane, other: Lane): boolean {
  const takes = (mine: readonly string[] | null | undefined, theirs: readonly string[] | null | undefined) =>
    !mine?.length || (theirs?.length !== undefined && theirs.length > 0 && theirs.every((name) => mine.includes(name)));
  return takes(one.equipment, other.equipment) && takes(one.services, other.services);
}

/**
 * A lane that no shipment can take, because another lane covers all of it and is the more specific one: a range of all
 * postal codes, or a zone that is a whole country, beats every region. Only cover by one other lane is found, not by
 * several together.
 */
export function lintUnreachableLanes(
  { lanes, zones }: Pick<ContractVersion, 'lanes' | 'zones'>,
  places: LanePlaces,
  note: Note,
): void {
  const covers = new Covers(places, zones);
  const broad = [...lanes.entries()].filter(
    ([index]) => covers.isBroad(places.origin[index]) || covers.isBroad(places.destination[index]),
  );
  const covered = (index: number, by: number): boolean => {
    // Of the same origin only a broad destination can be more specific everywhere.
    if (places.origin[by] === places.origin[index] && !covers.isBroad(places.destination[by])) return false;
    const origin = covers.of(places.origin[by], places.origin[index]);
    if (origin === null) return false;
    const destination = covers.of(places.destination[by], places.destination[index]);
    return origin === 'ABOVE' ? destination !== null : destination === 'ABOVE';
  };
  let left = mostComparisons;
  for (const [index, lane] of lanes.entries()) {
    left -= broad.length;
    if (left < 0) return;
    const over = broad.find(([by, other]) => by !== index && takesNaming(other, lane) && covered(index, by));
    if (over)
      note(
        'LANE_UNREACHABLE',
        `/lanes/${index}`,
        `No shipment takes ${lane.lane}: ${over[1].lane} (/lanes/${over[0]}) covers all of it and is more specific.`,
      );
  }
}
