import { Body, Controller, Get, HttpCode, Param, ParseUUIDPipe, Post, Query } from '@nestjs/common';
import { ApiBearerAuth, ApiHeader, ApiTags } from '@nestjs/swagger';
import { Can } from '../people/can.ts';
import { Idempotent, idempotencyKeyHeader } from '../people/idempotency.ts';
import { type Principal, Speaker } from '../people/principal.ts';
import { SampleLookDto, SamplesQueryDto } from './samples.dto.ts';
import { SamplesService, type SampleView } from './samples.ts';

const usualLimit = 50;

/** Bills that the engine approved by itself, chosen to be looked at. */
@ApiTags('cases')
@ApiBearerAuth()
@Controller('v1/samples')
export class SamplesController {
  constructor(private readonly samples: SamplesService) {}

  /** What is to be looked at, or was, oldest first. */
  @Can('cases.read')
  @Get()
  list(@Query() query: SamplesQueryDto): Promise<{ data: SampleView[]; page: { nextCursor: string | null } }> {
    const { limit = usualLimit, ...wanted } = query;
    return this.samples.list({ ...wanted, limit });
  }

  /** Keeps what somebody found; neither state nor money changes by it. */
  @Can('cases.decide')
  @Idempotent({ required: true, days: 30 })
  @ApiHeader(idempotencyKeyHeader)
  @Post(':id/looks')
  @HttpCode(201)
  look(
    @Speaker() by: Principal,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() body: SampleLookDto,
  ): Promise<SampleView> {
    return this.samples.look(by, id, body);
  }
}
