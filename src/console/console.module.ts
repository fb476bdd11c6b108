import { Module } from '@nestjs/common';
import { ConsoleController } from './console.controller.ts';

/** The page people look at. It is files only: what it shows, it reads from the API like any other client. */
@Module({ controllers: [ConsoleController] })
export class ConsoleModule {}
