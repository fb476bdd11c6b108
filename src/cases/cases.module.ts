import { Module } from '@nestjs/common';
import { MasterDataModule } from '../masterdata/masterdata.module.ts';
import { PeopleModule } from '../people/people.module.ts';
import { RulebookModule } from '../rulebook/rulebook.module.ts';
import { AuditDossiers } from './audit-dossiers.ts';
import { AuditLoop } from './audit-loop.ts';
import { CasesController } from './cases.controller.ts';
import { DeadlinePass } from './deadline-pass.ts';
import { BulkDecisionsService } from './bulk-decisions.ts';
import { DecideWithin } from './decide-within.ts';
import { DecisionEffects } from './decision-effects.ts';
import { DecisionsController } from './decisions.controller.ts';
import { DecisionsService } from './decisions.ts';
import { ExplanationsController } from './explanations.controller.ts';
import { SamplesController } from './samples.controller.ts';
import { SamplesService } from './samples.ts';
import { ProposalsService } from './proposals.ts';

/** The life of freight bills: assemble dossiers, audit, decide, reopen. A process that works starts the `AuditLoop`. */
@Module({
  imports: [MasterDataModule, PeopleModule, RulebookModule],
  controllers: [CasesController, DecisionsController, ExplanationsController, SamplesController],
  providers: [
    AuditDossiers,
    AuditLoop,
    BulkDecisionsService,
    DeadlinePass,
    DecideWithin,
    DecisionEffects,
    DecisionsService,
    ProposalsService,
    SamplesService,
  ],
  exports: [AuditDossiers, AuditLoop, DecideWithin],
})
export class CasesModule {}
