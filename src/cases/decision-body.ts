import { validated } from '../masterdata/validated.ts';
import { DecisionDto } from './cases.dto.ts';
import { BulkDecisionsDto } from './decisions.dto.ts';

/** Other names under which clients say the same. */
const alsoCalled: Readonly<Record<string, string>> = {
  decision: 'kind',
  type: 'kind',
  reasonCode: 'reason',
  etag: 'ifMatch',
};

/**
 * The decision in a request's body. `decision` and `type` are taken for `kind`, and `reasonCode` for `reason`, where those
 * are absent.
 *
 * @throws UnprocessableEntityException naming every problem
 */
export function decisionIn(body: unknown): DecisionDto {
  return validated(DecisionDto, named(body));
}

/**
 * The decisions in the body of a bulk request, named as in a single one; `etag` is taken for `ifMatch`.
 *
 * @throws UnprocessableEntityException naming every problem
 */
export function bulkIn(body: unknown): BulkDecisionsDto {
  if (typeof body !== 'object' || body === null || !('decisions' in body) || !Array.isArray(body.decisions))
    return validated(BulkDecisionsDto, body);
  return validated(BulkDecisionsDto, { ...body, decisions: body.decisions.map(named) });
}

function named(body: unknown): unknown {
  if (typeof body !== 'object' || body === null || Array.isArray(body)) return body;
  const given = new Set(Object.keys(body));
  const entries = Object.entries(body).map(([name, value]): [string, unknown] => {
    const known = Object.hasOwn(alsoCalled, name) ? alsoCalled[name] : undefined;
    return [known !== undefined && !given.has(known) ? known : name, value];
  });
  return Object.fromEntries(entries);
}
