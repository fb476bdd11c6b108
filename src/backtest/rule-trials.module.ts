import { Module } from '@nestjs/common';
import { RulebookModule } from '../rulebook/rulebook.module.ts';
import { RuleTrials } from './rule-trials.ts';

/** Rules tried on history. A process that works starts the `RuleTrials`. */
@Module({ imports: [RulebookModule], providers: [RuleTrials], exports: [RuleTrials] })
export class RuleTrialsModule {}
