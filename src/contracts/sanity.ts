import type { ContractVersion, Lane } from '../freight/contract.ts';
import type { PlaceSelector } from '../freight/place.ts';
import { normaliseReference } from '../freight/references.ts';
import { isUpsideDown } from '../freight/service-terms.ts';
import type { FieldProblem } from '../masterdata/validated.ts';
import { accessorialProblems } from './accessorial-sanity.ts';
import { fuelProblems, surchargeProblems } from './fuel-sanity.ts';
import { linehaulProblems } from './linehaul-sanity.ts';

/**
 * What is wrong with a contract though every field of it is of the right form: bands out of order, bounds crossed,
 * names that stand for nothing. Empty: it may be submitted.
 */
export function contractProblems(contract: ContractVersion): FieldProblem[] {
  const problems: FieldProblem[] = [];
  const { from, to } = contract.effective;
  if (to && to < from)
    problems.push({ pointer: '/effective/to', code: 'impossible-date', detail: 'it ends before it begins' });
  noteRepeated(
    contract.lanes.map(({ lane }) => lane),
    (index) => `/lanes/${index}/lane`,
    problems,
  );
  for (const [index, lane] of contract.lanes.entries()) checkLane(lane, contract, `/lanes/${index}`, problems);
  if (contract.fuel)
    problems.push(
      ...fuelProblems(contract.fuel, '/fuel', ['FUEL', ...(contract.surcharges ?? []).map(({ charge }) => charge)]),
    );
  problems.push(...surchargeProblems(contract));
  if (contract.temperature && isUpsideDown(contract.temperature))
    problems.push({ pointer: '/temperature/high', code: 'out-of-order', detail: 'it is below low' });
  problems.push(...accessorialProblems(contract));
  return problems.slice(0, 100);
}

function noteRepeated(names: readonly string[], pointer: (index: number) => string, problems: FieldProblem[]): void {
  const seen = new Set<string>();
  for (const [index, name] of names.entries()) {
    if (seen.has(name)) problems.push({ pointer: pointer(index), code: 'repeated', detail: `${name} stands twice` });
    seen.add(name);
  }
}

function checkLane(lane: Lane, contract: ContractVersion, at: string, problems: FieldProblem[]): void {
  for (const end of ['origin', 'destination'] as const)
    for (const [index, zone] of (lane[end].zones ?? []).entries())
      if (!Object.hasOwn(contract.zones ?? {}, zone))
        problems.push({
          pointer: `${at}/${end}/zones/${index}`,
          code: 'unknown-code',
          detail: `the contract has no zone ${zone}`,
        });
  problems.push(...linehaulProblems(lane.linehaul, Object.keys(contract.zones ?? {}), `${at}/linehaul`));
  if (lane.fuel && lane.fuel !== 'NONE') problems.push(...fuelProblems(lane.fuel, `${at}/fuel`));
}

/** Two lanes that some shipment fits equally well: nobody could say which price holds. */
export function ambiguousLanes(lanes: readonly Lane[]): FieldProblem[] {
  const problems: FieldProblem[] = [];
  const seen = new Map<string, { lane: Lane; index: number }[]>();
  for (const [index, lane] of lanes.entries()) {
    const pairs = waysOf(lane.origin).flatMap((origin) => waysOf(lane.destination).map((to) => `${origin}>${to}`));
    const rivals = pairs.flatMap((pair) => seen.get(pair) ?? []);
    const rival = rivals.find((other) => sameNaming(lane, other.lane));
    if (rival)
      problems.push({
        pointer: `/lanes/${index}`,
        code: 'lane-ambiguous',
        detail: `${lane.lane} and ${rival.lane.lane} (/lanes/${rival.index}) are equally specific for the same shipment`,
      });
    for (const pair of pairs) seen.set(pair, [...(seen.get(pair) ?? []), { lane, index }]);
  }
  return problems.slice(0, 100);
}

/** Every way a selector matches, by kind and width: two lanes with a way in common are equally specific there. */
function waysOf(place: PlaceSelector): string[] {
  const country = place.country ?? '';
  const way = (kind: string, names: readonly string[] | null | undefined) =>
    (names ?? []).map((name) => `${country}/${kind}/${normaliseReference(name)}`);
  const ways = [
    ...way('prefix', place.postalPrefixes),
    ...(place.postalRanges ?? []).map(({ from, to }) => `${country}/range/${from}-${to}`),
    ...way('city', place.cities),
    ...way('unlocode', place.unlocodes),
    ...way('zone', place.zones),
    ...way('region', place.regions),
  ];
  return ways.length > 0 ? ways : [country === '' ? 'any' : `${country}/country`];
}

/** Whether a shipment can satisfy what both lanes name, and both name equally much. */
function sameNaming(a: Lane, b: Lane): boolean {
  const meets = (one?: string[] | null, other?: string[] | null) =>
    !one?.length || !other?.length || one.some((name) => other.includes(name));
  const named = ({ equipment, services }: Lane) => (equipment?.length ? 1 : 0) + (services?.length ? 1 : 0);
  return named(a) === named(b) && meets(a.equipment, b.equipment) && meets(a.services, b.services);
}
