import { Body, Controller, Headers, HttpCode, Param, ParseUUIDPipe, Post, UseInterceptors } from '@nestjs/common';
import { ApiBearerAuth, ApiHeader, ApiTags } from '@nestjs/swagger';
import { DataSource } from 'typeorm';
import { EtagInterceptor } from '../cases/etag.interceptor.ts';
import { Can } from '../people/can.ts';
import { Idempotent, idempotencyKeyHeader } from '../people/idempotency.ts';
import { type Principal, Speaker } from '../people/principal.ts';
import { AnswerDto, ProposalDto, ResolutionDto } from './answers.dto.ts';
import { disputeView, type DisputeView } from './dispute-view.ts';
import { matched, matchHeader } from './disputes.controller.ts';
import type { Effect } from './effects.ts';
import { NegotiationService } from './negotiation.service.ts';
import { ResolutionsService } from './resolutions.service.ts';

/** What is said back and forth on a dispute, and how it ends. */
@ApiTags('disputes')
@ApiBearerAuth()
@Controller('v1/disputes/:id')
export class AnswersController {
  constructor(
    private readonly db: DataSource,
    private readonly negotiation: NegotiationService,
    private readonly resolutions: ResolutionsService,
  ) {}

  /** The next round: our proposal goes out, the carrier's is an answer. With `dryRun` only its effect is shown. */
  @Can('disputes.write')
  @Idempotent({ required: true, days: 30 })
  @ApiHeader(idempotencyKeyHeader)
  @ApiHeader({ ...matchHeader, required: false })
  @UseInterceptors(EtagInterceptor)
  @Post('proposals')
  @HttpCode(201)
  async propose(
    @Speaker() by: Principal,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() body: ProposalDto,
    @Headers('if-match') ifMatch: string | undefined,
  ): Promise<DisputeView & { effects?: Effect[] }> {
    const effects = await this.negotiation.tried(id, body);
    if (body.dryRun !== true) await this.negotiation.propose(by.person, id, body, ifMatch ?? null);
    return { ...(await disputeView(this.db, id)), effects };
  }

  /** The carrier's answer, written down on its behalf: of the whole dispute or line by line, with what it would take. */
  @Can('disputes.write')
  @Idempotent({ required: true, days: 30 })
  @ApiHeader(idempotencyKeyHeader)
  @UseInterceptors(EtagInterceptor)
  @Post('answers')
  @HttpCode(201)
  async answer(
    @Speaker() { person: by }: Principal,
    @Param('id', ParseUUIDPipe) disputeId: string,
    @Body() body: AnswerDto,
  ): Promise<DisputeView> {
    const { answer = null, text = null, answerId = null } = body;
    const lines = (body.lines ?? []).map(({ amount = null, why = null, ...line }) => ({ ...line, amount, why }));
    await this.negotiation.takeAnswer({ disputeId, by, via: 'API', answer, lines, text, answerId });
    return disputeView(this.db, disputeId);
  }

  /** Ends the dispute. Money moves by decisions on its cases; above your limit they wait for a second person. */
  @Can('disputes.write')
  @Idempotent({ required: true, days: 30 })
  @ApiHeader(idempotencyKeyHeader)
  @ApiHeader(matchHeader)
  @UseInterceptors(EtagInterceptor)
  @Post('resolutions')
  @HttpCode(201)
  async resolve(
    @Speaker() by: Principal,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() body: ResolutionDto,
    @Headers('if-match') ifMatch: string | undefined,
  ): Promise<DisputeView> {
    await this.resolutions.resolve(by, id, body, matched(ifMatch));
    return disputeView(this.db, id);
  }
}
