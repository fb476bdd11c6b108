import {
  type DynamicModule,
  Injectable,
  Module,
  type OnApplicationBootstrap,
  type BeforeApplicationShutdown,
} from '@nestjs/common';
import { DataSource } from 'typeorm';
import { MasterDataModule } from '../masterdata/masterdata.module.ts';
import { PeopleModule } from '../people/people.module.ts';
import { Wake } from '../wake/wake.ts';
import { ErpAnswersService } from './erp-answers.service.ts';
import { type ErpPlace, ErpTargets, erpTargetsOf } from './targets/erp-targets.ts';
import { PostingsController } from './postings.controller.ts';
import { ReconciliationsController } from './reconcile/reconciliations.controller.ts';
import { ReconciliationsService } from './reconcile/reconciliations.service.ts';
import { ReconcilingProcess } from './reconcile/reconciling-process.ts';
import { RemittancesController } from './remit/remittances.controller.ts';
import { RemittancesService } from './remit/remittances.service.ts';
import { StatementsController } from './statements/statements.controller.ts';
import { StatementsService } from './statements/statements.service.ts';
import { ReleasesService } from './releases.service.ts';
import { SendPostings } from './send-postings.ts';

/** Sends while the process runs: at every ring, and every second whether anybody rings or not. */
@Injectable()
class SendingProcess implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly sender: SendPostings;

  constructor(
    db: DataSource,
    targets: ErpTargets,
    private readonly wake: Wake,
  ) {
    this.sender = new SendPostings(db, targets);
  }

  onApplicationBootstrap(): void {
    this.wake.onRing('settlement', () => this.sender.wake());
    this.sender.start();
  }

  /** Before the pools close: what was sent is written down. */
  async beforeApplicationShutdown(): Promise<void> {
    await this.sender.stop();
  }
}

/** Postings to the ERP: their routes, and in a worker the sender. */
@Module({})
export class SettlementModule {
  /** With the sender unless the process only serves the API. */
  static for(config: ErpPlace & { role: 'api' | 'worker' | 'all' }): DynamicModule {
    return {
      module: SettlementModule,
      imports: [PeopleModule, MasterDataModule],
      controllers:
        config.role === 'worker'
          ? []
          : [PostingsController, ReconciliationsController, RemittancesController, StatementsController],
      providers: [
        { provide: ErpTargets, useFactory: () => erpTargetsOf(config, process.env) },
        ErpAnswersService,
        ReleasesService,
        ReconciliationsService,
        RemittancesService,
        StatementsService,
        ...(config.role === 'api' ? [] : [SendingProcess, ReconcilingProcess]),
      ],
    };
  }
}
