import type { Scenario } from './scenario.ts';

export const parties: readonly Scenario[] = [];
