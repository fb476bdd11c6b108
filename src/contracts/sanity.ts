import type { ContractVersion, Lane } from '../freight/contract.ts';
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
