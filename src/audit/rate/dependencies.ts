import type { IndexValue } from '../../freight/contract.ts';
import type { Rated } from '../expected.ts';

/** Which facts and index values entered the figures, each once. */
export interface Dependencies {
  fact(fact: { source: string; id: string }): void;
  index(value: IndexValue): void;
  list(): Rated['dependencies'];
}

/** An empty record of what entered the figures; what is listed is sorted, so that the order of asking is irrelevant. */
export function collectDependencies(): Dependencies {
  const facts = new Map<string, { source: string; id: string }>();
  const indexes = new Map<string, { series: string; period: string; revision: number }>();
  const sorted = <T>(all: Map<string, T>) => [...all.keys()].sort().flatMap((key) => all.get(key) ?? []);
  return {
    fact: ({ source, id }) => facts.set(`${source} ${id}`, { source, id }),
    index: ({ series, period, revision }) =>
      indexes.set(`${series} ${period} ${revision}`, { series, period, revision }),
    list: () => ({ facts: sorted(facts), indexes: sorted(indexes) }),
  };
}
