import { type DynamicModule, Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import type { DataSource } from 'typeorm';
import { Clock } from './clock.ts';

/** The pool of connections (inject `DataSource`) and the clock (inject `Clock`), for every room. */
@Module({})
export class DatabaseModule {
  /** Around a pool that is open already; it is closed when the service stops. */
  static around(dataSource: DataSource, clock: Clock): DynamicModule {
    return {
      module: DatabaseModule,
      global: true,
      imports: [
        TypeOrmModule.forRootAsync({
          useFactory: () => dataSource.options,
          dataSourceFactory: () => Promise.resolve(dataSource),
        }),
      ],
      providers: [{ provide: Clock, useValue: clock }],
      exports: [Clock],
    };
  }
}
