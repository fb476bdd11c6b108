import { UnprocessableEntityException } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { ContractVersion } from '../freight/contract.ts';
import { invalid } from '../masterdata/validated.ts';
import type { ContractView } from './contract-view.ts';
import type { LintContext, Sibling } from './lint/finding.ts';
import { lintContract, type LintReport } from './lint/lint.ts';
import { fuelsOf } from './lint/terms.ts';

/** A version as it was put forward or in force, with what the linter says of it. */
export type LintedView = ContractView & { lint: LintReport };

/** What the linter says of a contract, beside its other versions and the series that are loaded. */
export async function lintReport(tx: EntityManager, contract: ContractVersion): Promise<LintReport> {
  return lintContract(contract, await contextOf(tx, contract));
}

/** Whether there are any values of the contract's index, rates of its currency, and which versions it has. */
async function contextOf(tx: EntityManager, contract: ContractVersion): Promise<LintContext> {
  const series = [...new Set(fuelsOf(contract).map(({ is }) => is.index))];
  const known = await tx.query<{ series: string }[]>(
    'SELECT series FROM unnest($1::text[]) AS series WHERE EXISTS (SELECT FROM index_value v WHERE v.series = series.series)',
    [series],
  );
  const rates = await tx.query<{ series: string }[]>(
    'SELECT series FROM fx_rate WHERE series = $1 AND (base = $2 OR quote = $2) LIMIT 1',
    [contract.fx?.series ?? null, contract.currency],
  );
  const siblings = await tx.query<Sibling[]>(
    `SELECT version, state, lower(effective)::text AS "from", (upper(effective) - 1)::text AS "to"
     FROM contract_version WHERE contract_id = $1 ORDER BY version`,
    [contract.contractId],
  );
  return {
    knownSeries: new Set(known.map((row) => row.series)),
    knownFxSeries: new Set(rates.map((row) => row.series)),
    siblings,
  };
}

/**
 * Lets a contract pass that has no error.
 *
 * @throws UnprocessableEntityException with every error as a field problem, and all findings beside them
 */
export function refuseErrors({ findings }: LintReport): void {
  const errors = findings.filter(({ severity }) => severity === 'ERROR');
  if (errors.length === 0) return;
  const problems = errors.map(({ code, pointer, sentence }) => ({
    pointer,
    code: code.toLowerCase().replaceAll('_', '-'),
    detail: sentence,
  }));
  throw new UnprocessableEntityException({ ...(invalid(problems).getResponse() as object), findings });
}
