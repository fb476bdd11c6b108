import { UnprocessableEntityException } from '@nestjs/common';
import type { Json } from '../formats/csv/json.ts';
import { readRateSheets, type SeriesOfSheet, type SheetFile } from '../formats/csv/rate-sheet.ts';
import type { SheetProblem } from '../formats/csv/sheet.ts';
import type { FieldProblem } from '../masterdata/validated.ts';
import { documentOf } from './contract-document.ts';
import type { ContractDto } from './contract.dto.ts';
import { lintContract, type LintReport } from './lint/lint.ts';

/** What rate sheets come to: a contract that has the right form, or what is wrong. */
export interface ImportedRates {
  contract: ContractDto | null;
  indexes: SeriesOfSheet[];
  /** Why nothing may be loaded, each in a line; empty: it may. */
  faults: string[];
  /** What the linter says of the contract by itself; null where there is none. */
  lint: LintReport | null;
}

/** A fault of a sheet in words: `linehauls.csv row 12, column “rate”: “1,489” is not a number`. */
export function problemText({ sheet, row, column, detail }: SheetProblem): string {
  const place = [sheet, row === undefined ? '' : ` row ${row}`, column === undefined ? '' : `, column “${column}”`];
  const where = place.join('').trim();
  return where === '' ? detail : `${where}: ${detail}`;
}

function formOf(body: Json): ContractDto | FieldProblem[] {
  try {
    return documentOf(body);
  } catch (error) {
    if (!(error instanceof UnprocessableEntityException)) throw error;
    return (error.getResponse() as { errors: FieldProblem[] }).errors;
  }
}

/**
 * Makes a contract version of sheets and a mapping, of the form that the API takes, and lints it. Nothing is loaded: with
 * any fault (a broken cell, a field that the API would refuse, a lint error) there is nothing to load.
 */
export function importRates(files: readonly SheetFile[], mapping: Json): ImportedRates {
  const { contract: body, indexes, problems } = readRateSheets(files, mapping);
  const nothing = { contract: null, indexes: [], lint: null };
  if (problems.length > 0) return { ...nothing, faults: problems.map(problemText) };
  if (!body) return { contract: null, indexes, faults: [], lint: null };
  const contract = formOf(body);
  if (Array.isArray(contract))
    return { ...nothing, faults: contract.map(({ pointer, detail }) => `contract ${pointer}: ${detail}`) };
  const lint = lintContract(Object.assign({}, contract, { version: contract.version ?? 0 }));
  const errors = lint.findings.filter(({ severity }) => severity === 'ERROR');
  if (errors.length > 0)
    return {
      ...nothing,
      lint,
      faults: errors.map(({ code, pointer, sentence }) => `contract ${pointer}: ${sentence} (${code})`),
    };
  return { contract, indexes, faults: [], lint };
}

/** Where to load, and in whose name. */
export interface Destination {
  url: string;
  key: string;
}

/** What was loaded. */
export interface LoadedRates {
  /** The draft, with what the linter says of it beside what is loaded already. */
  draft: { contractId: string; version: number; lint: LintReport } | null;
  /** How many values of each series; those known before are among them. */
  values: Record<string, number>;
}

/** The API takes so many values at once. */
const valuesAtOnce = 1_000;

async function send<T>({ url, key }: Destination, path: string, body?: unknown): Promise<T> {
  const answer = await fetch(`${url}${path}`, {
    method: body === undefined ? 'GET' : 'POST',
    headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const told = (await answer.json()) as T & { detail?: string };
  if (!answer.ok) throw new Error(`${path}: ${answer.status} ${told.detail ?? ''}`.trimEnd());
  return told;
}

/**
 * Loads what sheets came to into a running service: values of indices first, then the contract as a draft.
 *
 * @throws Error with the service's own words when it refuses
 */
export async function loadRates({ contract, indexes }: ImportedRates, to: Destination): Promise<LoadedRates> {
  const values: Record<string, number> = {};
  for (const { series, values: all } of indexes) {
    for (let at = 0; at < all.length; at += valuesAtOnce)
      await send(to, `/v1/indexes/${encodeURIComponent(series)}/values`, all.slice(at, at + valuesAtOnce));
    values[series] = all.length;
  }
  if (!contract) return { draft: null, values };
  const { contractId, version } = await send<{ contractId: string; version: number }>(to, '/v1/contracts', contract);
  const lint = await send<LintReport>(
    to,
    `/v1/contracts/${encodeURIComponent(contractId)}/versions/${version}/lint-reports`,
  );
  return { draft: { contractId, version, lint }, values };
}
