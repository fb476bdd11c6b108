import { Module } from '@nestjs/common';
import { InsightsController } from './insights.controller.ts';

/** Read models: what is still to be done, and what has come of it. */
@Module({ controllers: [InsightsController] })
export class InsightsModule {}
