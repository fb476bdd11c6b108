import type { Scenario } from './scenario.ts';

export const documents: readonly Scenario[] = [];
