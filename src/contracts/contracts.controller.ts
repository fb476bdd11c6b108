import {
  Body,
  Controller,
  Get,
  Headers,
  HttpException,
  Param,
  ParseIntPipe,
  Post,
  PreconditionFailedException,
  Put,
  Query,
  Res,
} from '@nestjs/common';
import { ApiBearerAuth, ApiBody, ApiHeader, ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import { Can } from '../people/can.ts';
import { type Principal, Speaker } from '../people/principal.ts';
import { Wake } from '../wake/wake.ts';
import { documentOf } from './contract-document.ts';
import { ContractReader, type ContractSummary } from './contract-reader.ts';
import type { ContractView } from './contract-view.ts';
import { ContractDto } from './contract.dto.ts';
import { ContractsService } from './contracts.service.ts';
import { contractExample } from './examples.ts';
import type { LintedView } from './lint-report.ts';
import { ActivationDto, ContractListDto, VersionPathDto } from './requests.dto.ts';

/** Contracts: drafted by one person, put in force by another. */
@ApiTags('contracts')
@ApiBearerAuth()
@Controller('v1/contracts')
export class ContractsController {
  constructor(
    private readonly contracts: ContractsService,
    private readonly reader: ContractReader,
    private readonly wake: Wake,
  ) {}

  /** A new draft: a whole version. */
  @ApiBody({ type: ContractDto, examples: { ltl: { value: contractExample } } })
  @Can('terms.draft')
  @Post()
  async draft(
    @Speaker() by: Principal,
    @Body() body: unknown,
    @Res({ passthrough: true }) response: Response,
  ): Promise<ContractView> {
    return tagged(await this.contracts.draft(by, documentOf(body)), response);
  }

  /** Versions of contracts. */
  @Can('terms.read')
  @Get()
  list(@Query() asked: ContractListDto): Promise<{ data: ContractSummary[]; page: { nextCursor: string | null } }> {
    return this.reader.list(asked);
  }

  /** A contract with all its versions. */
  @Can('terms.read')
  @Get(':contractId')
  contract(
    @Param('contractId') contractId: string,
  ): Promise<{ contractId: string; carrier: string; versions: ContractSummary[] }> {
    return this.reader.contract(contractId);
  }

  /** One version in full. */
  @Can('terms.read')
  @Get(':contractId/versions/:version')
  async version(
    @Param('contractId') contractId: string,
    @Param('version', ParseIntPipe) version: number,
    @Res({ passthrough: true }) response: Response,
  ): Promise<ContractView> {
    return tagged(await this.reader.version({ contractId, version }), response);
  }

  /** Changes a draft. `If-Match` says which state of it the change was made on. */
  @ApiHeader({ name: 'If-Match', required: true })
  @ApiBody({ type: ContractDto, examples: { ltl: { value: contractExample } } })
  @Can('terms.draft')
  @Put(':contractId/versions/:version')
  async redraft(
    @Speaker() by: Principal,
    @Param() { contractId, version }: VersionPathDto,
    @Headers('if-match') ifMatch: string | undefined,
    @Body() body: unknown,
  ): Promise<ContractView> {
    const document = documentOf({ ...(body as object), contractId, version });
    return this.contracts.redraft(by, { contractId, version }, document, rowVersionOf(ifMatch));
  }

  /** The maker says the draft is ready; the answer shows what the linter says of it, and an error of it refuses. */
  @ApiBody({ schema: { type: 'object', additionalProperties: false }, examples: { nothing: { value: {} } } })
  @Can('terms.draft')
  @Post(':contractId/versions/:version/submissions')
  async submit(
    @Speaker() by: Principal,
    @Param('contractId') contractId: string,
    @Param('version', ParseIntPipe) version: number,
    @Res({ passthrough: true }) response: Response,
  ): Promise<LintedView> {
    return tagged(await this.contracts.submit(by, { contractId, version }), response);
  }

  /** Somebody else puts it in force. */
  @ApiBody({ type: ActivationDto, examples: { plain: { value: {} }, wide: { value: { reopenSettled: true } } } })
  @Can('terms.activate')
  @Post(':contractId/versions/:version/activations')
  async activate(
    @Speaker() by: Principal,
    @Param() { contractId, version }: VersionPathDto,
    @Body() body: ActivationDto,
    @Res({ passthrough: true }) response: Response,
  ): Promise<LintedView> {
    const view = await this.contracts.activate(by, { contractId, version }, body.reopenSettled ?? false);
    this.wake.ring('audit');
    return tagged(view, response);
  }
}

function tagged<T extends ContractView>(view: T, response: Response): T {
  response.setHeader('ETag', view.etag);
  return view;
}

function rowVersionOf(ifMatch: string | undefined): number {
  if (ifMatch === undefined)
    throw new HttpException({ code: 'precondition-required', detail: 'say If-Match: the draft’s ETag' }, 428);
  const version = /^(?:W\/)?"?v(\d{1,9})"?$/.exec(ifMatch.trim())?.[1];
  if (version === undefined)
    throw new PreconditionFailedException({ code: 'stale', detail: 'If-Match is none of its ETags' });
  return Number(version);
}
