import {
  Body,
  Controller,
  Get,
  HttpCode,
  HttpException,
  Param,
  ParseIntPipe,
  ParseUUIDPipe,
  Post,
  Query,
  Res,
  UseInterceptors,
} from '@nestjs/common';
import { ApiBearerAuth, ApiBody, ApiHeader, ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import { DataSource } from 'typeorm';
import { Can } from '../people/can.ts';
import { Idempotent, idempotencyKeyHeader } from '../people/idempotency.ts';
import { type Principal, Speaker } from '../people/principal.ts';
import { type CaseView, caseView } from './case-view.ts';
import {
  CaseRetryDto,
  CasesQueryDto,
  ClocksQueryDto,
  DecisionDto,
  DiffQueryDto,
  ShipmentQueryDto,
} from './cases.dto.ts';
import { type ClockView, clocks } from './clocks.ts';
import { decisionIn } from './decision-body.ts';
import type { Deciding } from './decide-within.ts';
import { DecisionsService } from './decisions.ts';
import { EtagInterceptor } from './etag.interceptor.ts';
import { type DossierView, dossierView } from './dossier-view.ts';
import { type DiffView, diffOf, type RevisionView, revisionOf, type TimelineView, timelineOf } from './history.ts';
import { type CasesPage, workList } from './work-list.ts';

const usualLimit = 50;

/** The work list, one case in full, its history, and people's decisions. */
@ApiTags('cases')
@ApiBearerAuth()
@Controller('v1')
export class CasesController {
  constructor(
    private readonly db: DataSource,
    private readonly decisions: DecisionsService,
  ) {}

  /** Cases, newest first unless sorted otherwise. */
  @Can('cases.read')
  @Get('cases')
  list(@Query() query: CasesQueryDto): Promise<CasesPage> {
    const { limit = usualLimit, ...wanted } = query;
    return workList(this.db, { ...wanted, limit });
  }

  /** One case: money, charges with their working, findings, clocks, open items. Its ETag is needed to decide. */
  @Can('cases.read')
  @UseInterceptors(EtagInterceptor)
  @Get('cases/:id')
  one(@Param('id', ParseUUIDPipe) id: string): Promise<CaseView> {
    return caseView(this.db, id);
  }

  /** What arrived, when it happened, when it came, and what it changed. */
  @Can('cases.read')
  @Get('cases/:id/timeline')
  async timeline(
    @Param('id', ParseUUIDPipe) id: string,
  ): Promise<{ data: TimelineView[]; page: { nextCursor: string | null } }> {
    return { data: await timelineOf(this.db, id), page: { nextCursor: null } };
  }

  /** A judgement as it was made, with its full working. */
  @Can('cases.read')
  @Get('cases/:id/revisions/:revision')
  revision(
    @Param('id', ParseUUIDPipe) id: string,
    @Param('revision', ParseIntPipe) revision: number,
  ): Promise<RevisionView> {
    return revisionOf(this.db, id, revision);
  }

  /** Two judgements of a case side by side. */
  @Can('cases.read')
  @Get('cases/:id/diff')
  diff(@Param('id', ParseUUIDPipe) id: string, @Query() query: DiffQueryDto): Promise<DiffView> {
    return diffOf(this.db, id, query);
  }

  /**
   * Decides a line, or without `line` the whole bill. The decision is bound to the judgement it was made on; the case is
   * audited again at once, and the answer shows what became of it. Above the person's limit it is kept as asked for and
   * answered with 202: it waits for a second person.
   */
  @Can('cases.decide')
  @Idempotent({ required: true, days: 30 })
  @ApiHeader(idempotencyKeyHeader)
  @ApiHeader({ name: 'If-Match', required: true, description: 'the ETag of the case as you read it' })
  @UseInterceptors(EtagInterceptor)
  @ApiBody({ type: DecisionDto })
  @Post('cases/:id/decisions')
  @HttpCode(201)
  async decide(
    @Speaker() by: Principal,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() body: unknown,
    @Res({ passthrough: true }) response: Response,
  ): Promise<CaseView & Omit<Deciding, 'money'>> {
    const ifMatch = response.req.headers['if-match'];
    if (ifMatch === undefined)
      throw new HttpException({ code: 'if-match-missing', detail: 'send the ETag of the case in If-Match' }, 428);
    const { status, decisionId, proposalId, released, currency } = await this.decisions.decide(
      ...([by, id, decisionIn(body), ifMatch] as const),
    );
    if (proposalId !== null) response.status(202).location(`/v1/decision-proposals/${proposalId}`);
    return { ...(await caseView(this.db, id)), status, decisionId, proposalId, released, currency };
  }

  /** Has the engine try a parked case again. */
  @Can('cases.decide')
  @Idempotent({ required: true })
  @ApiHeader(idempotencyKeyHeader)
  @UseInterceptors(EtagInterceptor)
  @Post('cases/:id/retries')
  @HttpCode(200)
  async retry(
    @Speaker() by: Principal,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() body: CaseRetryDto,
  ): Promise<CaseView> {
    await this.decisions.retry(by, id, body.comment ?? null);
    return caseView(this.db, id);
  }

  /** Clocks that run, and those that passed with their matter open: the most urgent first, with who has to act. */
  @Can('cases.read')
  @Get('clocks')
  clocks(@Query() query: ClocksQueryDto): Promise<{ data: ClockView[]; page: { nextCursor: string | null } }> {
    const { limit = usualLimit, ...wanted } = query;
    return clocks(this.db, { ...wanted, limit });
  }

  /** All facts about a shipment, as the audit finds them now, and its cases. */
  @Can('cases.read')
  @Get('shipments/:id/dossier')
  dossier(@Param('id') shipmentId: string, @Query() { source }: ShipmentQueryDto): Promise<DossierView> {
    return dossierView(this.db.manager, { shipmentId, ...(source === undefined ? {} : { source }) });
  }
}
