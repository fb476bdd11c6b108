import { type DynamicModule, Module } from '@nestjs/common';
import { PeopleModule } from '../people/people.module.ts';
import { DisputesController } from './disputes.controller.ts';
import { DisputesLoop } from './disputes-loop.ts';
import { DisputesService } from './disputes.service.ts';

/** Disputes with carriers: their routes, and in a worker the loop that gathers, follows and escalates. */
@Module({})
export class DisputesModule {
  /** With the loop unless the process only serves the API. */
  static for({ role }: { role: 'api' | 'worker' | 'all' }): DynamicModule {
    return {
      module: DisputesModule,
      imports: [PeopleModule],
      controllers: role === 'worker' ? [] : [DisputesController],
      providers: [DisputesService, ...(role === 'api' ? [] : [DisputesLoop])],
    };
  }
}
