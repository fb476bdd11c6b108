import { modes, outcomes, reasonCodes, severities } from '../../freight/codes.ts';
import { decimalPattern } from '../../freight/money.ts';
import { isDate, isInstant } from '../../freight/time.ts';
import { checkOf } from '../checks/catalogue.ts';
import { dictionary } from './dictionary.ts';
import type { DictionaryFact } from './dictionary.ts';
import { type FactType, listOperators, operators, presence } from './operators.ts';

/** What is wrong with a rule, and where: an RFC 6901 pointer into it. */
export interface RuleMistake {
  pointer: string;
  code:
    | 'not-a-rule'
    | 'missing'
    | 'unknown-field'
    | 'unknown-fact'
    | 'unknown-operator'
    | 'unknown-outcome'
    | 'unknown-code'
    | 'wrong-type'
    | 'not-allowed'
    | 'path-forbidden'
    | 'too-deep'
    | 'too-many-conditions'
    | 'too-large'
    | 'scenario-fails';
  detail: string;
}

/** Rules that cannot be used; the mistakes say where. */
export class RefusedRule extends Error {
  constructor(readonly mistakes: RuleMistake[]) {
    super(mistakes.map(({ pointer, detail }) => `${pointer}: ${detail}`).join('; '));
  }
}

/** How large a rule may be: levels of conditions, conditions in all, bytes of its text. */
export const ruleLimits = { depth: 8, conditions: 200, bytes: 64 * 1024 } as const;
const { depth: maximumDepth, conditions: maximumConditions, bytes: maximumBytes } = ruleLimits;

type Tell = (pointer: string, code: RuleMistake['code'], detail: string) => void;
type Json = Record<string, unknown>;

const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const isText = (value: unknown): value is string => typeof value === 'string' && value !== '';
/** Ids stand in paths: one segment, at most 100 characters. */
const idPattern = /^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$/;
const isAbsent = (value: unknown) => value === undefined || value === null;

/** A rule as somebody wants to save it: everything wrong with it, or nothing. It never throws. */
export function validateRule(rule: unknown): RuleMistake[] {
  const mistakes: RuleMistake[] = [];
  const tell: Tell = (pointer, code, detail) => mistakes.push({ pointer, code, detail });
  if (!isObject(rule)) tell('', 'not-a-rule', 'a rule is a JSON object');
  else if (isTooDeep(rule, 0)) tell('/conditions', 'too-deep', `conditions nest at most ${maximumDepth} deep`);
  else if (isTooLarge(rule)) tell('', 'too-large', 'a rule has at most 64 kB');
  else {
    checkHead(rule, tell);
    checkOutcome(rule, tell);
    checkConditions(rule, tell);
  }
  return mistakes;
}

// Before anything recurses over it or writes it as text: 3 more levels for the rule itself and for values.
function isTooDeep(value: unknown, depth: number): boolean {
  if (typeof value !== 'object' || value === null) return false;
  if (depth > 2 * maximumDepth + 3) return true;
  return Object.values(value).some((each) => isTooDeep(each, depth + 1));
}

/** True when a JSON value takes more than 64 kB as UTF-8 text. */
export function isTooLarge(value: unknown): boolean {
  let bytes = 0;
  for (const character of JSON.stringify(value)) {
    const code = character.codePointAt(0) ?? 0;
    bytes += code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
    if (bytes > maximumBytes) return true;
  }
  return false;
}

const fields = new Set(
  'id version title source clause effective priority scope checks verdicts always conditions outcome reason severity who'.split(
    ' ',
  ),
);

function checkHead(rule: Json, tell: Tell): void {
  for (const name of Object.keys(rule))
    if (!fields.has(name)) tell(`/${pointerPart(name)}`, 'unknown-field', `a rule has no ${name}`);
  checkNames(rule, tell);
  if (!Number.isSafeInteger(rule.version)) tell('/version', 'wrong-type', 'version is a whole number');
  if (!Number.isSafeInteger(rule.priority)) tell('/priority', 'wrong-type', 'priority is a whole number');
  if (rule.source !== 'SHIPPED' && rule.source !== 'ORGANISATION')
    tell('/source', 'unknown-code', 'source is SHIPPED or ORGANISATION');
  checkScope(rule, tell);
  checkEffective(rule, tell);
  checkChecks(rule, tell);
}

function checkNames({ id, title, clause }: Json, tell: Tell): void {
  for (const [name, text] of Object.entries({ id, title, clause }))
    if (!isText(text)) tell(`/${name}`, 'missing', `${name} is a text`);
  if (isText(id) && !idPattern.test(id))
    tell('/id', 'not-allowed', 'id is letters, digits, dots and dashes, at most 100');
}

