import type { Scenario } from './scenario.ts';

export const matching: readonly Scenario[] = [];
