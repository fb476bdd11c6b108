import type { Scenario } from './scenario.ts';

export const rating: readonly Scenario[] = [];
