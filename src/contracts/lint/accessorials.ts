import type { AccessorialTerms } from '../../freight/accessorial.ts';
import type { ContractVersion } from '../../freight/contract.ts';
import type { Note } from './finding.ts';
import { accessorialsOf, chargesWithTerms } from './terms.ts';

/** Accessorials: asked for by something, percentages of what is due, increments that fit. */
export function lintAccessorials(contract: ContractVersion, note: Note): void {
  const owed = chargesWithTerms(contract);
  for (const { at, is: entry } of accessorialsOf(contract)) {
    if (isUnasked(entry)) lintUnasked(entry, at, note);
    if (entry.model === 'PER_TIME' && entry.perMinutes % entry.incrementMinutes !== 0)
      note(
        'INCREMENT_UNEVEN',
        `${at}/incrementMinutes`,
        `${entry.incrementMinutes} minutes do not divide the ${entry.perMinutes} that the rate is for.`,
      );
    for (const [index, part] of (entry.model === 'PERCENT' ? entry.of : []).entries())
      if (!owed.has(part))
        note(
          'PERCENT_BASE_WITHOUT_TERMS',
          `${at}/of/${index}`,
          `${entry.charge} is a percentage of ${part}, which is never due.`,
        );
  }
}

/** Nobody has to order, approve, prove or meet a condition. */
function isUnasked({ authority, when, requires }: AccessorialTerms): boolean {
  return authority === 'CONTRACT' && !when && !requires?.length;
}

function lintUnasked(entry: AccessorialTerms, at: string, note: Note): void {
  if (entry.charge === 'TONU')
    note(
      'CANCELLATION_UNASKED',
      at,
      'Equipment ordered and not used is charged whether or not the load was cancelled.',
    );
  else if (entry.model === 'FLAT' && entry.per !== 'EVENT')
    note('ACCESSORIAL_ALWAYS_DUE', at, `Every shipment owes ${entry.charge}: nothing is asked before.`);
}

/** Exclusions and caps name charges that something makes due. */
export function lintChargeGroups(contract: ContractVersion, note: Note): void {
  const owed = chargesWithTerms(contract);
  for (const [group, charges] of (contract.exclusions ?? []).entries()) {
    if (new Set(charges).size < 2)
      note('EXCLUSION_OF_ONE', `/exclusions/${group}`, 'Fewer than two charges cannot exclude each other.');
    for (const [index, charge] of charges.entries())
      if (!owed.has(charge))
        note(
          'EXCLUSION_WITHOUT_TERMS',
          `/exclusions/${group}/${index}`,
          `${charge} is excluded, but nothing makes it due.`,
        );
  }
  for (const [cap, { charges }] of (contract.caps ?? []).entries())
    for (const [index, charge] of charges.entries())
      if (!owed.has(charge))
        note('CAP_WITHOUT_TERMS', `/caps/${cap}/charges/${index}`, `${charge} is capped, but nothing makes it due.`);
}
