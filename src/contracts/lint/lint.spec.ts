import { describe, expect, it } from '@jest/globals';
import { readFileSync } from 'node:fs';
import type { ContractVersion } from '../../freight/contract.ts';
import type { LinehaulRate } from '../../freight/linehaul.ts';
import { brokenCharges } from './broken/charges.ts';
import { brokenFuel } from './broken/fuel.ts';
import { brokenLanes } from './broken/lanes.ts';
import { brokenLinehaul } from './broken/linehaul.ts';
import { brokenRest } from './broken/rest.ts';
import { air, lane, parcel, priced, sample, sampleFuel, table, us } from './broken/sample.ts';
import { type LintCode, lintCodes } from './codes.ts';
import type { LintContext } from './finding.ts';
import { lintContract } from './lint.ts';

function codesOf(change: Partial<ContractVersion>, context: LintContext = {}): LintCode[] {
  return lintContract({ ...sample, version: 1, exclusions: [], ...change }, context).findings.map(({ code }) => code);
}

describe('a clean contract', () => {
  it('of the sample in the model has nothing but its exclusion of a charge without terms to say', () => {
    const { passes, findings } = lintContract({ ...sample, version: 3 });
    expect(passes).toBe(true);
    expect(findings.filter(({ severity }) => severity !== 'INFO').map(({ code }) => code)).toEqual([
      'EXCLUSION_WITHOUT_TERMS',
    ]);
  });

  it.each<[string, LinehaulRate]>([
    ['air', { ...air, nextBreak: true, minimum: '75.00' }],
    ['parcel', parcel],
    ['a table', table],
    [
      'a table that is closed by a row and a column without rates',
      {
        ...table,
        cells: [
          ['10.00', null],
          [null, null],
        ],
      },
    ],
    ['weight or measure', { model: 'WEIGHT_OR_MEASURE', rate: '65.00' }],
    ['a share of the value', { model: 'PERCENT_OF_VALUE', percent: '0.0005', minimum: '10.00' }],
    ['containers', { model: 'PER_UNIT', unit: 'CONTAINER', equipmentRates: { '40HC': '1850.00' } }],
    ['0.285 a mile', { model: 'PER_DISTANCE', unit: 'MI', rate: '0.285' }],
    [
      'bands',
      {
        model: 'PER_DISTANCE',
        unit: 'MI',
        bands: [
          { from: '0', amount: '300.00' },
          { from: '150', rate: '2.10' },
        ],
      },
    ],
  ])('priced by %s raises nothing', (_, linehaul) => {
    const codes = codesOf({ ...priced(linehaul), fuel: null, accessorials: [] });
    expect(codes).toEqual([]);
  });
});

/** A broken contract for every code: the linter must find it, and say where. */
const broken = [...brokenLanes, ...brokenLinehaul, ...brokenFuel, ...brokenCharges, ...brokenRest];

describe('the linter', () => {
  it.each(broken.map(([code, pointer, change, context]) => ({ code, pointer, change, context })))(
    'finds $code at $pointer',
    ({ code, pointer, change, context }) => {
      const { findings, passes } = lintContract({ ...sample, version: 1, exclusions: [], ...change }, context);
      expect(findings.map((finding) => `${finding.code} ${finding.pointer}`)).toContain(`${code} ${pointer}`);
      expect(passes).toBe(findings.every(({ severity }) => severity !== 'ERROR'));
      expect(findings.find((finding) => finding.code === code)).toMatchObject(lintCodes[code]);
    },
  );

  it('has a broken contract for every code it knows', () => {
    // NOT_SOUND stands for what the clauses may one day say beside these.
    const known = Object.keys(lintCodes).filter((code) => code !== 'NOT_SOUND');
    expect([...new Set(broken.map(([code]) => code))].sort()).toEqual(known.sort());
  });

  it('is told of in the guide, code by code', () => {
    const guide = readFileSync(new URL('../../../docs/contracts.md', import.meta.url), 'utf8');
    const listed = guide.slice(guide.indexOf('Errors:'), guide.indexOf('What each means'));
    const told = [...listed.matchAll(/`([A-Z_]+)`/g)].map(([, code]) => code);
    expect(told.sort()).toEqual(Object.keys(lintCodes).sort());
    const errors = [...listed.slice(0, listed.indexOf('Warnings')).matchAll(/`([A-Z_]+)`/g)].map(([, code]) => code);
    const severe = Object.entries(lintCodes).filter(([, { severity }]) => severity === 'ERROR');
    expect(errors.sort()).toEqual(severe.map(([code]) => code).sort());
  });

  it('takes a surcharge that follows an index for a charge that is due', () => {
    const surcharges = [{ ...sampleFuel, charge: 'BUNKER' as const }];
    const exclusions: ContractVersion['exclusions'] = [['BUNKER', 'LIFTGATE_DELIVERY']];
    expect(codesOf({ exclusions })).toContain('EXCLUSION_WITHOUT_TERMS');
    expect(codesOf({ exclusions, surcharges })).not.toContain('EXCLUSION_WITHOUT_TERMS');
  });

  it('lists no more than some of each code, but counts all, errors first', () => {
    const lanes = Array.from({ length: 60 }, (_, index) => lane(`L${index}`, { regions: ['OH'] }, us()));
    const { counts, truncated, findings } = lintContract({ ...sample, version: 1, lanes });
    expect(counts).toMatchObject({ ERROR: 59 });
    expect(counts.WARNING).toBeGreaterThanOrEqual(60);
    expect(truncated).toBe(true);
    expect(findings.filter(({ code }) => code === 'LANE_AMBIGUOUS')).toHaveLength(25);
    expect(findings[0]?.severity).toBe('ERROR');
  });

  it('does not ask about what lies beside the contract when nobody tells it', () => {
    expect(codesOf({ fx: { series: 'ECB', dateRole: 'INVOICE' }, replaces: [4] })).not.toContain('FX_SERIES_UNKNOWN');
    expect(codesOf({ replaces: [4] })).not.toContain('REPLACES_UNKNOWN');
    expect(codesOf({})).not.toContain('SERIES_UNKNOWN');
  });
});
