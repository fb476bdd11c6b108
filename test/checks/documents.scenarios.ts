import { creditsAndSums } from './documents/credits-and-sums.ts';
import { inTheirPlace } from './documents/in-their-place.ts';
import { repeated } from './documents/repeated.ts';
import type { Scenario } from './scenario.ts';

export const documents: readonly Scenario[] = [...repeated, ...inTheirPlace, ...creditsAndSums];
