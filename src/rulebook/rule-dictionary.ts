import { dictionary } from '../audit/rules/dictionary.ts';
import { factTypes, operators, presence } from '../audit/rules/operators.ts';
import { ruleLimits } from '../audit/rules/validate.ts';
import { outcomes, reasonCodes } from '../freight/codes.ts';

/** What rules are written with. */
export interface RuleDictionary {
  facts: { name: string; type: string; meaning: string }[];
  /** By the type of the facts they take; `any` are those that ask whether a fact is there. */
  operators: Record<string, string[]>;
  outcomes: readonly string[];
  reasons: readonly string[];
  limits: { depth: number; conditions: number; bytes: number };
}

/** Every fact, operator and outcome a rule may name, and how large it may be. */
export const ruleDictionary: RuleDictionary = {
  facts: [...dictionary.values()].map(({ name, type, meaning }) => ({ name, type, meaning })),
  operators: {
    ...Object.fromEntries(
      factTypes.map((type) => [type, Object.keys(operators).filter((name) => name.startsWith(`${type}.`))]),
    ),
    any: [...presence],
  },
  outcomes,
  reasons: reasonCodes,
  limits: ruleLimits,
};
