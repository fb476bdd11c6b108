import { DataSource } from 'typeorm';
import { AppendOnly1763700000000 } from '../migrations/1763700000000-append-only.ts';
import { People1763700001000 } from '../migrations/1763700001000-people.ts';
import { Facts1763700002000 } from '../migrations/1763700002000-facts.ts';
import { Marks1763700003000 } from '../migrations/1763700003000-marks.ts';
import { Terms1763700004000 } from '../migrations/1763700004000-terms.ts';
import { Ledger1763700005000 } from '../migrations/1763700005000-ledger.ts';
import { Postings1763700006000 } from '../migrations/1763700006000-postings.ts';
import { MasterData1763700007000 } from '../migrations/1763700007000-master-data.ts';
import { X12Envelopes1763700008000 } from '../migrations/1763700008000-x12.ts';
import { Rules1763700009000 } from '../migrations/1763700009000-rules.ts';
import { ContestDeadline1763700014000 } from '../migrations/1763700014000-contest-deadline.ts';
import { Locations1763700015000 } from '../migrations/1763700015000-locations.ts';
import { OpenDuplicates1763700016000 } from '../migrations/1763700016000-open-duplicates.ts';
import { Disputes1763700020000 } from '../migrations/1763700020000-disputes.ts';
import { DisputeAdvice1763700030000 } from '../migrations/1763700030000-dispute-advice.ts';
import { Delivered1763700040000 } from '../migrations/1763700040000-delivered.ts';
import { Accruals1763700050000 } from '../migrations/1763700050000-accruals.ts';
import { DecisionLimits1763700060000 } from '../migrations/1763700060000-decision-limits.ts';
import { Clocks1763700061000 } from '../migrations/1763700061000-clocks.ts';
import { Webhooks1763700080000 } from '../migrations/1763700080000-webhooks.ts';
import { DeliveriesByWebhook1763700081000 } from '../migrations/1763700081000-deliveries-by-webhook.ts';
import { Reconciliation1763700070000 } from '../migrations/1763700070000-reconciliation.ts';
import { Remittance1763700071000 } from '../migrations/1763700071000-remittance.ts';
import { Statements1763700072000 } from '../migrations/1763700072000-statements.ts';
import { PostingDay1763700073000 } from '../migrations/1763700073000-posting-day.ts';
import { CarrierTokens1763700082000 } from '../migrations/1763700082000-carrier-tokens.ts';
import { SteadyClient } from './database/steady-client.ts';

/** Every migration, in order. */
const migrations = [
  AppendOnly1763700000000,
  People1763700001000,
  Facts1763700002000,
  Marks1763700003000,
  Terms1763700004000,
  Ledger1763700005000,
  Postings1763700006000,
  MasterData1763700007000,
  X12Envelopes1763700008000,
  Rules1763700009000,
  ContestDeadline1763700014000,
  Locations1763700015000,
  OpenDuplicates1763700016000,
  Disputes1763700020000,
  DisputeAdvice1763700030000,
  Delivered1763700040000,
  Accruals1763700050000,
  DecisionLimits1763700060000,
  Clocks1763700061000,
  Webhooks1763700080000,
  DeliveriesByWebhook1763700081000,
  Reconciliation1763700070000,
  Remittance1763700071000,
  Statements1763700072000,
  PostingDay1763700073000,
  CarrierTokens1763700082000,
];

/**
 * A pool of at most `poolSize` connections to the database at `url`. Nothing is synchronised: migrations only.
 * `clockOffsetDays` moves the database's clock (`clock_now()`) for this pool.
 */
export function dataSourceFor(url: string, poolSize = 10, clockOffsetDays = 0): DataSource {
  return new DataSource({
    type: 'postgres',
    url,
    synchronize: false,
    migrations,
    migrationsTransactionMode: 'each',
    entities: [],
    extra: {
      max: poolSize,
      options: `-c tallyman.clock_offset_days=${clockOffsetDays}`,
      Client: SteadyClient,
    },
  });
}
