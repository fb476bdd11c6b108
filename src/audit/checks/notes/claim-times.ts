import type { Mode } from '../../../freight/codes.ts';
import { addToDate } from '../../../freight/time.ts';
import type { DossierBill } from '../../dossier.ts';
import type { CheckContext } from '../../judged.ts';
import { deliveryDate } from '../limits.ts';
import type { Note } from './note.ts';

/** Until when loss or damage has to be claimed, or reserved, under the law of the carriage. */
interface ClaimTime {
  check: 'L-07' | 'L-11';
  modes: readonly Mode[];
  within: { days?: number; months?: number };
  law: string;
}

const times: readonly ClaimTime[] = [
  {
    check: 'L-07',
    modes: ['TL', 'LTL'],
    within: { months: 9 },
    law: 'claims are filed within nine months (49 USC 14706)',
  },
  // Sundays and holidays do not count, so the day named is never too late.
  {
    check: 'L-11',
    modes: ['ROAD_EU'],
    within: { days: 7 },
    law: 'hidden damage is reserved within seven days (CMR article 30)',
  },
  {
    check: 'L-11',
    modes: ['AIR'],
    within: { days: 14 },
    law: 'damage is reported within fourteen days (Montreal Convention, article 31)',
  },
];

/** L-07 and L-11: goods are short or damaged, and the law gives so long to say so. The freight is owed all the same. */
export function claimTimeNotes({ evidence }: CheckContext, { match }: DossierBill): Note[] {
  const mode = evidence.shipment?.body.mode;
  const delivered = deliveryDate(evidence);
  const time = times.find(({ modes }) => mode !== undefined && modes.includes(mode));
  const isHurt = evidence.exceptions.some(({ type }) => type !== 'OVER');
  if (match.status !== 'MATCHED' || !time || delivered === null || !isHurt) return [];
  const until = addToDate(delivered, time.within);
  const sentence = `Goods are short, damaged or refused: ${time.law}, that is by ${until}.`;
  return [{ check: time.check, code: 'OS_D', severity: 'INFO', sentence }];
}
