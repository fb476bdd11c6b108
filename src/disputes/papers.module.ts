import {
  type BeforeApplicationShutdown,
  type DynamicModule,
  Inject,
  Injectable,
  Logger,
  Module,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import { DataSource } from 'typeorm';
import { CasesModule } from '../cases/cases.module.ts';
import { PeopleModule } from '../people/people.module.ts';
import { RulebookModule } from '../rulebook/rulebook.module.ts';
import { Effects } from './effects.ts';
import { DeliveriesController } from './mail/deliveries.controller.ts';
import { mailerOf, type MailPlace } from './mail/mailer.ts';
import { SendMail } from './mail/send-mail.ts';
import { NegotiationService } from './negotiation.service.ts';
import { PacketController } from './packet/packet.controller.ts';
import { TakeAdvice } from './take-advice.ts';

const mailPlace = Symbol('mail place');

const lookEveryMs = 1000;

/** What comes and goes between us and carriers while the process runs: mail out, 824s in. */
@Injectable()
class CarrierPost implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly log = new Logger('Disputes');
  private readonly sender: SendMail;
  private timer: NodeJS.Timeout | null = null;
  private taking: Promise<void> | null = null;

  constructor(
    db: DataSource,
    private readonly advice: TakeAdvice,
    @Inject(mailPlace) place: MailPlace,
  ) {
    this.sender = new SendMail(db, mailerOf(place), place.smtpFrom);
  }

  onApplicationBootstrap(): void {
    this.sender.start();
    this.timer = setInterval(() => {
      this.taking ??= this.takeAll();
    }, lookEveryMs);
  }

  /** Before the pools close: what was sent is written down. */
  async beforeApplicationShutdown(): Promise<void> {
    if (this.timer) clearInterval(this.timer);
    await this.taking;
    await this.sender.stop();
  }

  private async takeAll(): Promise<void> {
    try {
      while (await this.advice.takeNext());
    } catch (error) {
      this.log.warn(`answers wait for the next look: ${String(error)}`);
    } finally {
      this.taking = null;
    }
  }
}

/** What a carrier is sent: the packet in all its forms, and in a worker what sends it and takes the answers. */
@Module({})
export class PapersModule {
  /** With the sending and taking unless the process only serves the API. */
  static for(config: MailPlace & { role: 'api' | 'worker' | 'all' }): DynamicModule {
    return {
      module: PapersModule,
      imports: [PeopleModule, CasesModule, RulebookModule],
      controllers: config.role === 'worker' ? [] : [PacketController, DeliveriesController],
      providers:
        config.role === 'api'
          ? []
          : [{ provide: mailPlace, useValue: config }, Effects, NegotiationService, TakeAdvice, CarrierPost],
    };
  }
}
