import type { Scenario } from './scenario.ts';

export const fuel: readonly Scenario[] = [];
