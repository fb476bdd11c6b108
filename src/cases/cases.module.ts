import { Module } from '@nestjs/common';
import { MasterDataModule } from '../masterdata/masterdata.module.ts';
import { PeopleModule } from '../people/people.module.ts';
import { RulebookModule } from '../rulebook/rulebook.module.ts';
import { AuditDossiers } from './audit-dossiers.ts';
import { AuditLoop } from './audit-loop.ts';
import { CasesController } from './cases.controller.ts';
import { DeadlinePass } from './deadline-pass.ts';
import { DecisionsService } from './decisions.ts';
import { ExplanationsController } from './explanations.controller.ts';

/** The life of freight bills: assemble dossiers, audit, decide, reopen. A process that works starts the `AuditLoop`. */
@Module({
  imports: [MasterDataModule, PeopleModule, RulebookModule],
  controllers: [CasesController, ExplanationsController],
  providers: [AuditDossiers, AuditLoop, DeadlinePass, DecisionsService],
  exports: [AuditDossiers, AuditLoop],
})
export class CasesModule {}
