import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { erpTargetsOf } from './erp-targets.ts';

/** The targets that a file with this content gives. */
function targetsOf(content: unknown, env: NodeJS.ProcessEnv = {}, erpUrl: string | null = null) {
  const dataDir = mkdtempSync(join(tmpdir(), 'erp-targets-'));
  const text = typeof content === 'string' ? content : JSON.stringify(content);
  if (content !== null) writeFileSync(join(dataDir, 'erp-targets.json'), text);
  return erpTargetsOf({ dataDir, erpUrl }, env);
}

describe('erp-targets.json', () => {
  it('names a target of every kind', () => {
    const url = 'https://erp.example';
    const login = { url, database: 'acme', user: 'tallyman', password: '$ERP_PASSWORD' };
    const targets = targetsOf(
      {
        default: { url },
        files: { kind: 'csv', folder: 'drop' },
        sap: { kind: 'sap', url, headers: { Authorization: '$ERP_PASSWORD' }, companies: { 'ACME-US': '1710' } },
        oracle: { kind: 'oracle', url, supplierSite: 'FREIGHT' },
        netsuite: { kind: 'netsuite', url, timeoutMs: 10_000 },
        dynamics: { kind: 'dynamics', url, settlesWithinSeconds: 60 },
        odoo: { kind: 'odoo', ...login },
        tryton: { kind: 'tryton', ...login },
      },
      { ERP_PASSWORD: 'secret' },
    );
    expect(targets.names).toEqual(['default', 'files', 'sap', 'oracle', 'netsuite', 'dynamics', 'odoo', 'tryton']);
  });

  it('may be absent: ERP_URL alone is the default', () => {
    expect(targetsOf(null, {}, 'http://127.0.0.1:4000').names).toEqual(['default']);
    expect(targetsOf(null).names).toEqual([]);
  });

  const wrong: [string, unknown, string][] = [
    ['no JSON', '{', 'is no JSON'],
    ['a list', [], 'must hold one object'],
    ['a target that is a text', { sap: 'https://x' }, '/sap: must be an object'],
    ['an unknown kind', { a: { kind: 'abacus' } }, '/a/kind: must be one of rest, csv, sap'],
    ['a field too many', { 'a/b': { url: 'http://x', colour: 1 } }, '/a~1b/colour: is not known; known are url'],
    ['a lacking field', { a: { kind: 'oracle', url: 'http://x' } }, '/a/supplierSite: is required'],
    ['a URL with a user', { a: { url: 'http://me:pw@x' } }, '/a/url: must be an http or https URL without user'],
    ['a URL of a file', { a: { url: 'file:///etc' } }, '/a/url: must be an http'],
    [
      'a time-out beyond the lease',
      { a: { url: 'http://x', timeoutMs: 60_000 } },
      '/a/timeoutMs: must be milliseconds',
    ],
    [
      'a secret that is not set',
      { a: { url: 'http://x', headers: { Key: '$NO' } } },
      '/a/headers/Key: the environment variable NO',
    ],
    [
      'names that are numbers',
      { a: { kind: 'sap', url: 'http://x', companies: { A: 1 } } },
      '/a/companies: must be an object',
    ],
    [
      'another choice',
      { a: { kind: 'csv', folder: 'x', acknowledgement: 'NO' } },
      '/a/acknowledgement: must be one of FILES',
    ],
  ];
  it.each(wrong)('is refused with %s', (_, content, says) => {
    expect(() => targetsOf(content)).toThrow(says);
  });

  it('tells of everything that is wrong at once', () => {
    expect(() => targetsOf({ a: { kind: 'odoo' }, b: 1 })).toThrow(
      /\/a\/url.*\/a\/database.*\/a\/password.*\/b: must be/,
    );
  });
});
