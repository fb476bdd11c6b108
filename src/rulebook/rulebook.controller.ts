import { Controller, Get } from '@nestjs/common';
import { ApiBearerAuth, ApiTags } from '@nestjs/swagger';
import { catalogue, type Check } from '../audit/checks/catalogue.ts';
import { type Reason, reasonOf } from '../audit/checks/reasons.ts';
import { dictionary } from '../audit/rules/dictionary.ts';
import { type ReasonCode, reasonCodes } from '../freight/codes.ts';
import { Can } from '../people/can.ts';

interface List<T> {
  data: readonly T[];
  page: { nextCursor: null };
}

const all = <T>(data: readonly T[]): List<T> => ({ data, page: { nextCursor: null } });

type PublishedCheck = Check & { reasonCodes: (Reason & { code: ReasonCode })[] };

/** How judgement is set up: checks, the facts rules may name, reasons. */
@ApiTags('judgement')
@ApiBearerAuth()
@Can('rules.read')
@Controller('v1')
export class RulebookController {
  /** Every check the audit makes, with what it needs and what follows when it does not pass. */
  @Get('checks')
  checks(): List<PublishedCheck> {
    return all(
      catalogue.map((check) => ({
        ...check,
        reasonCodes: check.reasons.map((code) => ({ code, ...reasonOf(code) })),
      })),
    );
  }

  /** Every fact a rule may name, with its type. */
  @Get('facts')
  facts(): List<{ name: string; type: string; meaning: string }> {
    return all([...dictionary.values()].map(({ name, type, meaning }) => ({ name, type, meaning })));
  }

  /** Every reason, in words and in the codes that go out. */
  @Get('reasons')
  reasons(): List<Reason & { code: ReasonCode }> {
    return all(reasonCodes.map((code) => ({ code, ...reasonOf(code) })));
  }
}
