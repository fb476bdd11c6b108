import { Body, Controller, Get, HttpCode, Param, ParseIntPipe, Post } from '@nestjs/common';
import { ApiBearerAuth, ApiBody, ApiTags } from '@nestjs/swagger';
import { DataSource } from 'typeorm';
import { Can } from '../people/can.ts';
import { documentOf } from './contract-document.ts';
import { ContractReader } from './contract-reader.ts';
import { ContractDto } from './contract.dto.ts';
import { contractExample } from './examples.ts';
import { lintReport } from './lint-report.ts';
import type { LintReport } from './lint/lint.ts';

/** What is wrong, or looks wrong, in contracts. Nothing is kept: a report is of this moment. */
@ApiTags('contracts')
@ApiBearerAuth()
@Controller('v1/contracts')
export class LintReportsController {
  constructor(
    private readonly db: DataSource,
    private readonly reader: ContractReader,
  ) {}

  /** Lints a contract that nobody has drafted yet. */
  @ApiBody({ type: ContractDto, examples: { ltl: { value: contractExample } } })
  @Can('terms.read')
  @HttpCode(200)
  @Post('lint-reports')
  async lintDocument(@Body() body: unknown): Promise<LintReport> {
    const document = documentOf(body);
    const version = document.version ?? null;
    const report = await lintReport(this.db.manager, Object.assign(document, { version: version ?? 0 }));
    return { ...report, version };
  }

  /** Lints a version as it stands, in whatever state. */
  @Can('terms.read')
  @Get(':contractId/versions/:version/lint-reports')
  async lintVersion(
    @Param('contractId') contractId: string,
    @Param('version', ParseIntPipe) version: number,
  ): Promise<LintReport> {
    return lintReport(this.db.manager, await this.reader.version({ contractId, version }));
  }

  /** The same, for those who make a report instead of reading one. */
  @ApiBody({ schema: { type: 'object', additionalProperties: false }, examples: { nothing: { value: {} } } })
  @Can('terms.read')
  @Post(':contractId/versions/:version/lint-reports')
  async reportVersion(
    @Param('contractId') contractId: string,
    @Param('version', ParseIntPipe) version: number,
  ): Promise<LintReport> {
    return this.lintVersion(contractId, version);
  }
}
