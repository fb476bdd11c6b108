import { Module } from '@nestjs/common';
import { APP_GUARD, APP_INTERCEPTOR } from '@nestjs/core';
import { AuditLog } from './audit-log.ts';
import { IdempotencyInterceptor } from './idempotency.ts';
import { KeyGuard } from './key.guard.ts';
import { KeysService } from './keys.service.ts';
import { PeopleController } from './people.controller.ts';

/** Who may do what. Its guard and its idempotency stand before every route of the service. */
@Module({
  controllers: [PeopleController],
  providers: [
    AuditLog,
    KeysService,
    { provide: APP_GUARD, useClass: KeyGuard },
    { provide: APP_INTERCEPTOR, useClass: IdempotencyInterceptor },
  ],
  exports: [AuditLog, KeysService],
})
export class PeopleModule {}
