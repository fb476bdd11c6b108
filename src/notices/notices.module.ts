import {
  type BeforeApplicationShutdown,
  type DynamicModule,
  Injectable,
  Module,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import { DataSource } from 'typeorm';
import { PeopleModule } from '../people/people.module.ts';
import { Deliverer } from './deliver.ts';
import { NoticesPlace, noticesPlace, type PlaceOfService } from './notices-place.ts';
import { ReplaysService } from './replays.service.ts';
import { WebhooksController } from './webhooks.controller.ts';
import { WebhooksService } from './webhooks.service.ts';

/** Tells while the process runs. */
@Injectable()
class DeliveringProcess implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly deliverer: Deliverer;

  constructor(db: DataSource, { reach, seal }: NoticesPlace) {
    this.deliverer = new Deliverer(db, { reach, seal });
  }

  onApplicationBootstrap(): void {
    this.deliverer.start();
  }

  /** Before the pools close: what was told is written down. */
  async beforeApplicationShutdown(): Promise<void> {
    await this.deliverer.stop();
  }
}

/** Events out: their routes, and in a worker whoever tells them. */
@Module({})
export class NoticesModule {
  /** With the deliverer unless the process only serves the API. */
  static for(config: PlaceOfService & { role: 'api' | 'worker' | 'all' }): DynamicModule {
    return {
      module: NoticesModule,
      imports: [PeopleModule],
      controllers: config.role === 'worker' ? [] : [WebhooksController],
      providers: [
        { provide: NoticesPlace, useFactory: () => noticesPlace(config, process.env) },
        WebhooksService,
        ReplaysService,
        ...(config.role === 'api' ? [] : [DeliveringProcess]),
      ],
    };
  }
}