function checkScope({ scope }: Json, tell: Tell): void {
  if (!isObject(scope)) {
    tell('/scope', 'missing', 'scope is an object; {} is everybody');
    return;
  }
  for (const [name, value] of Object.entries(scope)) {
    const at = `/scope/${pointerPart(name)}`;
    if (!['contract', 'carrier', 'mode'].includes(name)) tell(at, 'unknown-field', `scope has no ${name}`);
    else if (!isAbsent(value) && !isText(value)) tell(at, 'wrong-type', `${name} is a text`);
    else if (name === 'mode' && isText(value) && !(modes as readonly string[]).includes(value))
      tell(at, 'unknown-code', `mode is one of ${modes.join(' ')}`);
  }
}

function checkEffective({ effective }: Json, tell: Tell): void {
  if (isAbsent(effective)) return;
  if (!isObject(effective)) {
    tell('/effective', 'wrong-type', 'effective is an object: from, to');
    return;
  }
  for (const [name, value] of Object.entries(effective)) checkDay(name, value, tell);
  const { from, to } = effective;
  if (isText(from) && isText(to) && to < from) tell('/effective/to', 'not-allowed', 'it ends before it begins');
}

function checkDay(name: string, value: unknown, tell: Tell): void {
  const at = `/effective/${pointerPart(name)}`;
  if (name !== 'from' && name !== 'to') tell(at, 'unknown-field', `effective has no ${name}`);
  else if (!isAbsent(value) && !(isText(value) && isDate(value))) tell(at, 'wrong-type', `${name} is a date`);
}

function checkChecks({ checks, verdicts, always, reason }: Json, tell: Tell): void {
  if (!isAbsent(always) && typeof always !== 'boolean') tell('/always', 'wrong-type', 'always is true or false');
  if (always === true && isAbsent(reason))
    tell('/reason', 'missing', 'a rule that is always asked gives its own reason');
  if (!isAbsent(verdicts)) checkVerdicts(verdicts, tell);
  if (!Array.isArray(checks)) {
    tell('/checks', 'missing', 'checks is a list of check ids, or ["ANY"]');
    return;
  }
  if (checks.length === 0 && always !== true) tell('/checks', 'missing', 'it listens to no check');
  checks.forEach((id: unknown, index) => {
    if (id !== 'ANY' && (typeof id !== 'string' || checkOf(id) === undefined))
      tell(`/checks/${index}`, 'unknown-code', `there is no check ${String(id)}`);
  });
}

function checkVerdicts(verdicts: unknown, tell: Tell): void {
  const heard = Array.isArray(verdicts) ? (verdicts as unknown[]) : [];
  if (heard.length === 0 || heard.some((each) => each !== 'VARIANCE' && each !== 'CANNOT_ASSESS'))
    tell('/verdicts', 'unknown-code', 'verdicts are VARIANCE, CANNOT_ASSESS or both');
}

function checkOutcome({ outcome, reason, severity, who }: Json, tell: Tell): void {
  const among = (list: readonly string[], value: unknown) => typeof value === 'string' && list.includes(value);
  if (!among(outcomes, outcome)) tell('/outcome', 'unknown-outcome', `outcome is one of ${outcomes.join(' ')}`);
  if (!isAbsent(reason) && !among(reasonCodes, reason)) tell('/reason', 'unknown-code', 'there is no such reason');
  if (!isAbsent(severity) && !among(severities, severity))
    tell('/severity', 'unknown-code', `severity is one of ${severities.join(' ')}`);
  if (!isAbsent(who) && !isText(who)) tell('/who', 'wrong-type', 'who is a text');
}

function checkConditions(rule: Json, tell: Tell): void {
  const counted = { conditions: 0 };
  const isAlways = rule.always === true;
  const visit = (node: unknown, pointer: string, depth: number): void => {
    counted.conditions += 1;
    if (!isObject(node)) tell(pointer, 'wrong-type', 'a condition is an object');
    else if (depth > maximumDepth) tell(pointer, 'too-deep', `conditions nest at most ${maximumDepth} deep`);
    else if ('path' in node) tell(`${pointer}/path`, 'path-forbidden', 'facts are named, never searched by path');
    else if ('all' in node || 'any' in node) visitList(node, pointer, depth);
    else if ('not' in node) visit(onlyOf(node, 'not', pointer), `${pointer}/not`, depth + 1);
    else checkLeaf(node, pointer, tell, isAlways);
  };
  const visitList = (node: Json, pointer: string, depth: number): void => {
    const name = 'all' in node ? 'all' : 'any';
    const list = onlyOf(node, name, pointer);
    if (!Array.isArray(list) || list.length === 0) tell(`${pointer}/${name}`, 'wrong-type', `${name} is a list`);
    else
      list.forEach((each, index) => {
        visit(each, `${pointer}/${name}/${index}`, depth + 1);
      });
  };
  const onlyOf = (node: Json, name: string, pointer: string): unknown => {
    for (const other of Object.keys(node))
      if (other !== name)
        tell(`${pointer}/${pointerPart(other)}`, 'unknown-field', `${other} cannot stand beside ${name}`);
    return node[name];
  };
  const root = rule.conditions;
  if (isObject(root) && 'fact' in root) tell('/conditions', 'wrong-type', 'conditions begin with all, any or not');
  visit(root, '/conditions', 1);
  if (counted.conditions > maximumConditions)
    tell('/conditions', 'too-many-conditions', `a rule has at most ${maximumConditions} conditions`);
}

