import { BullModule } from '@nestjs/bullmq';
import { type DynamicModule, Logger, Module } from '@nestjs/common';
import { openQueueConnections, type QueueAddress, queueNames } from './queues.ts';
import { queueConnections, Wake } from './wake.ts';

/** The alarm clock of one process; every room may ring it. */
@Module({})
export class WakeModule {
  /** Queues at this address. The backend is chosen here, before Nest makes the first queue. */
  static at(address: QueueAddress): DynamicModule {
    const log = new Logger('Wake');
    const connections = openQueueConnections(address, (error) => {
      log.warn(`a connection of the queue broke: ${error.message}`);
    });
    return {
      module: WakeModule,
      global: true,
      imports: [
        BullModule.forRoot({ connection: connections.ringing }),
        BullModule.registerQueue(...queueNames.map((name) => ({ name }))),
      ],
      providers: [{ provide: queueConnections, useValue: connections }, Wake],
      exports: [Wake],
    };
  }
}
