import { Module } from '@nestjs/common';
import { RulebookController } from './rulebook.controller.ts';

/** How judgement is set up, for everyone to read. */
@Module({ controllers: [RulebookController] })
export class RulebookModule {}
