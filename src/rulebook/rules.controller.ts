import {
  Body,
  Controller,
  Get,
  Headers,
  HttpCode,
  HttpException,
  Param,
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
import { ruleExample } from './examples.ts';
import type { BacktestView } from './rule-backtest-rows.ts';
import { RuleBacktestsService } from './rule-backtests.service.ts';
import { checkRule, type RuleCheck } from './rule-draft.ts';
import { type RuleDictionary, ruleDictionary } from './rule-dictionary.ts';
import { type RulePage, RuleReader, type RuleSetView } from './rule-reader.ts';
import type { RuleView } from './rule-row.ts';
import {
  RuleActivationDto,
  RuleBacktestDto,
  RuleBacktestPathDto,
  RuleDto,
  RuleListDto,
  RulePathDto,
} from './rules.dto.ts';
import { RulesService } from './rules.service.ts';

const ruleBody = { type: RuleDto, examples: { detention: { value: ruleExample } } };
const emptyBody = { schema: { type: 'object', additionalProperties: false }, examples: { nothing: { value: {} } } };

/** Rules of the organisation's own: drafted, checked and tried by one person, put in force by another. */
@ApiTags('judgement')
@ApiBearerAuth()
@Controller('v1/rules')
export class RulesController {
  constructor(
    private readonly rules: RulesService,
    private readonly reader: RuleReader,
    private readonly backtests: RuleBacktestsService,
    private readonly wake: Wake,
  ) {}

  /** The rules in force, or those of another state. */
  @Can('rules.read')
  @Get()
  list(@Query() asked: RuleListDto): Promise<RulePage> {
    return this.reader.list(asked);
  }

  /** A new draft: a whole version. What is wrong with it is refused with its place. */
  @ApiBody(ruleBody)
  @Can('terms.draft')
  @Post()
  async draft(
    @Speaker() by: Principal,
    @Body() body: unknown,
    @Res({ passthrough: true }) response: Response,
  ): Promise<RuleView> {
    return tagged(await this.rules.draft(by, body), response);
  }

  /** Checks a rule without keeping it: what is wrong with it, and how its scenarios come out. */
  @ApiBody(ruleBody)
  @Can('rules.read')
  @HttpCode(200)
  @Post('checks')
  check(@Body() body: unknown): Promise<RuleCheck> {
    return checkRule(body);
  }

  /** What rules are written with: every fact and operator by type, outcomes, reasons, and how large a rule may be. */
  @Can('rules.read')
  @Get('dictionary')
  dictionary(): RuleDictionary {
    return ruleDictionary;
  }

  /** A set of rules by which cases were judged: `dependencies.rules` of a case names it. */
  @Can('rules.read')
  @Get('sets/:digest')
  set(@Param('digest') digest: string): Promise<RuleSetView> {
    return this.reader.set(digest);
  }

  /** A rule in all its versions. */
  @Can('rules.read')
  @Get(':ruleId')
  versions(@Param('ruleId') ruleId: string): Promise<RulePage> {
    return this.reader.versions(ruleId);
  }

  /** One version in full. */
  @Can('rules.read')
  @Get(':ruleId/versions/:version')
  async version(@Param() name: RulePathDto, @Res({ passthrough: true }) response: Response): Promise<RuleView> {
    return tagged(await this.reader.version(name), response);
  }

  /** Changes a draft. `If-Match` says which state of it the change was made on. */
  @ApiHeader({ name: 'If-Match', required: true })
  @ApiBody(ruleBody)
  @Can('terms.draft')
  @Put(':ruleId/versions/:version')
  async redraft(
    @Speaker() by: Principal,
    @Param() { ruleId, version }: RulePathDto,
    @Headers('if-match') ifMatch: string | undefined,
    @Body() body: unknown,
  ): Promise<RuleView> {
    const isObject = typeof body === 'object' && body !== null && !Array.isArray(body);
    const document: unknown = isObject ? { ...body, id: ruleId, version } : body;
    return this.rules.redraft(by, { ruleId, version }, document, rowVersionOf(ifMatch));
  }

  /** Runs the scenarios of a version. */
  @ApiBody(emptyBody)
  @Can('rules.read')
  @HttpCode(200)
  @Post(':ruleId/versions/:version/checks')
  checkVersion(@Param() name: RulePathDto): Promise<RuleCheck> {
    return this.reader.check(name);
  }

  /** Tries a version on history: what it would have changed of the newest bills. Nothing is changed by it. */
  @ApiBody({ type: RuleBacktestDto, examples: { thousand: { value: { most: 1000 } } } })
  @Can('terms.draft')
  @HttpCode(202)
  @Post(':ruleId/versions/:version/backtests')
  async backtest(
    @Speaker() by: Principal,
    @Param() { ruleId, version }: RulePathDto,
    @Body() { most }: RuleBacktestDto,
    @Res({ passthrough: true }) response: Response,
  ): Promise<BacktestView> {
    const view = await this.backtests.ask(by, { ruleId, version }, most);
    const at = `/v1/rules/${encodeURIComponent(ruleId)}/versions/${version}/backtests/${view.backtestId}`;
    response.setHeader('Location', at);
    return view;
  }

  /** The trials of a version. */
  @Can('rules.read')
  @Get(':ruleId/versions/:version/backtests')
  trials(@Param() name: RulePathDto): Promise<{ data: BacktestView[]; page: { nextCursor: null } }> {
    return this.backtests.list(name);
  }

  /** One trial: how far it has come, and what it found. */
  @Can('rules.read')
  @Get(':ruleId/versions/:version/backtests/:backtestId')
  trial(@Param() { ruleId, version, backtestId }: RuleBacktestPathDto): Promise<BacktestView> {
    return this.backtests.one({ ruleId, version }, backtestId);
  }

  /** The maker says the draft is ready. */
  @ApiBody(emptyBody)
  @Can('terms.draft')
  @Post(':ruleId/versions/:version/submissions')
  async submit(
    @Speaker() by: Principal,
    @Param() name: RulePathDto,
    @Res({ passthrough: true }) response: Response,
  ): Promise<RuleView> {
    return tagged(await this.rules.submit(by, name), response);
  }

  /** Somebody else puts it in force. */
  @ApiBody({ type: RuleActivationDto, examples: { plain: { value: {} }, wide: { value: { retroactive: true } } } })
  @Can('terms.activate')
  @Post(':ruleId/versions/:version/activations')
  async activate(
    @Speaker() by: Principal,
    @Param() name: RulePathDto,
    @Body() { retroactive = false, backtestId }: RuleActivationDto,
    @Res({ passthrough: true }) response: Response,
  ): Promise<RuleView> {
    const view = await this.rules.activate(by, name, { retroactive, backtestId: backtestId ?? null });
    this.wake.ring('audit');
    return tagged(view, response);
  }

  /** Takes a version back: a draft at once, one in force once a second person says so too. */
  @ApiBody(emptyBody)
  @Can('terms.draft')
  @Post(':ruleId/versions/:version/withdrawals')
  async withdraw(
    @Speaker() by: Principal,
    @Param() name: RulePathDto,
    @Res({ passthrough: true }) response: Response,
  ): Promise<RuleView> {
    const view = await this.rules.withdraw(by, name);
    this.wake.ring('audit');
    return tagged(view, response);
  }
}

function tagged(view: RuleView, response: Response): RuleView {
  if (view.etag !== null) response.setHeader('ETag', view.etag);
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
