import type { Scenario } from './scenario.ts';

export const coding: readonly Scenario[] = [];
