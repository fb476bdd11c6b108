import { Body, Controller, Get, Param, ParseIntPipe, Post, Put, Query } from '@nestjs/common';
import { ApiBearerAuth, ApiBody, ApiTags } from '@nestjs/swagger';
import { Can } from '../people/can.ts';
import { type Principal, Speaker } from '../people/principal.ts';
import { PartnerDto, PolicyDto } from '../masterdata/masterdata.dto.ts';
import { organisation } from '../masterdata/masterdata.service.ts';
import { PageDto } from '../masterdata/page.dto.ts';
import { type RecordView, RecordsService } from './records.service.ts';
import { invalid } from '../masterdata/validated.ts';

const partnerExample = {
  carrier: 'ABCD',
  defaultCurrency: 'USD',
  defaultTimeZone: 'America/Chicago',
  charges: [{ rawCode: 'LFT', charge: 'LIFTGATE_DELIVERY' }],
  n2: 'IMPLIED',
};

/** How each sender's messages are to be understood, and the organisation's policy. */
@ApiTags('master data')
@ApiBearerAuth()
@Controller('v1')
export class PartnersController {
  constructor(private readonly records: RecordsService) {}

  /** All partner profiles, in their newest versions. */
  @Can('masterdata.read')
  @Get('partners')
  list(@Query() page: PageDto): Promise<{ data: RecordView[]; page: { nextCursor: string | null } }> {
    return this.records.list('partner', { limit: page.limit ?? 50, after: page.cursor ?? null });
  }

  /** Writes a new version of a partner's profile; accepted bills are audited again by it. */
  @ApiBody({ type: PartnerDto, examples: { mapping: { value: partnerExample } } })
  @Can('masterdata.write')
  @Put('partners/:source')
  async put(@Speaker() by: Principal, @Param('source') source: string, @Body() body: PartnerDto): Promise<RecordView> {
    if (body.source !== undefined && body.source !== source)
      throw invalid([{ pointer: '/source', code: 'not-allowed', detail: 'it is not the one of the path' }]);
    for (const [index, mapping] of (body.charges ?? []).entries())
      if (!mapping.rawCode && !mapping.text)
        throw invalid([
          { pointer: `/charges/${index}/rawCode`, code: 'required', detail: 'say which: rawCode or text' },
        ]);
    const record = { kind: 'partner' as const, id: source, body: Object.assign(body, { source }) };
    return this.records.putOne(by.person, record);
  }

  /** The same as PUT. */
  @ApiBody({ type: PartnerDto, examples: { mapping: { value: partnerExample } } })
  @Can('masterdata.write')
  @Post(['partners/:source', 'partners/:source/versions'])
  post(@Speaker() by: Principal, @Param('source') source: string, @Body() body: PartnerDto): Promise<RecordView> {
    return this.put(by, source, body);
  }

  /** A partner's profile in its newest version. */
  @Can('masterdata.read')
  @Get('partners/:source')
  one(@Param('source') source: string): Promise<RecordView> {
    return this.records.one('partner', source);
  }

  /** Every version of a partner's profile, newest first. */
  @Can('masterdata.read')
  @Get('partners/:source/versions')
  versions(@Param('source') source: string): Promise<{ data: RecordView[]; page: { nextCursor: null } }> {
    return this.records.versions('partner', source);
  }

  /** One version of a partner's profile. */
  @Can('masterdata.read')
  @Get('partners/:source/versions/:version')
  version(@Param('source') source: string, @Param('version', ParseIntPipe) version: number): Promise<RecordView> {
    return this.records.one('partner', source, version);
  }

  /** Every policy there was, newest first; none: the defaults hold. */
  @Can('masterdata.read')
  @Get('policies')
  policies(): Promise<{ data: RecordView[]; page: { nextCursor: null } }> {
    return this.records.versions('policy', organisation);
  }

  /** Sets the organisation's policy: a new version, which whatever it leaves out takes the default in. */
  @ApiBody({ type: PolicyDto, examples: { patience: { value: { matchWaitDays: 14, evidenceDeadlineDays: 7 } } } })
  @Can('masterdata.write')
  @Post('policies')
  async setPolicy(@Speaker() by: Principal, @Body() body: PolicyDto): Promise<RecordView> {
    return this.records.putOne(by.person, { kind: 'policy', id: organisation, body });
  }
}
