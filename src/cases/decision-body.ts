import { validated } from '../masterdata/validated.ts';
import { DecisionDto } from './cases.dto.ts';

/** Other names under which clients say the same. */
const alsoCalled: Readonly<Record<string, string>> = { decision: 'kind', type: 'kind', reasonCode: 'reason' };

/**
 * The decision in a request's body. `decision` and `type` are taken for `kind`, and `reasonCode` for `reason`, where those
 * are absent.
 *
 * @throws UnprocessableEntityException naming every problem
 */
export function decisionIn(body: unknown): DecisionDto {
  if (typeof body !== 'object' || body === null || Array.isArray(body)) return validated(DecisionDto, body);
  const given = new Set(Object.keys(body));
  const named = Object.entries(body).map(([name, value]): [string, unknown] => {
    const known = Object.hasOwn(alsoCalled, name) ? alsoCalled[name] : undefined;
    return [known !== undefined && !given.has(known) ? known : name, value];
  });
  return validated(DecisionDto, Object.fromEntries(named));
}
