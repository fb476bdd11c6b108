import { describe, expect, it } from '@jest/globals';
import { catalogue, checkOf } from '../../src/audit/checks/catalogue.ts';
import { gaps } from './gaps.ts';
import { tables } from './tables.ts';

const scenarios = Object.values(tables).flat();
const told = new Set(scenarios.map(({ check, asks }) => `${check} ${asks}`));
const missing = catalogue.flatMap(({ id }) => [`${id} raises`, `${id} passes`]).filter((each) => !told.has(each));

describe('the scenarios', () => {
  it('raise and pass every live check, but for the gaps that are known', () => {
    expect(missing.filter((each) => !gaps.includes(each))).toEqual([]);
  });

  it('fill a gap only together with taking it off the list', () => {
    expect(gaps.filter((each) => !missing.includes(each))).toEqual([]);
  });

  it('are about checks that are live', () => {
    expect(scenarios.filter(({ check }) => !checkOf(check)).map(({ check, name }) => `${check} ${name}`)).toEqual([]);
  });

  it('give only reasons that their check publishes', () => {
    const foreign = scenarios.filter(({ check, expected: { reason } }) => {
      const known = checkOf(check)?.reasons;
      return reason !== undefined && known !== undefined && !known.includes(reason);
    });
    expect(foreign.map(({ check, name, expected }) => `${check} ${name}: ${expected.reason ?? ''}`)).toEqual([]);
  });

  it('speak of the intake by codes that their check publishes', () => {
    const foreign = scenarios.filter(({ check, expected: { problem } }) => {
      return problem !== undefined && !checkOf(check)?.problems.includes(problem);
    });
    expect(foreign.map(({ check, name }) => `${check} ${name}`)).toEqual([]);
  });

  it('say each thing once', () => {
    const names = scenarios.map(({ check, asks, name }) => `${check} ${asks} ${name}`);
    expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([]);
  });
});
