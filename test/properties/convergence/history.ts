import type { Chance } from './random.ts';
import { type Names, namesOf } from './papers.ts';
import { type Fact, factsOf, type Story } from './stories.ts';

/** One order in which the facts of a story come, under names of its own. */
export interface History {
  story: Story;
  names: Names;
  /** The contract comes last: nothing is posted on the way. Else it comes anywhere. */
  half: 'CONTRACT_LAST' | 'CONTRACT_ANYWHERE';
  facts: Fact[];
  /** In which round each fact is sent; facts of one round go together. */
  rounds: number[];
}

/** A history of this story in an order of chance. */
export function historyOf(
  story: Story,
  half: History['half'],
  { number, chance, rounds }: { number: number; chance: Chance; rounds: number },
): History {
  const names = namesOf(number);
  const shuffled = chance.shuffled(factsOf(story, names));
  const facts = ordered(half === 'CONTRACT_ANYWHERE' && chance.upTo(2) === 0 ? payableEarly(shuffled) : shuffled, half);
  const at = facts.map(() => chance.upTo(rounds)).sort((a, b) => a - b);
  return { story, names, half, facts, rounds: at };
}

/** What it takes to be paid comes in the first half, so that the rest finds money posted. */
function payableEarly(facts: readonly Fact[]): Fact[] {
  const soon = (fact: Fact) => fact.needed === true || fact.early === true;
  return [...facts.filter(soon), ...facts.filter((fact) => !soon(fact))];
}

/** Puts what opens the purse last, or behind rivals and corrections; and nothing before what it has to come after. */
function ordered(facts: readonly Fact[], half: History['half']): Fact[] {
  const opens = (fact: Fact) => fact.opens === true;
  const bound = half === 'CONTRACT_LAST' ? () => true : (fact: Fact) => fact.early === true || opens(fact);
  const inOrder = [...facts.filter((fact) => bound(fact) && !opens(fact)), ...facts.filter(opens)];
  let next = 0;
  const placed = facts.map((fact) => (bound(fact) ? (inOrder[next++] ?? fact) : fact));
  if (half === 'CONTRACT_LAST') return placed;
  return placed.flatMap((fact) => {
    const late = placed.find((other) => other.after === fact.name);
    if (fact.after !== undefined && placed.indexOf(fact) < placed.findIndex((other) => other.name === fact.after))
      return [];
    return late && placed.indexOf(late) < placed.indexOf(fact) ? [fact, late] : [fact];
  });
}

/** The order as one reads it: rounds divided by bars. */
export function orderText({ facts, rounds }: History): string {
  return facts.map(({ name }, place) => (rounds[place] === rounds[place - 1] ? name : `| ${name}`)).join(', ');
}