function checkLeaf(node: Json, pointer: string, tell: Tell, isAlways: boolean): void {
  for (const name of Object.keys(node))
    if (!['fact', 'operator', 'value'].includes(name))
      tell(`${pointer}/${pointerPart(name)}`, 'unknown-field', `a condition has no ${name}`);
  const { fact, operator, value } = node;
  const known = typeof fact === 'string' ? dictionary.get(fact) : undefined;
  if (!known) tell(`${pointer}/fact`, 'unknown-fact', `there is no fact ${String(fact)}`);
  if (isAlways && known?.name.startsWith('check.'))
    tell(`${pointer}/fact`, 'unknown-fact', 'a rule that is always asked has no check to speak of');
  checkOperator(known, operator, { value, pointer }, tell);
}

function checkOperator(fact: DictionaryFact | undefined, operator: unknown, at: ConditionValue, tell: Tell): void {
  const { value, pointer } = at;
  if (typeof operator !== 'string') tell(`${pointer}/operator`, 'missing', 'operator is a text');
  else if ((presence as readonly string[]).includes(operator)) checkNoValue(value, pointer, tell);
  else if (!Object.hasOwn(operators, operator))
    tell(`${pointer}/operator`, 'unknown-operator', `there is no operator ${operator}`);
  else if (fact) checkTypes(fact, operator, at, tell);
}

/** The value of a condition and the pointer to the condition. */
interface ConditionValue {
  value: unknown;
  pointer: string;
}

function checkNoValue(value: unknown, pointer: string, tell: Tell): void {
  if (!isAbsent(value)) tell(`${pointer}/value`, 'wrong-type', 'it takes no value');
}

function checkTypes({ name, type, among }: DictionaryFact, operator: string, at: ConditionValue, tell: Tell): void {
  const { value, pointer } = at;
  if (!operator.startsWith(`${type}.`)) tell(`${pointer}/operator`, 'wrong-type', `the fact is ${type}`);
  else if (isObject(value)) checkOtherFact(type, value, pointer, tell);
  else if (listOperators.includes(operator) !== Array.isArray(value))
    tell(`${pointer}/value`, 'wrong-type', listOperators.includes(operator) ? 'value is a list' : 'value is one text');
  else
    for (const each of Array.isArray(value) ? (value as unknown[]) : [value])
      if (!isOfType(type, each)) tell(`${pointer}/value`, 'wrong-type', `${JSON.stringify(each)} is not ${type}`);
      else if (among && !among.includes(String(each)))
        tell(`${pointer}/value`, 'unknown-code', `${name} is never ${JSON.stringify(each)}`);
}

function checkOtherFact(type: FactType, value: Json, pointer: string, tell: Tell): void {
  const other = isText(value.fact) ? dictionary.get(value.fact) : undefined;
  for (const name of Object.keys(value))
    if (name === 'path') tell(`${pointer}/value/path`, 'path-forbidden', 'facts are named, never searched by path');
    else if (name !== 'fact') tell(`${pointer}/value/${pointerPart(name)}`, 'unknown-field', `no ${name} here`);
  if (!other) tell(`${pointer}/value/fact`, 'unknown-fact', `there is no fact ${String(value.fact)}`);
  else if (other.type !== type)
    tell(`${pointer}/value/fact`, 'wrong-type', `${other.name} is ${other.type}, not ${type}`);
}

/** True for a text that is a value of a fact of this type. */
export function isOfType(type: FactType, value: unknown): boolean {
  if (!isText(value)) return false;
  if (type === 'code') return true;
  if (type === 'time') return isDate(value) || isInstant(value);
  return decimalPattern.test(value);
}

/** A member's name as a part of an RFC 6901 pointer. */
export function pointerPart(name: string): string {
  return name.replaceAll('~', '~0').replaceAll('/', '~1');
}
