import { ConflictException } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { addToDate, type LocalDate } from '../freight/time.ts';
import { invalid } from '../masterdata/validated.ts';
import { carrierKey, legalEntityKey, termsKey } from '../wake/keys.ts';
import { writeInvalidation, writeMarks } from '../wake/marks.ts';
import { type ContractRow, versionColumns } from './contract-view.ts';

/** The days on which an old version still holds beside a new one; null: none, it is withdrawn. */
type Remainder = { from: LocalDate; to: LocalDate | null } | null;

const never = '9999-12-31';

/**
 * What is left of an old range beside a new one.
 *
 * @throws UnprocessableEntityException when the new one would cut it in two
 */
function remainder(old: ContractRow, next: ContractRow, pointer: string): Remainder {
  const [oldEnd, nextEnd] = [old.effective_to ?? never, next.effective_to ?? never];
  if (next.effective_from > oldEnd || nextEnd < old.effective_from)
    return { from: old.effective_from, to: old.effective_to };
  const keepsHead = old.effective_from < next.effective_from;
  const keepsTail = nextEnd < oldEnd;
  if (keepsHead && keepsTail)
    throw invalid([
      {
        pointer,
        code: 'cuts-in-two',
        detail: `version ${old.version} would hold before and after: let the new version reach to ${oldEnd}, and draft another for the rest`,
      },
    ]);
  if (keepsHead) return { from: old.effective_from, to: addToDate(next.effective_from, { days: -1 }) };
  if (keepsTail) return { from: addToDate(nextEnd, { days: 1 }), to: old.effective_to };
  return null;
}

/** Withdraws or shortens the versions a new one names; returns them as they were before. */
export async function replaceVersions(tx: EntityManager, next: ContractRow, person: string): Promise<ContractRow[]> {
  const named = next.body.replaces ?? [];
  if (named.length === 0) return [];
  const olds = await tx.query<ContractRow[]>(
    `SELECT ${versionColumns} FROM contract_version WHERE contract_id = $1 AND version = ANY($2::int[]) FOR UPDATE`,
    [next.contract_id, named],
  );
  const replaced: ContractRow[] = [];
  for (const [index, version] of named.entries()) {
    const pointer = `/replaces/${index}`;
    const old = olds.find((row) => row.version === version);
    if (!old || version === next.version)
      throw invalid([{ pointer, code: 'unknown-version', detail: `there is no other version ${version} to replace` }]);
    if (old.state === 'WITHDRAWN') continue;
    if (old.state !== 'ACTIVE')
      throw new ConflictException({ code: 'wrong-state', detail: `version ${version} is ${old.state}, not active` });
    replaced.push(old);
    const left = remainder(old, next, pointer);
    if (left)
      await tx.query(
        `UPDATE contract_version SET effective = daterange($3::date, $4::date, '[]'), row_version = row_version + 1
         WHERE contract_id = $1 AND version = $2`,
        [next.contract_id, version, left.from, left.to],
      );
    else
      await tx.query(
        `UPDATE contract_version SET state = 'WITHDRAWN', withdrawn_by = $3, withdrawn_at = clock_now(),
                row_version = row_version + 1
         WHERE contract_id = $1 AND version = $2`,
        [next.contract_id, version, person],
      );
  }
  return replaced;
}

/**
 * Every case that looked under the carrier's terms and whose rating date lies where something changed becomes stale. A
 * carrier or entity that no active version named before, those replaced just now included, becomes known by it.
 */
export async function markTermsChanged(
  tx: EntityManager,
  changed: readonly ContractRow[],
  reopenSettled: boolean,
): Promise<void> {
  const [next, ...replaced] = changed;
  if (!next) return;
  const ends = changed.map((row) => row.effective_to ?? never).sort();
  const to = ends.at(-1) ?? never;
  for (const carrier of new Set(changed.map((row) => row.carrier)))
    await writeInvalidation(tx, {
      key: termsKey(carrier),
      legalEntities: [...new Set(changed.flatMap((row) => row.legal_entities))],
      modes: [...new Set(changed.flatMap((row) => row.modes))],
      from: changed.map((row) => row.effective_from).sort()[0] ?? null,
      to: to === never ? null : to,
      includeSettled: reopenSettled,
    });
  const named = await tx.query<{ carrier: string; legal_entities: string[] }[]>(
    `SELECT carrier, legal_entities FROM contract_version
     WHERE state = 'ACTIVE' AND (contract_id, version) <> ($1, $2) AND (carrier = $3 OR legal_entities && $4)`,
    [next.contract_id, next.version, next.carrier, next.legal_entities],
  );
  const before = [...named, ...replaced];
  const entities = new Set(before.flatMap((row) => row.legal_entities));
  await writeMarks(tx, [
    ...(before.some((row) => row.carrier === next.carrier) ? [] : [carrierKey(next.carrier)]),
    ...next.legal_entities.filter((entity) => !entities.has(entity)).map(legalEntityKey),
  ]);
}
