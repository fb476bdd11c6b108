import { Module } from '@nestjs/common';
import { FactReader } from './fact-reader.ts';
import { factControllers, FilesController } from './facts.controller.ts';

/** What was said and happened, added once and read back. */
@Module({ controllers: [...factControllers, FilesController], providers: [FactReader] })
export class FactsModule {}
