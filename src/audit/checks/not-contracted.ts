import type { ReasonCode } from '../../freight/codes.ts';
import type { Rated } from '../expected.ts';
import type { AlignedLine } from '../judged.ts';

/** What carriers call interest and fees for late payment: no charge code names them. */
const lateFee = /late (payment|fee|charge)|interest|finance charge|loss of discount/i;

/**
 * The check that a charge fails which the contract does not have. T-08: a currency surcharge beside amounts that are
 * converted already; T-12: a fee for paying late; else A-39. Each is owed only where the contract has it as an accessorial.
 */
export function checkOfNotContracted(rated: Rated, line: AlignedLine): { id: string; reason: ReasonCode } {
  const isConverted = (rated.dependencies.fxRates ?? []).length > 0;
  if (line.charge === 'CURRENCY_ADJUSTMENT' && isConverted) return { id: 'T-08', reason: 'FX_WRONG' };
  const isLateFee = line.charge === 'OTHER' && lateFee.test(`${line.description ?? ''} ${line.rawCode ?? ''}`);
  return { id: isLateFee ? 'T-12' : 'A-39', reason: 'ACC_NOT_CONTRACTED' };
}
