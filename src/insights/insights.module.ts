import { Module } from '@nestjs/common';
import { AccrualsController } from './accruals.controller.ts';
import { InsightsController } from './insights.controller.ts';

/** Read models: what is still to be done, and what has come of it. */
@Module({ controllers: [AccrualsController, InsightsController] })
export class InsightsModule {}
