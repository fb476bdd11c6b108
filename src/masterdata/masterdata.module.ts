import { Module } from '@nestjs/common';
import { MasterDataService } from './masterdata.service.ts';

/** Carriers, entities, places, calendars, accounts, partners and policies. */
@Module({ providers: [MasterDataService], exports: [MasterDataService] })
export class MasterDataModule {}
