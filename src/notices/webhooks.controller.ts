import {
  Body,
  Controller,
  Delete,
  Get,
  Headers,
  HttpCode,
  HttpException,
  Param,
  ParseUUIDPipe,
  Patch,
  Post,
  PreconditionFailedException,
  Query,
  Res,
} from '@nestjs/common';
import { ApiBearerAuth, ApiBody, ApiHeader, ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import { DataSource } from 'typeorm';
import { beforeOf, pageOf } from '../masterdata/page.ts';
import { Can } from '../people/can.ts';
import { type Principal, Speaker } from '../people/principal.ts';
import { ReplaysService } from './replays.service.ts';
import { allWebhooks, deliveriesOf, type DeliveryView, oneWebhook, type WebhookView } from './webhook-views.ts';
import { DeliveriesQueryDto, NewWebhookDto, ReplayDto, RotationDto, WebhookChangeDto } from './webhooks.dto.ts';
import { WebhooksService } from './webhooks.service.ts';

const emptyBody = { schema: { type: 'object', additionalProperties: false }, examples: { nothing: { value: {} } } };

const oneOrRange = {
  type: ReplayDto,
  examples: {
    range: { value: { from: '2026-03-01T00:00:00Z', to: '2026-03-02T00:00:00Z' } },
    one: { value: { deliveryId: '019a2b3c-0000-7000-8000-000000000001' } },
  },
};

/** Events out: who is told of what, what was told, and telling it again. */
@ApiTags('webhooks')
@ApiBearerAuth()
@Can('webhooks.manage')
@Controller('v1/webhooks')
export class WebhooksController {
  constructor(
    private readonly webhooks: WebhooksService,
    private readonly replays: ReplaysService,
    private readonly db: DataSource,
  ) {}

  /** Tells an address of events from now on. Its signing secret is in this answer and never again. */
  @Post()
  async create(
    @Speaker() by: Principal,
    @Body() body: NewWebhookDto,
    @Res({ passthrough: true }) response: Response,
  ): Promise<WebhookView & { secret: string }> {
    const made = await this.webhooks.create(by, body);
    response.setHeader('Location', `/v1/webhooks/${made.webhookId}`);
    return tagged(made, response);
  }

  /** Every webhook, newest first, and how each is doing. */
  @Get()
  async list(): Promise<{ data: WebhookView[]; page: { nextCursor: null } }> {
    return { data: await allWebhooks(this.db.manager), page: { nextCursor: null } };
  }

  /** One webhook. */
  @Get(':id')
  async one(
    @Param('id', ParseUUIDPipe) id: string,
    @Res({ passthrough: true }) response: Response,
  ): Promise<WebhookView> {
    return tagged(await oneWebhook(this.db.manager, id), response);
  }

  /** Changes what is given of it. `If-Match` says which state of it the change was made on. */
  @ApiHeader({ name: 'If-Match', required: true, description: 'the ETag of the webhook as you read it' })
  @Patch(':id')
  async change(
    @Speaker() by: Principal,
    @Param('id', ParseUUIDPipe) id: string,
    @Headers('if-match') ifMatch: string | undefined,
    @Body() body: WebhookChangeDto,
  ): Promise<WebhookView> {
    return this.webhooks.change(by, id, body, versionOf(ifMatch));
  }

  /** Ends a webhook with its deliveries. */
  @Delete(':id')
  @HttpCode(204)
  async remove(@Speaker() by: Principal, @Param('id', ParseUUIDPipe) id: string): Promise<void> {
    await this.webhooks.remove(by, id);
  }

  /** A new signing secret; the one before signs beside it for a while. The secret is in this answer and never again. */
  @ApiBody({ type: RotationDto, examples: { aDay: { value: { overlapHours: 24 } } } })
  @Post(':id/secrets')
  rotate(
    @Speaker() by: Principal,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() body: RotationDto,
  ): Promise<WebhookView & { secret: string }> {
    return this.webhooks.rotate(by, id, body);
  }

  /** Tells it a trial event, `freight.webhook.ping.v1`. */
  @ApiBody(emptyBody)
  @Post(':id/pings')
  @HttpCode(202)
  ping(
    @Speaker() by: Principal,
    @Param('id', ParseUUIDPipe) id: string,
  ): Promise<{ eventId: string; deliveryId: string }> {
    return this.replays.ping(by, id);
  }

  /** What was told or is to be told, newest first, with every call and what came of it. */
  @Get(':id/deliveries')
  async deliveries(
    @Param('id', ParseUUIDPipe) id: string,
    @Query() { state, cursor, limit = 50 }: DeliveriesQueryDto,
  ): Promise<{ data: DeliveryView[]; page: { nextCursor: string | null } }> {
    await oneWebhook(this.db.manager, id);
    const asked = { webhookId: id, state: state ?? null, before: beforeOf(cursor), limit };
    const data = await deliveriesOf(this.db.manager, asked);
    return pageOf(data, limit, ({ deliveryId }) => deliveryId);
  }

  /** Tells again: one delivery, or all that happened in a range of time. Each event keeps its id. */
  @ApiBody(oneOrRange)
  @Post(':id/replays')
  @HttpCode(202)
  replay(
    @Speaker() by: Principal,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() body: ReplayDto,
  ): Promise<{ replayed: number }> {
    return this.replays.replay(by, id, body);
  }
}

function tagged<T extends WebhookView>(view: T, response: Response): T {
  response.setHeader('ETag', view.etag);
  return view;
}

function versionOf(ifMatch: string | undefined): number {
  if (ifMatch === undefined)
    throw new HttpException({ code: 'precondition-required', detail: 'say If-Match: the webhook’s ETag' }, 428);
  const version = /^(?:W\/)?"?v(\d{1,9})"?$/.exec(ifMatch.trim())?.[1];
  if (version === undefined)
    throw new PreconditionFailedException({ code: 'stale', detail: 'If-Match is none of its ETags' });
  return Number(version);
}
