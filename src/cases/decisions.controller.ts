import { Body, Controller, Get, HttpCode, Param, ParseUUIDPipe, Post, Query, UseInterceptors } from '@nestjs/common';
import { ApiBearerAuth, ApiBody, ApiHeader, ApiTags } from '@nestjs/swagger';
import { DataSource } from 'typeorm';
import { Can } from '../people/can.ts';
import { Idempotent, idempotencyKeyHeader } from '../people/idempotency.ts';
import { type Principal, Speaker } from '../people/principal.ts';
import { type BulkAnswer, BulkDecisionsService } from './bulk-decisions.ts';
import { type CaseView, caseView } from './case-view.ts';
import { bulkIn } from './decision-body.ts';
import { BulkDecisionsDto, ProposalEndDto, ProposalsQueryDto } from './decisions.dto.ts';
import { EtagInterceptor } from './etag.interceptor.ts';
import { proposalList, type ProposalView } from './proposal-view.ts';
import { ProposalsService } from './proposals.ts';

const usualLimit = 50;

/** Many decisions at once, and decisions that wait for a second person. */
@ApiTags('cases')
@ApiBearerAuth()
@Controller('v1')
export class DecisionsController {
  constructor(
    private readonly db: DataSource,
    private readonly bulk: BulkDecisionsService,
    private readonly proposals: ProposalsService,
  ) {}

  /**
   * Decides up to 500 times, each as if it had come alone and in this order. With `dryRun` the answer says what would become
   * of each and what it would let out, and nothing is kept.
   */
  @Can('cases.decide')
  @Idempotent({ required: true, days: 30 })
  @ApiHeader(idempotencyKeyHeader)
  @ApiBody({ type: BulkDecisionsDto })
  @Post('cases/bulk-decisions')
  @HttpCode(200)
  decideMany(@Speaker() by: Principal, @Body() body: unknown): Promise<BulkAnswer> {
    const { dryRun = false, decisions } = bulkIn(body);
    const items = decisions.map(({ caseId, ifMatch, ...decided }) => ({ caseId, ifMatch, decided }));
    return this.bulk.decide(by, items, dryRun);
  }

  /** Decisions above the limit of whoever asked for them, newest first. */
  @Can('cases.read')
  @Get('decision-proposals')
  list(@Query() query: ProposalsQueryDto): Promise<{ data: ProposalView[]; page: { nextCursor: string | null } }> {
    const { limit = usualLimit, ...wanted } = query;
    return proposalList(this.db, { ...wanted, limit });
  }

  /** Agrees as the second person: from now on it is a decision, with both names. */
  @Can('cases.decide')
  @Idempotent({ required: true, days: 30 })
  @ApiHeader(idempotencyKeyHeader)
  @UseInterceptors(EtagInterceptor)
  @Post('decision-proposals/:id/approvals')
  @HttpCode(201)
  async approve(
    @Speaker() by: Principal,
    @Param('id', ParseUUIDPipe) id: string,
  ): Promise<CaseView & { decisionId: string | null }> {
    const { caseId, decisionId } = await this.proposals.approve(by, id);
    return { decisionId, ...(await caseView(this.db, caseId)) };
  }

  /** Refuses as the second person: nothing is decided. */
  @Can('cases.decide')
  @Idempotent({ required: true, days: 30 })
  @ApiHeader(idempotencyKeyHeader)
  @Post('decision-proposals/:id/rejections')
  @HttpCode(204)
  async reject(
    @Speaker() by: Principal,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() body: ProposalEndDto,
  ): Promise<void> {
    await this.proposals.end(by, id, { state: 'REJECTED', comment: body.comment ?? null });
  }

  /** Takes back what one has asked for oneself. */
  @Can('cases.decide')
  @Idempotent({ required: true, days: 30 })
  @ApiHeader(idempotencyKeyHeader)
  @Post('decision-proposals/:id/withdrawals')
  @HttpCode(204)
  async withdraw(
    @Speaker() by: Principal,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() body: ProposalEndDto,
  ): Promise<void> {
    await this.proposals.end(by, id, { state: 'WITHDRAWN', comment: body.comment ?? null });
  }
}
