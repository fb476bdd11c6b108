import { Body, Controller, Delete, Get, HttpCode, Param, ParseUUIDPipe, Post, Query } from '@nestjs/common';
import { ApiBearerAuth, ApiQuery, ApiTags } from '@nestjs/swagger';
import { DataSource } from 'typeorm';
import { Can } from './can.ts';
import { KeysService, type KeyView } from './keys.service.ts';
import { NewKeyDto } from './people.dto.ts';
import { type Principal, Speaker } from './principal.ts';

interface LogRow {
  entryId: string;
  at: Date;
  person: string;
  action: string;
  subject: string;
  detail: unknown;
}

/** API keys and the audit log. */
@ApiTags('administration')
@ApiBearerAuth()
@Controller('v1')
export class PeopleController {
  constructor(
    private readonly keys: KeysService,
    private readonly db: DataSource,
  ) {}

  /** Makes an API key; its secret is in this answer and never again. */
  @Can('keys.manage')
  @Post('api-keys')
  createKey(@Speaker() by: Principal, @Body() body: NewKeyDto): Promise<KeyView & { secret: string }> {
    return this.keys.create(by, body);
  }

  /** Every key, without secrets. */
  @Can('keys.manage')
  @Get('api-keys')
  async listKeys(): Promise<{ data: KeyView[]; page: { nextCursor: null } }> {
    return { data: await this.keys.list(), page: { nextCursor: null } };
  }

  /** Ends a key for good. */
  @Can('keys.manage')
  @Delete('api-keys/:id')
  @HttpCode(204)
  async revokeKey(@Speaker() by: Principal, @Param('id', ParseUUIDPipe) id: string): Promise<void> {
    await this.keys.revoke(by, id);
  }

  /** Who changed what, newest first. */
  @Can('audit.read')
  @Get('audit-log')
  @ApiQuery({ name: 'subject', required: false })
  @ApiQuery({ name: 'person', required: false })
  @ApiQuery({ name: 'cursor', required: false })
  async auditLog(
    @Query('subject') subject?: string,
    @Query('person') person?: string,
    @Query('cursor') cursor?: string,
  ): Promise<{ data: LogRow[]; page: { nextCursor: string | null } }> {
    const before = cursor !== undefined && /^\d{1,18}$/.test(cursor) ? cursor : null;
    const data = await this.db.query<LogRow[]>(
      `SELECT entry_id AS "entryId", at, person, action, subject, detail FROM audit_log
       WHERE ($1::text IS NULL OR subject = $1) AND ($2::text IS NULL OR person = $2)
         AND ($3::bigint IS NULL OR entry_id < $3) ORDER BY entry_id DESC LIMIT 200`,
      [subject ?? null, person ?? null, before],
    );
    return { data, page: { nextCursor: data.length === 200 ? (data.at(-1)?.entryId ?? null) : null } };
  }
}
