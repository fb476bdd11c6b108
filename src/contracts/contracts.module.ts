import { Module } from '@nestjs/common';
import { PeopleModule } from '../people/people.module.ts';
import { ContractReader } from './contract-reader.ts';
import { ContractsController } from './contracts.controller.ts';
import { ContractsService } from './contracts.service.ts';
import { LintReportsController } from './lint-reports.controller.ts';
import { recordControllers } from './masterdata.controller.ts';
import { PartnersController } from './partners.controller.ts';
import { RecordsService } from './records.service.ts';
import { SeriesController } from './series.controller.ts';
import { SeriesService } from './series.service.ts';

/** The terms bills are judged by: contracts, indices, exchange rates, master data, policies. */
@Module({
  imports: [PeopleModule],
  controllers: [ContractsController, LintReportsController, SeriesController, ...recordControllers, PartnersController],
  providers: [ContractsService, ContractReader, SeriesService, RecordsService],
})
export class ContractsModule {}
