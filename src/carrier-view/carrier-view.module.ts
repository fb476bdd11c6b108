import { Module } from '@nestjs/common';
import { IntakeModule } from '../intake/intake.module.ts';
import { PeopleModule } from '../people/people.module.ts';
import { CarrierViewController } from './carrier-view.controller.ts';
import { CarrierPageController } from './page.controller.ts';
import { CarrierTokenGuard } from './token.guard.ts';
import { CarrierTokensController } from './tokens.controller.ts';
import { CarrierTokensService } from './tokens.service.ts';

/** What one carrier sees of its own bills. */
@Module({
  imports: [PeopleModule, IntakeModule],
  controllers: [CarrierTokensController, CarrierViewController, CarrierPageController],
  providers: [CarrierTokensService, CarrierTokenGuard],
})
export class CarrierViewModule {}
