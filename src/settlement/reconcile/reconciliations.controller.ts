import { Body, Controller, Get, HttpCode, Param, ParseUUIDPipe, Post, Query, Res } from '@nestjs/common';
import { ApiBearerAuth, ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import { Can } from '../../people/can.ts';
import { Idempotent } from '../../people/idempotency.ts';
import { type Principal, Speaker } from '../../people/principal.ts';
import { beforeOf, type Page, pageOf } from '../../masterdata/page.ts';
import {
  DifferenceExplanationDto,
  DifferencesQueryDto,
  ReconciliationDto,
  ReconciliationsQueryDto,
} from './reconciliations.dto.ts';
import { type DifferenceView, ReconciliationsService, type ReconciliationView } from './reconciliations.service.ts';

/** Our books beside the ERPs': compared every night and when asked, and what they differ in. */
@ApiTags('settlement')
@ApiBearerAuth()
@Controller('v1')
export class ReconciliationsController {
  constructor(private readonly reconciliations: ReconciliationsService) {}

  /** Asks for a comparison over a range of days; it is made in the background. An ERP that cannot be asked gives its list. */
  @Can('postings.reconcile')
  @Idempotent({ required: false })
  @Post('reconciliations')
  @HttpCode(202)
  async ask(
    @Speaker() by: Principal,
    @Body() body: ReconciliationDto,
    @Res({ passthrough: true }) response: Response,
  ): Promise<ReconciliationView> {
    const asked = await this.reconciliations.ask(by, body);
    response.setHeader('Location', `/v1/reconciliations/${asked.reconciliationId}`);
    return asked;
  }

  /** Comparisons, newest first. */
  @Can('postings.read')
  @Get('reconciliations')
  async list(@Query() query: ReconciliationsQueryDto): Promise<Page<ReconciliationView>> {
    const { limit = 50, cursor, ...wanted } = query;
    const rows = await this.reconciliations.list({ ...wanted, limit, before: beforeOf(cursor) });
    return pageOf(rows, limit, (row) => row.reconciliationId);
  }

  /** One comparison and what came of it. */
  @Can('postings.read')
  @Get('reconciliations/:id')
  one(@Param('id', ParseUUIDPipe) id: string): Promise<ReconciliationView> {
    return this.reconciliations.one(id);
  }

  /** In what our books and the ERPs' differ, newest first; closed ones only where asked for. */
  @Can('postings.read')
  @Get('differences')
  async differences(@Query() query: DifferencesQueryDto): Promise<Page<DifferenceView>> {
    const { limit = 50, cursor, ...wanted } = query;
    const rows = await this.reconciliations.differences({ ...wanted, limit, before: beforeOf(cursor) });
    return pageOf(rows, limit, (row) => row.differenceId);
  }

  /** Says why a difference is as it should be; nothing is posted by that. */
  @Can('postings.release')
  @Idempotent({ required: false })
  @Post('differences/:id/explanations')
  @HttpCode(200)
  explain(
    @Speaker() by: Principal,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() body: DifferenceExplanationDto,
  ): Promise<DifferenceView> {
    return this.reconciliations.explain(by, id, body.comment);
  }
}
