import type { Scenario } from './scenario.ts';

export const intake: readonly Scenario[] = [];
