import {
  Body,
  Controller,
  Get,
  Headers,
  HttpCode,
  HttpException,
  Param,
  ParseUUIDPipe,
  Patch,
  Post,
  Query,
  UseInterceptors,
} from '@nestjs/common';
import { ApiBearerAuth, ApiHeader, ApiTags } from '@nestjs/swagger';
import { DataSource } from 'typeorm';
import { EtagInterceptor } from '../cases/etag.interceptor.ts';
import { invalid } from '../masterdata/validated.ts';
import { Can } from '../people/can.ts';
import { Idempotent, idempotencyKeyHeader } from '../people/idempotency.ts';
import { type Principal, Speaker } from '../people/principal.ts';
import { disputes, type DisputeListed, disputeView, type DisputeView } from './dispute-view.ts';
import { DisputesQueryDto, EditDisputeDto, MessageDto, OpenDisputeDto } from './disputes.dto.ts';
import { DisputesService } from './disputes.service.ts';
import { NegotiationService } from './negotiation.service.ts';
import { beforeOf, type Page } from '../masterdata/page.ts';

/** How `If-Match` is described. */
export const matchHeader = { name: 'If-Match', required: true, description: 'the ETag of the dispute as you read it' };

/** @throws HttpException 428 without the header */
export function matched(ifMatch: string | undefined): string {
  if (ifMatch === undefined)
    throw new HttpException({ code: 'if-match-missing', detail: 'send the ETag of the dispute in If-Match' }, 428);
  return ifMatch;
}

/** Disputes with carriers: what is asked, what was said, and how it ended. */
@ApiTags('disputes')
@ApiBearerAuth()
@Controller('v1/disputes')
export class DisputesController {
  constructor(
    private readonly db: DataSource,
    private readonly service: DisputesService,
    private readonly negotiation: NegotiationService,
  ) {}

  /** Disputes, newest first. */
  @Can('disputes.read')
  @Get()
  list(@Query() { limit = 50, cursor, ...wanted }: DisputesQueryDto): Promise<Page<DisputeListed>> {
    return disputes(this.db, { ...wanted, limit, before: beforeOf(cursor) });
  }

  /** One dispute with its lines, rounds, messages and timeline. Its ETag is needed to change it. */
  @Can('disputes.read')
  @UseInterceptors(EtagInterceptor)
  @Get(':id')
  one(@Param('id', ParseUUIDPipe) id: string): Promise<DisputeView> {
    return disputeView(this.db, id);
  }

  /** Makes a draft of cases or lines of one carrier and currency, or of all that is at stake with it. */
  @Can('disputes.write')
  @Idempotent({ required: true, days: 30 })
  @ApiHeader(idempotencyKeyHeader)
  @UseInterceptors(EtagInterceptor)
  @Post()
  async open(@Speaker() by: Principal, @Body() body: OpenDisputeDto): Promise<DisputeView> {
    return disputeView(this.db, await this.service.open(by, body));
  }

  /** Changes a draft: its words, its day to answer, its lines. */
  @Can('disputes.write')
  @ApiHeader(matchHeader)
  @UseInterceptors(EtagInterceptor)
  @Patch(':id')
  async edit(
    @Speaker() by: Principal,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() body: EditDisputeDto,
    @Headers('if-match') ifMatch: string | undefined,
  ): Promise<DisputeView> {
    await this.service.edit(by, id, body, matched(ifMatch));
    return disputeView(this.db, id);
  }

  /** Sends a draft (its ETag in If-Match), reminds the carrier, keeps a note, or takes an answer pasted from an e-mail. */
  @Can('disputes.write')
  @Idempotent({ required: true, days: 30 })
  @ApiHeader(idempotencyKeyHeader)
  @ApiHeader({ ...matchHeader, required: false })
  @UseInterceptors(EtagInterceptor)
  @Post(':id/messages')
  @HttpCode(201)
  async message(
    @Speaker() by: Principal,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() body: MessageDto,
    @Headers('if-match') ifMatch: string | undefined,
  ): Promise<DisputeView> {
    if (body.kind === 'ANSWER') await this.pasted(by, id, body.text);
    else await this.service.message(by, id, body, body.kind === 'SEND' ? matched(ifMatch) : (ifMatch ?? null));
    return disputeView(this.db, id);
  }

  /** An e-mail of the carrier, kept word for word: what it means somebody says by a resolution. */
  private async pasted({ person: by }: Principal, disputeId: string, text: string | undefined): Promise<void> {
    if (text === undefined) throw invalid([{ pointer: '/text', code: 'required', detail: 'paste what was answered' }]);
    const words = { answer: null, lines: [], text, answerId: null };
    await this.negotiation.takeAnswer({ disputeId, by, via: 'EMAIL', ...words });
  }
}
