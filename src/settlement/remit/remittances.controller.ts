import { Controller, Get, Query, Res } from '@nestjs/common';
import { ApiBearerAuth, ApiProduces, ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import { DataSource } from 'typeorm';
import { Can } from '../../people/can.ts';
import { beforeOf, type Page, pageOf } from '../../masterdata/page.ts';
import { type RegisteredPayment, registeredPayments } from './payment-register.ts';
import { PaymentRegisterQueryDto, RemittancesQueryDto } from './remittances.dto.ts';
import { type Remittance, RemittancesService } from './remittances.service.ts';

/** What carriers are told of their money. */
@ApiTags('settlement')
@ApiBearerAuth()
@Controller('v1')
export class RemittancesController {
  constructor(
    private readonly remittances: RemittancesService,
    private readonly db: DataSource,
  ) {}

  /** Payments we were told of, newest first, each with the posting or invoice it pays, or why none is known. */
  @Can('postings.read')
  @Get('payment-register')
  async payments(@Query() query: PaymentRegisterQueryDto): Promise<Page<RegisteredPayment>> {
    const { limit = 50, cursor, from = null, to = null, carrier = null, match = null } = query;
    const wanted = { from, to, carrier, match, limit, before: beforeOf(cursor) };
    return pageOf(await registeredPayments(this.db.manager, wanted), limit, (row) => row.factId);
  }

  /** What a carrier's invoices came to: paid, withheld and why, open; as JSON, CSV or X12 820. */
  @Can('postings.read')
  @Get('remittances')
  @ApiProduces('application/json', 'text/csv', 'application/edi-x12')
  async remittance(
    @Query() query: RemittancesQueryDto,
    @Res({ passthrough: true }) response: Response,
  ): Promise<Remittance | string> {
    const { format = 'json', by = 'INVOICE_DATE', currency = null, legalEntity = null, ...days } = query;
    const wanted = { ...days, by, currency, legalEntity };
    if (format === 'json') return this.remittances.remittance(wanted);
    const text = await (format === 'csv' ? this.remittances.asCsv(wanted) : this.remittances.as820(wanted));
    const name = `remittance-${days.carrier}-${days.from}-${days.to}`.replace(/[^\w-]/g, '_');
    response.setHeader('Content-Type', format === 'csv' ? 'text/csv; charset=utf-8' : 'application/edi-x12');
    response.setHeader('Content-Disposition', `attachment; filename="${name}.${format === 'csv' ? 'csv' : 'x12'}"`);
    return text;
  }
}
