import { type DynamicModule, Module } from '@nestjs/common';
import { CasesModule } from '../cases/cases.module.ts';
import { PeopleModule } from '../people/people.module.ts';
import { RulebookModule } from '../rulebook/rulebook.module.ts';
import { AnswersController } from './answers.controller.ts';
import { DisputesController } from './disputes.controller.ts';
import { DisputesLoop } from './disputes-loop.ts';
import { DisputesService } from './disputes.service.ts';
import { Effects } from './effects.ts';
import { NegotiationService } from './negotiation.service.ts';
import { ResolutionsService } from './resolutions.service.ts';

/** Disputes with carriers: their routes, and in a worker the loop that gathers, follows and escalates. */
@Module({})
export class DisputesModule {
  /** With the loop unless the process only serves the API. */
  static for({ role }: { role: 'api' | 'worker' | 'all' }): DynamicModule {
    return {
      module: DisputesModule,
      imports: [PeopleModule, CasesModule, RulebookModule],
      controllers: role === 'worker' ? [] : [DisputesController, AnswersController],
      exports: [NegotiationService],
      providers: [
        DisputesService,
        Effects,
        NegotiationService,
        ResolutionsService,
        ...(role === 'api' ? [] : [DisputesLoop]),
      ],
    };
  }
}
