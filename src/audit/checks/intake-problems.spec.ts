import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { catalogue } from './catalogue.ts';
import { checkOfProblem, problemsOf } from './intake-problems.ts';

const sources = ['../../formats/x12/', '../../intake/', '../../intake/shapes/'].flatMap((folder) => {
  const url = new URL(folder, import.meta.url);
  const files = readdirSync(url).filter((name) => name.endsWith('.ts') && !name.endsWith('.spec.ts'));
  return files.map((name) => readFileSync(new URL(name, url), 'utf8'));
});

describe('what intake finds wrong', () => {
  const ids = catalogue.filter(({ problems }) => problems.length > 0).map(({ id }) => id);

  test('belongs to one check each', () => {
    const codes = ids.flatMap((id) => problemsOf(id));
    expect(new Set(codes).size).toBe(codes.length);
    expect(checkOfProblem('TRUNCATED')).toBe('I-01');
    expect(checkOfProblem('no-such-code')).toBeNull();
  });

  test('is the whole of what a check of the intake says', () => {
    const silent = catalogue.filter(({ stage, problems }) => stage === 'INTAKE' && problems.length === 0);
    expect(silent).toEqual([]);
  });

  test('is said by codes that intake gives', () => {
    const unknown = ids.flatMap((id) => problemsOf(id)).filter((code) => !sources.some((text) => text.includes(code)));
    expect(unknown).toEqual([]);
  });
});
