import { type DynamicModule, Module } from '@nestjs/common';
import type { DataSource } from 'typeorm';
import { RuleTrialsModule } from './backtest/rule-trials.module.ts';
import { CarrierViewModule } from './carrier-view/carrier-view.module.ts';
import { CasesModule } from './cases/cases.module.ts';
import type { Config } from './config.ts';
import { ConsoleModule } from './console/console.module.ts';
import { Clock } from './database/clock.ts';
import { DatabaseModule } from './database/database.module.ts';
import { DisputesModule } from './disputes/disputes.module.ts';
import { PapersModule } from './disputes/papers.module.ts';
import { HealthController } from './health.controller.ts';
import { ContractsModule } from './contracts/contracts.module.ts';
import { FactsModule } from './facts/facts.module.ts';
import { IntakeModule } from './intake/intake.module.ts';
import { InsightsModule } from './insights/insights.module.ts';
import { MasterDataModule } from './masterdata/masterdata.module.ts';
import { NoticesModule } from './notices/notices.module.ts';
import { PeopleModule } from './people/people.module.ts';
import { RulebookModule } from './rulebook/rulebook.module.ts';
import { SettlementModule } from './settlement/settlement.module.ts';
import { WakeModule } from './wake/wake.module.ts';

/** The rooms of the house, from the ground up. */
@Module({})
export class AppModule {
  /** The service on an open pool, as the environment says. */
  static of(config: Config, database: { source: DataSource; url: string }): DynamicModule {
    return {
      module: AppModule,
      imports: [
        DatabaseModule.around(database.source, new Clock(config.clockOffsetDays)),
        WakeModule.at({ databaseUrl: database.url, redisUrl: config.redisUrl }),
        PeopleModule,
        MasterDataModule,
        FactsModule,
        ContractsModule,
        RulebookModule,
        IntakeModule,
        CasesModule,
        RuleTrialsModule,
        SettlementModule.for(config),
        DisputesModule.for(config),
        PapersModule.for(config),
        NoticesModule.for(config),
        InsightsModule,
        ConsoleModule,
        CarrierViewModule,
      ],
      controllers: [HealthController],
    };
  }
}
