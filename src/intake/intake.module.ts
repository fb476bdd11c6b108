import { Module } from '@nestjs/common';
import { MasterDataModule } from '../masterdata/masterdata.module.ts';
import { DocumentsInController } from './documents-in.controller.ts';
import { EdiService } from './edi.service.ts';
import { FactsInController } from './facts-in.controller.ts';
import { IntakeService } from './intake.service.ts';
import { MessagesController } from './messages.controller.ts';
import { MessagesService } from './messages.service.ts';
import { TakeFacts } from './take-facts.ts';

/** What comes in: understood, kept, and handed on as facts. */
@Module({
  imports: [MasterDataModule],
  controllers: [FactsInController, DocumentsInController, MessagesController],
  providers: [IntakeService, TakeFacts, EdiService, MessagesService],
  exports: [TakeFacts],
})
export class IntakeModule {}
