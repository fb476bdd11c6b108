import type { ContractVersion } from '../../freight/contract.ts';
import { addToDate, type LocalDate } from '../../freight/time.ts';
import type { LintContext, Note, Sibling } from './finding.ts';

const never: LocalDate = '9999-12-31';

/** How the days of a version lie to the other versions of the contract that hold or are to hold. */
export function lintVersions(contract: ContractVersion, note: Note, { siblings }: LintContext): void {
  const { replaces } = contract;
  if (!siblings) return;
  const others = siblings.filter(({ version, state }) => version !== contract.version && state !== 'WITHDRAWN');
  for (const [index, version] of (replaces ?? []).entries())
    if (!siblings.some((other) => other.version === version && other.version !== contract.version))
      note('REPLACES_UNKNOWN', `/replaces/${index}`, `There is no other version ${version}.`);
  const held = others.filter(({ state, version }) => state === 'ACTIVE' && !replaces?.includes(version));
  lintOverlap(contract, held, note);
  lintGap(
    contract,
    others.filter(({ state }) => state === 'ACTIVE' || state === 'SUBMITTED'),
    note,
  );
}

function lintOverlap({ effective }: ContractVersion, held: readonly Sibling[], note: Note): void {
  const end = effective.to ?? never;
  for (const { version, from, to } of held)
    if (from <= end && effective.from <= (to ?? never))
      note(
        'VERSION_OVERLAP',
        '/effective',
        `Version ${version} is in force on some of these days: ${from} to ${to ?? 'no end'}.`,
      );
}

/** Days without terms just before and just after the version; before the first version there never were any. */
function lintGap({ effective }: ContractVersion, others: readonly Sibling[], note: Note): void {
  const end = effective.to ?? never;
  const ends = others.map(({ to }) => to ?? never);
  const before = ends
    .filter((to) => to < effective.from)
    .sort()
    .at(-1);
  const touches = others.some(({ from, to }) => from < effective.from && (to ?? never) >= effective.from);
  if (before && !touches && addToDate(before, { days: 1 }) < effective.from)
    note('VERSION_GAP', '/effective/from', `No version holds after ${before} and before ${effective.from}.`);
  const after = others
    .map(({ from }) => from)
    .filter((from) => from > end)
    .sort()[0];
  const covered = others.some(({ from, to }) => from <= end && (to ?? never) > end);
  if (after && !covered && addToDate(end, { days: 1 }) < after)
    note('VERSION_GAP', '/effective/to', `No version holds after ${end} and before ${after}.`);
}
