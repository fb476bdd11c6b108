import { expect } from '@jest/globals';
import type { Json, Reply } from '../stories/service.ts';
import type { Expected, Scenario } from './scenario.ts';

interface Answer {
  findings: { check: string; code: string; line: number | null; amount: string; severity: string; sentence: string }[];
  charges: ({ line: number | null; checks: { id: string; verdict: string }[]; missing: Json[] } & Record<
    string,
    Json
  >)[];
  money: Record<string, Json>;
  state: string;
}

const given = (fields: object) => Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));

/** Asks of a case what its scenario expects. */
export function expectOf({ check, asks, expected }: Scenario, answer: Answer): void {
  const findings = answer.findings.filter((finding) => finding.check === check);
  if (expected.problem !== undefined) {
    expectFigures(answer, expected);
    return;
  }
  switch (asks) {
    case 'raises':
      expectFinding(check, findings, expected);
      break;
    case 'passes':
      expectPassed(check, answer, findings, expected);
      break;
    case 'cannotAssess':
      expectUnknown(check, answer, expected);
      break;
  }
  expectFigures(answer, expected);
}

/** Asks of the patterns of a scenario's carrier what it expects. */
export function expectPattern({ expected: { pattern } }: Scenario, found: Json[]): void {
  if (!pattern) {
    expect(found).toEqual([]);
    return;
  }
  const { count, amount, sentence } = pattern;
  const wanted = given({ count, amount, sentence: sentence && expect.stringMatching(sentence) });
  expect(found).toEqual([expect.objectContaining(wanted)]);
}

interface Spoken {
  check?: string | null;
  code?: string;
}

/** Asks of the answer to a message whether intake spoke for the check: in a refusal, in quarantine or in a warning. */
export function expectReply({ check, asks, expected }: Scenario, { body }: Reply): void {
  const messages = (body.messages ?? []) as (Spoken & { warnings?: Spoken[] })[];
  const spoken = [body as Spoken, ...messages, ...messages.flatMap(({ warnings }) => warnings ?? [])];
  const ours = spoken.filter((each) => each.check === check).map(({ code }) => code);
  expect(ours).toEqual(asks === 'passes' ? [] : expect.arrayContaining([expected.problem]));
}

function expectFinding(check: string, findings: Answer['findings'], expected: Expected): void {
  const { line, reason: code, amount, severity, sentence } = expected;
  const wanted = { check, ...given({ code, line, amount, severity }) };
  expect(findings).toContainEqual(
    expect.objectContaining(sentence === undefined ? wanted : { ...wanted, sentence: expect.stringMatching(sentence) }),
  );
}

const asked = (check: string, { charges }: Answer, line: number | null | undefined) =>
  charges
    .filter((charge) => line === undefined || charge.line === line)
    .flatMap((charge) => charge.checks.filter(({ id }) => id === check));

function expectPassed(check: string, answer: Answer, findings: Answer['findings'], { line }: Expected): void {
  expect(findings).toEqual([]);
  expect(asked(check, answer, undefined).filter(({ verdict }) => verdict !== 'PASS')).toEqual([]);
  if (typeof line === 'number') expect(asked(check, answer, line)).toEqual([{ id: check, verdict: 'PASS' }]);
}

function expectUnknown(check: string, answer: Answer, { line, reason }: Expected): void {
  expect(asked(check, answer, line)).toContainEqual({ id: check, verdict: 'CANNOT_ASSESS' });
  const unknown = answer.charges.filter(({ checks }) =>
    checks.some(({ id, verdict }) => id === check && verdict === 'CANNOT_ASSESS'),
  );
  for (const charge of unknown) expect(charge.missing).not.toEqual([]);
  if (reason !== undefined) expect(answer.findings).toContainEqual(expect.objectContaining({ check, code: reason }));
}

function expectFigures(answer: Answer, { line, charge, money, state }: Expected): void {
  if (state !== undefined) expect([state].flat()).toContain(answer.state);
  if (money !== undefined) expect(answer.money).toMatchObject(money);
  if (charge !== undefined) {
    const lines = answer.charges.filter((each) => line === undefined || each.line === line);
    expect(lines).toContainEqual(expect.objectContaining(charge));
  }
}
