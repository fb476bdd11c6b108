import { Controller, Get, Param, ParseUUIDPipe, Post, Query, Req, Res } from '@nestjs/common';
import { ApiBearerAuth, ApiBody, ApiConsumes, ApiProduces, ApiTags } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { Can } from '../../people/can.ts';
import { Idempotent } from '../../people/idempotency.ts';
import { type Principal, Speaker } from '../../people/principal.ts';
import { beforeOf, type Page, pageOf } from '../../masterdata/page.ts';
import { StatementFormatDto, StatementQueryDto, StatementsQueryDto } from './statements.dto.ts';
import { type StatementRow, StatementsService, type StatementView } from './statements.service.ts';

const example = {
  lines: [{ invoiceNumber: 'INV-88120', invoiceDate: '2026-03-06', amount: '440.48', currency: 'USD' }],
};

/** Statements of account: what carriers believe is open, answered line by line. */
@ApiTags('settlement')
@ApiBearerAuth()
@Controller('v1')
export class StatementsController {
  constructor(private readonly statements: StatementsService) {}

  /** Answers a carrier's list of open invoices, as CSV, JSON or X12 820; the file is kept as it came. */
  @ApiConsumes('application/json', 'text/csv', 'application/edi-x12')
  @ApiBody({ schema: { type: 'object' }, examples: { lines: { value: example } } })
  @Can('postings.reconcile')
  @Idempotent({ required: false })
  @Post('statements')
  async take(
    @Speaker() by: Principal,
    @Query() query: StatementQueryDto,
    @Req() request: Request & { rawBody?: Buffer },
    @Res({ passthrough: true }) response: Response,
  ): Promise<StatementView> {
    const { carrier, currency = null, dates = null } = query;
    const bytes = request.rawBody ?? Buffer.alloc(0);
    const mediaType = request.headers['content-type'] ?? '';
    const taken = await this.statements.take(by, { carrier, currency, dates, bytes, mediaType });
    response.setHeader('Location', `/v1/statements/${taken.statementId}`);
    return taken;
  }

  /** Statements, newest first. */
  @Can('postings.read')
  @Get('statements')
  async list(@Query() query: StatementsQueryDto): Promise<Page<StatementRow>> {
    const { limit = 50, cursor, ...wanted } = query;
    const rows = await this.statements.list({ ...wanted, limit, before: beforeOf(cursor) });
    return pageOf(rows, limit, (row) => row.statementId);
  }

  /** One statement with its answer, as JSON or CSV. */
  @Can('postings.read')
  @ApiProduces('application/json', 'text/csv')
  @Get('statements/:id')
  async one(
    @Param('id', ParseUUIDPipe) id: string,
    @Query() { format }: StatementFormatDto,
    @Res({ passthrough: true }) response: Response,
  ): Promise<StatementView | string> {
    if (format !== 'csv') return this.statements.one(id);
    const text = await this.statements.csv(id);
    response.setHeader('Content-Type', 'text/csv; charset=utf-8');
    response.setHeader('Content-Disposition', `attachment; filename="statement-${id}.csv"`);
    return text;
  }

  /** The file as the carrier sent it. */
  @Can('postings.read')
  @ApiProduces('text/csv', 'application/json', 'application/edi-x12')
  @Get('statements/:id/file')
  async file(@Param('id', ParseUUIDPipe) id: string, @Res() response: Response): Promise<void> {
    const { bytes, type } = await this.statements.file(id);
    const mediaType = { CSV: 'text/csv; charset=utf-8', JSON: 'application/json', X12: 'application/edi-x12' }[type];
    response.setHeader('Content-Type', mediaType);
    response.setHeader('Content-Disposition', `attachment; filename="statement-${id}.${type.toLowerCase()}"`);
    response.send(bytes);
  }
}
