import { Module } from '@nestjs/common';
import { MasterDataModule } from '../masterdata/masterdata.module.ts';
import { PeopleModule } from '../people/people.module.ts';
import { RuleBacktestsService } from './rule-backtests.service.ts';
import { RuleReader } from './rule-reader.ts';
import { RulebookController } from './rulebook.controller.ts';
import { RulesController } from './rules.controller.ts';
import { RulesInForce } from './rules-in-force.ts';
import { RulesService } from './rules.service.ts';

/** How judgement is set up, for everyone to read, and the organisation's own rules. */
@Module({
  imports: [PeopleModule, MasterDataModule],
  controllers: [RulesController, RulebookController],
  providers: [RulesService, RuleReader, RuleBacktestsService, RulesInForce],
  exports: [RulesInForce],
})
export class RulebookModule {}
