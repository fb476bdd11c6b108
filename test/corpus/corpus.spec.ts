import { describe, expect, it } from '@jest/globals';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readX12, type X12Set } from '../../src/formats/x12/envelope.ts';
import { readSet } from '../../src/formats/x12/read-set.ts';
import { decimal, sum } from '../../src/freight/money.ts';
import { expectations, type Expectation } from './expectations.ts';

/** A folder that holds the public sample files (x12-210/…, x12-214/…). They are not ours, so they are not kept here. */
const corpus = process.env.TALLYMAN_CORPUS;
const rooms = ['x12-204', 'x12-210', 'x12-214', 'x12-820', 'x12-824', 'x12-997', 'x12-other'];

function read(folder: string, file: string) {
  const { interchanges, problem } = readX12(readFileSync(join(folder, file), 'utf8'));
  const sets: X12Set[] = interchanges.flatMap((one) => one.groups.flatMap((group) => group.sets));
  const results = sets.map((set) => readSet(set));
  const warnings = [...interchanges.flatMap((one) => one.warnings), ...results.flatMap((result) => result.warnings)];
  return { problem, results, warnings: warnings.map((warning) => warning.code) };
}

function check(folder: string, row: Expectation): void {
  const { problem, results, warnings } = read(folder, row.file);
  const facts = results.flatMap((result) => (result.understood ? [result.facts] : []));
  const invoices = facts.flatMap((fact) => fact.invoices);
  expect({
    problem: problem?.code,
    sets: results.length,
    understood: facts.length,
    refused: results.flatMap((result) => (result.understood ? [] : [result.code])),
    invoices: invoices.length,
    events: facts.flatMap((fact) => fact.events).length,
  }).toEqual({
    problem: row.problem,
    sets: row.sets,
    understood: row.understood,
    refused: row.refused ?? [],
    invoices: row.invoices ?? 0,
    events: row.events ?? 0,
  });
  expect(warnings).toEqual(expect.arrayContaining(row.warnings ?? []));
  for (const invoice of invoices) {
    const lines = invoice.bills.flatMap((bill) => bill.charges.map((charge) => decimal(charge.amount)));
    expect(invoice.total).toBe(row.total);
    expect(sum(lines).toFixed(2)).toBe(row.lines);
  }
}

if (corpus === undefined || !existsSync(corpus)) {
  console.warn('The corpus of public sample files is NOT checked: set TALLYMAN_CORPUS to the folder that holds them.');
  describe('the corpus of public sample files', () => {
    it.skip('is read as the table says (TALLYMAN_CORPUS is not set)', () => undefined);
  });
} else {
  describe('of the corpus of public sample files', () => {
    it.each(expectations.map((row) => ({ title: `${row.file}: ${row.why}`, row })))('$title', ({ row }) => {
      check(corpus, row);
    });

    it('every X12 file has its row', () => {
      const present = rooms.filter((room) => existsSync(join(corpus, room)));
      const files = present.flatMap((room) => readdirSync(join(corpus, room)).map((file) => `${room}/${file}`));
      expect(files.sort()).toEqual(expectations.map((row) => row.file).sort());
    });

    it('control numbers that are equal do not make three happenings one', () => {
      const names = ['pickup', 'drop1', 'drop2'].map((part) => `x12-214/lynnco_cdpn_214_${part}.edi`);
      const meanings = names.flatMap((file) =>
        read(corpus, file).results.map((result) => (result.understood ? result.meaning : '')),
      );
      expect(new Set(meanings).size).toBe(3);
    });

    it('the line of the sample that names no charge has none', () => {
      const [result] = read(corpus, 'x12-210/syn_validator_base_210.edi').results;
      const lines = result?.understood ? result.facts.invoices.flatMap((one) => one.bills[0]?.charges ?? []) : [];
      expect(lines).toEqual([{ line: 1, amount: '1500.00' }]);
    });
  });
}
