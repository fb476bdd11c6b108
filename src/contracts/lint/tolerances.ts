import type { ContractVersion, Tolerance, ToleranceLimit } from '../../freight/contract.ts';
import type { Note } from './finding.ts';

function scopesOf({ scope }: Tolerance): string[] {
  return [
    ...(scope.charge ? [`charge ${scope.charge}`] : []),
    ...(scope.family ? [`family ${scope.family}`] : []),
    ...(scope.bill ? ['bill'] : []),
    ...(scope.invoice ? ['invoice'] : []),
  ];
}

/** Tolerances: each for one scope, each scope once, and limits that limit. */
export function lintTolerances({ tolerances }: ContractVersion, note: Note): void {
  const seen = new Set<string>();
  for (const [index, tolerance] of (tolerances ?? []).entries()) {
    const at = `/tolerances/${index}`;
    const scopes = scopesOf(tolerance);
    const scope = scopes.join(' and ');
    if (scopes.length === 0) note('TOLERANCE_SCOPE_EMPTY', `${at}/scope`, 'It is for nothing, so it is never asked.');
    if (scopes.length > 1) note('TOLERANCE_SCOPE_MIXED', `${at}/scope`, `It is for ${scope} at once.`);
    if (scopes.length > 0 && seen.has(scope))
      note('TOLERANCE_REPEATED', `${at}/scope`, `Two tolerances are for ${scope}: only the first would be asked.`);
    seen.add(scope);
    for (const side of ['over', 'under'] as const) lintLimit(tolerance[side], `${at}/${side}`, note);
    if (!tolerance.over && !tolerance.under) note('TOLERANCE_NEVER', at, 'It limits nothing and allows nothing.');
  }
}

function lintLimit(limit: ToleranceLimit | null | undefined, at: string, note: Note): void {
  if (!limit || limit.amount || limit.percent) return;
  if (limit.combine === 'ANY')
    note('TOLERANCE_NEVER', at, 'Without an amount or a percent ANY never allows a difference.');
  else note('TOLERANCE_UNLIMITED', at, 'Without an amount or a percent every difference is allowed.');
}
