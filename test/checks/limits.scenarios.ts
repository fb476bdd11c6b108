import type { Scenario } from './scenario.ts';

export const limits: readonly Scenario[] = [];
