import { Body, Controller, Get, Param, Post, Put, Query, type Type } from '@nestjs/common';
import { ApiBearerAuth, ApiBody, ApiExtraModels, ApiOperation, ApiTags, getSchemaPath } from '@nestjs/swagger';
import { Can } from '../people/can.ts';
import { type Principal, Speaker } from '../people/principal.ts';
import { CarrierDto } from '../masterdata/carrier.dto.ts';
import { LegalEntityDto } from '../masterdata/legal-entity.dto.ts';
import { CalendarDto, GlRuleDto, LocationDto } from '../masterdata/masterdata.dto.ts';
import type { RecordKind } from '../masterdata/masterdata.service.ts';
import { PageDto } from '../masterdata/page.dto.ts';
import { type RecordView, RecordsService } from './records.service.ts';
import { invalid, oneOrMany, validated } from '../masterdata/validated.ts';

interface Route {
  path: string;
  kind: RecordKind;
  shape: Type<object>;
  /** The field that is the record's id. */
  id: string;
  example: object;
}

/** The routes of one kind of master record: they differ in nothing but the shape of the record. */
function recordsController({ path, kind, shape, id: idField, example }: Route): Type<object> {
  @ApiTags('master data')
  @ApiBearerAuth()
  @ApiExtraModels(shape)
  @Controller(`v1/${path}`)
  class RecordsController {
    constructor(private readonly records: RecordsService) {}

    @ApiOperation({ summary: `Writes one or many ${path}: each a new version` })
    @ApiBody({
      schema: {
        oneOf: [
          { $ref: getSchemaPath(shape) },
          { type: 'array', items: { $ref: getSchemaPath(shape) }, maxItems: 1_000 },
        ],
      },
      examples: { one: { value: example }, many: { value: [example] } },
    })
    @Can('masterdata.write')
    @Post()
    async post(@Speaker() by: Principal, @Body() body: unknown): Promise<RecordView | { data: RecordView[] }> {
      const records = oneOrMany(shape, body).map((record) => ({ kind, id: idOf(record), body: record }));
      const views = await this.records.put(by.person, records);
      return Array.isArray(body) || !views[0] ? { data: views } : views[0];
    }

    @ApiOperation({ summary: `Writes one of the ${path}: a new version` })
    @ApiBody({ schema: { $ref: getSchemaPath(shape) }, examples: { one: { value: example } } })
    @Can('masterdata.write')
    @Put(':id')
    async put(@Speaker() by: Principal, @Param('id') id: string, @Body() body: unknown): Promise<RecordView> {
      const given: unknown = typeof body === 'object' && body !== null ? { [idField]: id, ...body } : body;
      const record = validated(shape, given);
      if (idOf(record) !== id)
        throw invalid([{ pointer: `/${idField}`, code: 'not-allowed', detail: 'it is not the one of the path' }]);
      return this.records.putOne(by.person, { kind, id, body: record });
    }

    @ApiOperation({ summary: `All ${path}, in their newest versions` })
    @Can('masterdata.read')
    @Get()
    list(@Query() page: PageDto): Promise<{ data: RecordView[]; page: { nextCursor: string | null } }> {
      return this.records.list(kind, { limit: page.limit ?? 50, after: page.cursor ?? null });
    }

    @ApiOperation({ summary: `One of the ${path}` })
    @Can('masterdata.read')
    @Get(':id')
    one(@Param('id') id: string): Promise<RecordView> {
      return this.records.one(kind, id);
    }

    @ApiOperation({ summary: `Every version of one of the ${path}` })
    @Can('masterdata.read')
    @Get(':id/versions')
    versions(@Param('id') id: string): Promise<{ data: RecordView[]; page: { nextCursor: null } }> {
      return this.records.versions(kind, id);
    }
  }
  const idOf = (record: object) => (record as Record<string, string>)[idField] ?? '';
  Object.defineProperty(RecordsController, 'name', { value: `${shape.name.replace(/Dto$/, '')}Controller` });
  return RecordsController;
}

/** Carriers, legal entities, locations, calendars and GL rules. */
export const recordControllers = [
  recordsController({
    path: 'carriers',
    kind: 'carrier',
    shape: CarrierDto,
    id: 'carrier',
    example: { carrier: 'ABCD', name: 'Abcd Freight', scacs: ['ABCD'], sources: ['x12:ABCD'], defaultCurrency: 'USD' },
  }),
  recordsController({
    path: 'legal-entities',
    kind: 'legal-entity',
    shape: LegalEntityDto,
    id: 'legalEntity',
    example: { legalEntity: 'ACME-US', name: 'Acme Inc', timeZone: 'America/New_York' },
  }),
  recordsController({
    path: 'locations',
    kind: 'location',
    shape: LocationDto,
    id: 'code',
    example: { code: 'PL4', name: 'Plant 4', city: 'Akron', region: 'OH', postalCode: '44301', country: 'US' },
  }),
  recordsController({
    path: 'calendars',
    kind: 'calendar',
    shape: CalendarDto,
    id: 'calendar',
    example: { calendar: 'US', holidays: ['2026-07-03', '2026-11-26'] },
  }),
  recordsController({
    path: 'gl-rules',
    kind: 'gl-rule',
    shape: GlRuleDto,
    id: 'rule',
    example: { rule: 'fuel', charge: 'FUEL', glAccount: '6110' },
  }),
];
