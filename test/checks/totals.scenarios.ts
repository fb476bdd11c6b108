import type { Scenario } from './scenario.ts';

export const totals: readonly Scenario[] = [];
