import { Controller, Get, Header, Query } from '@nestjs/common';
import { ApiBearerAuth, ApiProduces, ApiTags } from '@nestjs/swagger';
import { DataSource } from 'typeorm';
import { Can } from '../people/can.ts';
import { type Ageing, ageing, type SampleFigures, sampleFigures } from './ageing.ts';
import { type Backlog, backlog } from './backlog.ts';
import { type PausedTarget, postingFigures, type PostingFigures, type Summary, summary } from './figures.ts';
import { AgeingQueryDto, PatternsQueryDto } from './insights.dto.ts';
import { metricsText } from './metrics.ts';
import type { Pattern } from './patterns/pattern.ts';
import { patterns } from './patterns/patterns.ts';

const usualDays = 90;

/** Figures over everything. */
@ApiTags('insights')
@ApiBearerAuth()
@Can('insights.read')
@Controller()
export class InsightsController {
  constructor(private readonly db: DataSource) {}

  /** How much is still to be done; `staleCases` 0 means every answer is up to date. */
  @Get('v1/insights/backlog')
  backlog(): Promise<Backlog> {
    return backlog(this.db.manager);
  }

  /** Bills and money by currency, cases by state, and the most frequent reasons. */
  @Get('v1/insights/summary')
  summary(): Promise<Summary> {
    return summary(this.db.manager);
  }

  /** Postings by target, currency and state, in money, and the targets that are being left alone. */
  @Get('v1/insights/postings')
  postings(): Promise<{ postings: PostingFigures[]; pausedTargets: PausedTarget[] }> {
    return postingFigures(this.db.manager);
  }

  /** Open bills by their age since receipt and since their payment was due, by carrier and currency. */
  @Get('v1/insights/ageing')
  ageing(@Query() query: AgeingQueryDto): Promise<Ageing> {
    return ageing(this.db.manager, query);
  }

  /** How much of what the engine approved by itself was looked at, and what was found. */
  @Get('v1/insights/samples')
  samples(): Promise<SampleFigures> {
    return sampleFigures(this.db.manager);
  }

  /** What only shows over many bills: the same mistake again, sites that keep trucks waiting, tolerance given away. */
  @Get('v1/insights/patterns')
  async patterns(@Query() query: PatternsQueryDto): Promise<{ data: Pattern[]; page: { nextCursor: null } }> {
    const { check = null, carrier = null, days = usualDays } = query;
    return { data: await patterns(this.db.manager, { days, carrier }, check), page: { nextCursor: null } };
  }

  /** The backlog for Prometheus. */
  @Get('metrics')
  @Header('Content-Type', 'text/plain; version=0.0.4; charset=utf-8')
  @ApiProduces('text/plain')
  async metrics(): Promise<string> {
    return metricsText({
      backlog: await backlog(this.db.manager),
      ...(await postingFigures(this.db.manager)),
      residentBytes: process.memoryUsage.rss(),
      uptimeSeconds: process.uptime(),
    });
  }
}
