import { expect } from '@jest/globals';
import { parse } from 'yaml';
import type { Json } from '../../src/formats/csv/json.ts';
import { readRateSheets, type RateSheets, type SheetFile } from '../../src/formats/csv/rate-sheet.ts';

const yaml = (text: string): Json => parse(text) as Json;

/** A file of rates; the mappings of the tests call it `rates.csv`. */
export const sheet = (text: string, name = 'rates.csv'): SheetFile => ({ name, text });

/** What sheets and a mapping in YAML come to. */
export function read(files: SheetFile | SheetFile[], mapping: string): RateSheets {
  return readRateSheets([files].flat(), yaml(mapping));
}

/** The contract of sheets with which nothing is wrong. */
export function made(files: SheetFile | SheetFile[], mapping: string): Json {
  const { contract, problems } = read(files, mapping);
  expect(problems).toEqual([]);
  return contract;
}
