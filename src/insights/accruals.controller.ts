import { BadRequestException, Controller, Get, Query } from '@nestjs/common';
import { ApiBearerAuth, ApiTags } from '@nestjs/swagger';
import { DataSource } from 'typeorm';
import { Clock } from '../database/clock.ts';
import { Can } from '../people/can.ts';
import { accruals, type AccrualView, rollForward, type RollForward } from './accruals.ts';
import { AccrualsQueryDto, RollForwardQueryDto } from './accruals.dto.ts';

const usualLimit = 50;

/** What shipments are expected to cost and nobody has billed yet. */
@ApiTags('accruals')
@ApiBearerAuth()
@Controller('v1')
export class AccrualsController {
  constructor(
    private readonly db: DataSource,
    private readonly clock: Clock,
  ) {}

  /** Open accruals by shipment and charge, with their age; `state=ALL` shows also those that came to nothing. */
  @Get('accruals')
  @Can('postings.read')
  async accruals(
    @Query() query: AccrualsQueryDto,
  ): Promise<{ data: AccrualView[]; page: { nextCursor: string | null } }> {
    const { limit = usualLimit, cursor, state, ...filters } = query;
    const wanted = { ...filters, all: state === 'ALL', limit, after: dossierOf(cursor) };
    const { data, after } = await accruals(this.db.manager, wanted);
    return { data, page: { nextCursor: after === null ? null : Buffer.from(after).toString('base64url') } };
  }

  /** How accruals moved over a time, by company, carrier and currency: opening, accrued, reversed, released, closing. */
  @Get('insights/accruals')
  @Can('insights.read')
  async rollForward(@Query() query: RollForwardQueryDto): Promise<{ from: string; to: string; data: RollForward[] }> {
    const today = this.clock.now().toISOString().slice(0, 10);
    const { to = today } = query;
    const { from = `${to.slice(0, 7)}-01` } = query;
    if (from > to) throw new BadRequestException({ code: 'bad-range', detail: `${from} is after ${to}` });
    return { from, to, data: await rollForward(this.db.manager, from, to) };
  }
}

function dossierOf(cursor: string | undefined): string | null {
  if (cursor === undefined) return null;
  const dossier = Buffer.from(cursor, 'base64url').toString('utf8');
  if (!dossier.startsWith('S:') || dossier.includes('\u0000'))
    throw new BadRequestException({ code: 'bad-cursor', detail: 'the cursor is not one we gave' });
  return dossier;
}
