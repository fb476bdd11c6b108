import { Engine, type TopLevelCondition } from 'json-rules-engine';
import { decimal } from '../../freight/money.ts';
import { dictionary, type Subject } from './dictionary.ts';
import { type FactValue, operators } from './operators.ts';
import type { Conditions, FactCondition, PreparedRule } from './rule.ts';

/** One rule asked about one subject. */
export interface Question {
  prepared: PreparedRule;
  /** The value of a fact by its name in the dictionary, null where it is absent. */
  facts: (name: string) => FactValue | null;
}

/** What a rule says: it holds, it does not, or the facts it is about are not known. */
export type Answer = { says: 'FIRED' } | { says: 'NOT_FIRED' } | { says: 'INDETERMINATE'; absent: string[] };

/** Facts of a subject, each read once. */
export function factsOf(subject: Subject): (name: string) => FactValue | null {
  const known = new Map<string, FactValue | null>();
  return (name) => {
    let value = known.get(name);
    if (value === undefined) {
      value = dictionary.get(name)?.read(subject) ?? null;
      known.set(name, value);
    }
    return value;
  };
}

const builtIn = [
  'equal',
  'notEqual',
  'in',
  'notIn',
  'contains',
  'doesNotContain',
  'lessThan',
  'lessThanInclusive',
  'greaterThan',
  'greaterThanInclusive',
];
const builtInDecorators = ['someFact', 'someValue', 'everyFact', 'everyValue', 'swap', 'not'];

/**
 * An engine that knows our typed operators and nothing else. One for every run: a shared one skips rules silently
 * when runs overlap. The comparisons it comes with are wrong on decimals, so they are taken out, and so are paths.
 */
export function newEngine(): Engine {
  const engine = new Engine([], {
    pathResolver: () => {
      throw new RangeError('facts are named, never searched by path');
    },
  });
  for (const name of builtIn) engine.removeOperator(name);
  for (const name of builtInDecorators) engine.removeOperatorDecorator(name);
  for (const [name, compare] of Object.entries(operators)) engine.addOperator(name, compare);
  engine.addOperator('code.present', (fact: FactValue | null) => fact !== null);
  engine.addOperator('code.absent', (fact: FactValue | null) => fact === null);
  return engine;
}

/**
 * Asks all questions of one bill in one run, each about its own facts. Answers come in the order of the questions.
 *
 * @throws Error when not every rule asked has answered: the case is then parked, never approved
 */
export async function askRules(questions: readonly Question[]): Promise<Answer[]> {
  const answers = questions.map(({ prepared, facts }): Answer => {
    const absent = prepared.needs.filter((name) => facts(name) === null);
    return absent.length > 0 ? { says: 'INDETERMINATE', absent } : { says: 'NOT_FIRED' };
  });
  const asked = questions.map((_, index) => index).filter((index) => answers[index]?.says === 'NOT_FIRED');
  if (asked.length === 0) return answers;
  const engine = newEngine();
  const added = new Set<string>();
  for (const index of asked) {
    const question = questions[index];
    if (question) addQuestion(engine, question, String(index), added);
  }
  const { results, failureResults } = await engine.run();
  const answered = new Set([...results, ...failureResults].map((result) => result.name));
  if (answered.size !== asked.length || results.length + failureResults.length !== asked.length)
    throw new Error(`${asked.length} rules were asked and ${answered.size} answered`);
  for (const { name } of results) answers[questionOf(name, asked)] = { says: 'FIRED' };
  return answers;
}

function questionOf(name: string, asked: readonly number[]): number {
  const index = asked.find((each) => String(each) === name);
  if (index === undefined) throw new Error(`rule ${name} answered and was not asked`);
  return index;
}

function addQuestion(engine: Engine, { prepared, facts }: Question, name: string, added: Set<string>): void {
  for (const fact of [...prepared.needs, ...prepared.asks]) {
    const own = `${name}/${fact}`;
    if (added.has(own)) continue;
    added.add(own);
    engine.addFact(own, facts(fact));
  }
  // `conditions` of a prepared rule begin with all, any or not.
  const conditions = own(prepared.rule.conditions, name) as TopLevelCondition;
  engine.addRule({ name, conditions, event: { type: 'fired' } });
}

type EngineCondition = { fact: string; operator: string; value: unknown } | TopLevelCondition;

/** The conditions over the question's own facts, with numbers as Decimals. */
function own(conditions: Conditions, name: string): EngineCondition {
  if ('all' in conditions) return { all: conditions.all.map((each) => own(each, name)) };
  if ('any' in conditions) return { any: conditions.any.map((each) => own(each, name)) };
  if ('not' in conditions) return { not: own(conditions.not, name) };
  return { fact: `${name}/${conditions.fact}`, operator: conditions.operator, value: valueOf(conditions, name) };
}

function valueOf({ fact, value }: FactCondition, name: string): unknown {
  if (value === undefined) return null;
  if (typeof value === 'object' && 'fact' in value) return { fact: `${name}/${value.fact}` };
  const type = dictionary.get(fact)?.type;
  return typeof value === 'string' && type !== 'code' && type !== 'time' ? decimal(value) : value;
}
