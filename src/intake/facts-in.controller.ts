import { Body, Controller, Post, Req, Res } from '@nestjs/common';
import { ApiBearerAuth, ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import { Can } from '../people/can.ts';
import { Idempotent } from '../people/idempotency.ts';
import { type Principal, Speaker } from '../people/principal.ts';
import { FactBody } from './fact-body.ts';
import { type Answer, type RawRequest, TakeFacts } from './take-facts.ts';

/** Facts in: one, an array, or a stream of lines. */
@ApiTags('facts')
@ApiBearerAuth()
@Can('facts.write')
@Controller('v1')
export class FactsInController {
  constructor(private readonly facts: TakeFacts) {}

  /** Takes in what was ordered: versions of shipments. */
  @FactBody('shipment')
  @Idempotent({ required: false })
  @Post('shipments')
  shipments(
    @Speaker() by: Principal,
    @Req() request: RawRequest,
    @Res({ passthrough: true }) response: Response,
    @Body() body: unknown,
  ): Promise<Answer> {
    return this.facts.take('shipment', { by, request, response, body });
  }

  /** Takes in milestones and other happenings. */
  @FactBody('event')
  @Idempotent({ required: false })
  @Post('events')
  events(
    @Speaker() by: Principal,
    @Req() request: RawRequest,
    @Res({ passthrough: true }) response: Response,
    @Body() body: unknown,
  ): Promise<Answer> {
    return this.facts.take('event', { by, request, response, body });
  }

  /** Takes in carriers' invoices. */
  @FactBody('invoice')
  @Idempotent({ required: false })
  @Post('invoices')
  invoices(
    @Speaker() by: Principal,
    @Req() request: RawRequest,
    @Res({ passthrough: true }) response: Response,
    @Body() body: unknown,
  ): Promise<Answer> {
    return this.facts.take('invoice', { by, request, response, body });
  }

  /** Takes in payments made. */
  @FactBody('payment')
  @Idempotent({ required: false })
  @Post('payments')
  payments(
    @Speaker() by: Principal,
    @Req() request: RawRequest,
    @Res({ passthrough: true }) response: Response,
    @Body() body: unknown,
  ): Promise<Answer> {
    return this.facts.take('payment', { by, request, response, body });
  }
}
