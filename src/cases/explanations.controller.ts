import { Body, Controller, HttpCode, Post } from '@nestjs/common';
import { ApiBearerAuth, ApiBody, ApiTags } from '@nestjs/swagger';
import { recompute, type WorkingFault } from '../audit/explain/recompute.ts';
import { Can } from '../people/can.ts';
import { workingIn } from './working-body.ts';

/** Whether a working comes to what it says. */
export interface Verification {
  verified: boolean;
  /** What the working comes to; null where a fact that it needs is missing. */
  value: string | null;
  steps: number;
  /** The steps that come to something else. */
  faults: WorkingFault[];
}

const leaf = (value: string, unit: string, source: object) => ({ value, unit, op: 'LEAF', inputs: [], source });
const example = {
  working: {
    ...{ value: '885.8', unit: 'USD', op: 'PRODUCT', label: 'distance × rate' },
    inputs: [
      leaf('412', 'MI', { kind: 'FACT', id: 'tms SHP-10042', pointer: '/distance/value' }),
      leaf('2.15', 'USD', { kind: 'CONTRACT', id: 'ABCD-TL', version: '1', pointer: '/lanes/0/linehaul/rate' }),
    ],
  },
};

/** Whoever doubts a figure can have its working computed anew. */
@ApiTags('cases')
@ApiBearerAuth()
@Controller('v1/explanations')
export class ExplanationsController {
  /** Computes a working anew from its leaves, by a second evaluator that knows nothing of contracts and raters. */
  @Can('cases.read')
  @ApiBody({ schema: { type: 'object', example } })
  @Post('verifications')
  @HttpCode(200)
  verify(@Body() body: unknown): Verification {
    const { faults, ...recomputed } = recompute(workingIn(body));
    return { verified: faults.length === 0, ...recomputed, faults };
  }
}
