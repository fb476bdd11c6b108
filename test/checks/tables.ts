import { accessorials } from './accessorials.scenarios.ts';
import { coding } from './coding.scenarios.ts';
import { documents } from './documents.scenarios.ts';
import { evidence } from './evidence.scenarios.ts';
import { fuel } from './fuel.scenarios.ts';
import { intake } from './intake.scenarios.ts';
import { limits } from './limits.scenarios.ts';
import { matching } from './matching.scenarios.ts';
import { messages } from './messages.scenarios.ts';
import { parties } from './parties.scenarios.ts';
import { portfolio } from './portfolio.scenarios.ts';
import { rating } from './rating.scenarios.ts';
import type { Scenario } from './scenario.ts';
import { service } from './service-credits.scenarios.ts';
import { tolerances } from './tolerances.scenarios.ts';
import { totals } from './totals.scenarios.ts';

/** Every scenario, by group of checks. */
export const tables: Readonly<Record<string, readonly Scenario[]>> = {
  ...{ messages, intake, parties, documents, matching, rating, fuel },
  ...{ accessorials, evidence, service, totals, tolerances, limits, coding, portfolio },
};
