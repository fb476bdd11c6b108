import { Body, Controller, Get, HttpCode, Param, ParseUUIDPipe, Post, Query } from '@nestjs/common';
import { ApiBearerAuth, ApiHeader, ApiTags } from '@nestjs/swagger';
import { DataSource } from 'typeorm';
import { Can } from '../people/can.ts';
import { Idempotent, idempotencyKeyHeader } from '../people/idempotency.ts';
import { type Principal, Speaker } from '../people/principal.ts';
import { ErpAnswersService } from './erp-answers.service.ts';
import { beforeOf, type Page, pageOf } from '../masterdata/page.ts';
import {
  AcknowledgementDto,
  ClaimDto,
  OpenItemsQueryDto,
  PostingsQueryDto,
  RefusalDto,
  ReleaseDto,
  RetryDto,
} from './postings.dto.ts';
import {
  onePosting,
  openItems,
  type OpenItemView,
  postings,
  type PostingView,
  type PostingWithAttempts,
} from './posting-views.ts';
import { ReleasesService } from './releases.service.ts';

const money = { required: true, days: 30 };

/** Postings on their way to the ERP, and what is open with carriers. */
@ApiTags('settlement')
@ApiBearerAuth()
@Controller('v1')
export class PostingsController {
  constructor(
    private readonly answers: ErpAnswersService,
    private readonly releases: ReleasesService,
    private readonly db: DataSource,
  ) {}

  /** Postings, newest first. */
  @Can('postings.read')
  @Get('postings')
  async list(@Query() query: PostingsQueryDto): Promise<Page<PostingView>> {
    const { limit = 50, cursor, ...wanted } = query;
    const rows = await postings(this.db.manager, { ...wanted, limit, before: beforeOf(cursor) });
    return pageOf(rows, limit, (row) => row.postingId);
  }

  /** One posting with every call and answer about it. */
  @Can('postings.read')
  @Get('postings/:id')
  one(@Param('id', ParseUUIDPipe) id: string): Promise<PostingWithAttempts> {
    return onePosting(this.db.manager, id);
  }

  /** Leases postings to whoever posts them: vendor by vendor in order, for 5 minutes. A lease that ends is UNKNOWN. */
  @Can('postings.answer')
  @Post('postings/claims')
  @HttpCode(200)
  async claim(@Speaker() by: Principal, @Body() body: ClaimDto): Promise<Page<PostingView>> {
    return { data: await this.answers.claim(by, body.target, body.limit ?? 50), page: { nextCursor: null } };
  }

  /** The ERP has posted it. Another amount, or another number than before, is a conflict. */
  @Can('postings.answer')
  @Idempotent(money)
  @ApiHeader(idempotencyKeyHeader)
  @Post('postings/:id/acknowledgements')
  @HttpCode(200)
  acknowledge(
    @Speaker() by: Principal,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() body: AcknowledgementDto,
  ): Promise<PostingView> {
    return this.answers.acknowledge(by, id, body);
  }

  /** The ERP will not post it. */
  @Can('postings.answer')
  @Idempotent(money)
  @ApiHeader(idempotencyKeyHeader)
  @Post('postings/:id/refusals')
  @HttpCode(200)
  refuse(
    @Speaker() by: Principal,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() body: RefusalDto,
  ): Promise<PostingView> {
    return this.answers.refuse(by, id, body.reason);
  }

  /** Lets a posting go that was held back because it takes money from a carrier. */
  @Can('postings.release')
  @Idempotent(money)
  @ApiHeader(idempotencyKeyHeader)
  @Post('postings/:id/releases')
  @HttpCode(200)
  release(
    @Speaker() by: Principal,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() body: ReleaseDto,
  ): Promise<PostingView> {
    return this.releases.release(by, id, body.comment ?? null);
  }

  /** Tries again what was refused, corrected where asked, or looks up again what is unknown. */
  @Can('postings.release')
  @Idempotent(money)
  @ApiHeader(idempotencyKeyHeader)
  @Post('postings/:id/retries')
  @HttpCode(200)
  retry(
    @Speaker() by: Principal,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() body: RetryDto,
  ): Promise<PostingView> {
    return this.answers.retry(by, id, body);
  }

  /** What is open with carriers: withheld, held back, claimed. */
  @Can('postings.read')
  @Get('open-items')
  async openItems(@Query() query: OpenItemsQueryDto): Promise<Page<OpenItemView>> {
    const { limit = 50, cursor, ...wanted } = query;
    const rows = await openItems(this.db.manager, { ...wanted, limit, before: beforeOf(cursor) });
    return pageOf(rows, limit, (row) => row.itemId);
  }
}
