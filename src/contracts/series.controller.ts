import { Body, Controller, Get, Param, Post, Query, Res } from '@nestjs/common';
import { ApiBearerAuth, ApiBody, ApiExtraModels, ApiQuery, ApiTags, getSchemaPath } from '@nestjs/swagger';
import type { Response } from 'express';
import type { FxRate, IndexValue } from '../freight/contract.ts';
import { PageDto } from '../masterdata/page.dto.ts';
import { oneOrMany } from '../masterdata/validated.ts';
import { Can } from '../people/can.ts';
import { type Principal, Speaker } from '../people/principal.ts';
import { Wake } from '../wake/wake.ts';
import { FxRateDto, IndexValueDto } from './requests.dto.ts';
import { type SeriesReceipt, SeriesService } from './series.service.ts';

type Answer<T> = SeriesReceipt<T> | { data: SeriesReceipt<T>[] };

const oneOrManyOf = (shape: new () => object) => ({
  oneOf: [{ $ref: getSchemaPath(shape) }, { type: 'array', items: { $ref: getSchemaPath(shape) } }],
});
const valueExample = { period: '2026-03-02', value: '4.012', unit: 'USD/GAL', publishedOn: '2026-03-02', revision: 0 };
const rateExample = { series: 'ECB', base: 'EUR', quote: 'USD', date: '2026-03-02', rate: '1.0842' };

/** Fuel and other indices, and rates of exchange. */
@ApiTags('indexes')
@ApiBearerAuth()
@ApiExtraModels(IndexValueDto, FxRateDto)
@Controller('v1')
export class SeriesController {
  constructor(
    private readonly series: SeriesService,
    private readonly wake: Wake,
  ) {}

  /** Adds one value of an index, or many. */
  @ApiBody({
    schema: oneOrManyOf(IndexValueDto),
    examples: { one: { value: valueExample }, many: { value: [valueExample] } },
  })
  @Can('masterdata.write')
  @Post('indexes/:series/values')
  async addValues(
    @Speaker() by: Principal,
    @Param('series') series: string,
    @Body() body: unknown,
    @Res({ passthrough: true }) response: Response,
  ): Promise<Answer<IndexValue>> {
    const receipts = await this.series.addValues(by, series, oneOrMany(IndexValueDto, body));
    return this.answer(body, receipts, response);
  }

  /** The values of an index, newest first. */
  @Can('terms.read')
  @Get('indexes/:series/values')
  values(
    @Param('series') series: string,
    @Query() page: PageDto,
  ): Promise<{ data: IndexValue[]; page: { nextCursor: string | null } }> {
    return this.series.values(series, { limit: page.limit ?? 50, before: page.cursor ?? null });
  }

  /** Adds one rate of exchange, or many. */
  @ApiBody({
    schema: oneOrManyOf(FxRateDto),
    examples: { one: { value: rateExample }, many: { value: [rateExample] } },
  })
  @Can('masterdata.write')
  @Post('fx-rates')
  async addRates(
    @Speaker() by: Principal,
    @Body() body: unknown,
    @Res({ passthrough: true }) response: Response,
  ): Promise<Answer<FxRate>> {
    const receipts = await this.series.addRates(by, oneOrMany(FxRateDto, body));
    return this.answer(body, receipts, response);
  }

  /** Rates of exchange, newest first. */
  @ApiQuery({ name: 'series', required: false })
  @Can('terms.read')
  @Get('fx-rates')
  rates(@Query('series') series?: string): Promise<{ data: FxRate[]; page: { nextCursor: null } }> {
    return this.series.rates(series ?? null);
  }

  private answer<T>(body: unknown, receipts: SeriesReceipt<T>[], response: Response): Answer<T> {
    this.wake.ring('audit');
    const isNew = receipts.some(({ status }) => status === 'ACCEPTED');
    response.status(isNew ? 201 : 200);
    return Array.isArray(body) || !receipts[0] ? { data: receipts } : receipts[0];
  }
}
