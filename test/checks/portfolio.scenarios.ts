import type { Scenario } from './scenario.ts';

export const portfolio: readonly Scenario[] = [];
