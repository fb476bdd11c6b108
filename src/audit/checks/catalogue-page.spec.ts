import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { catalogue } from './catalogue.ts';
import { notLive } from './catalogue/not-live.ts';
import { checksPage, listedIds } from './catalogue-page.ts';

describe('the list of checks', () => {
  test('has 201', () => {
    expect(listedIds).toHaveLength(201);
  });

  test('has each either live or with a word why not', () => {
    const told = [...catalogue.map(({ id }) => id), ...notLive.map(([id]) => id)];
    expect(told.toSorted()).toEqual(listedIds.toSorted());
  });

  test('says of each what it asks and why not, in words', () => {
    for (const [, title, why] of notLive) {
      expect(title).toMatch(/^[A-Z].{4,}[^.]$/);
      expect(why).toMatch(/^[A-Z].{20,}\.$/);
    }
  });

  test('is the page in docs: `npm run docs:checks` writes it anew', () => {
    expect(readFileSync(new URL('../../../docs/checks.md', import.meta.url), 'utf8')).toBe(checksPage());
  });
});
