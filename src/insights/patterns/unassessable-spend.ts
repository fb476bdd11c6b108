import { amountText, Dec } from '../../freight/money.ts';
import { type Search, percentWords } from './pattern.ts';

/** More of what a carrier bills than this cannot be judged for want of terms. */
const share = 0.1;
const wanting = [
  'CONTRACT_MISSING',
  'CONTRACT_AMBIGUOUS',
  'LANE_MISSING',
  'LANE_AMBIGUOUS',
  'RATE_MISSING',
  'INDEX_MISSING',
  'UNMAPPED',
];

interface Row {
  carrier: string;
  currency: string;
  bills: number;
  amount: string;
  whole: string;
}

/** G-11: spend that no check can judge, because we have no terms, rates or mapping for it. */
export const unassessableSpend: Search = async (db, { days, carrier }) => {
  const rows: Row[] = await db.query(
    `SELECT c.carrier, c.currency, sum(l.billed) AS whole,
            count(DISTINCT c.case_id) FILTER (WHERE l.reason = ANY ($3))::int AS bills,
            sum(l.billed) FILTER (WHERE l.reason = ANY ($3)) AS amount
       FROM freight_case c JOIN case_charge l USING (case_id)
      WHERE c.received_at > clock_now() - make_interval(days => $1) AND ($2::text IS NULL OR c.carrier = $2)
        AND c.carrier IS NOT NULL AND c.currency IS NOT NULL AND l.billed > 0
      GROUP BY c.carrier, c.currency
     HAVING sum(l.billed) FILTER (WHERE l.reason = ANY ($3)) > $4 * sum(l.billed)
      ORDER BY amount DESC, c.carrier LIMIT 200`,
    [days, carrier, wanting, share],
  );
  return rows.map((row) => {
    const amount = amountText(new Dec(row.amount), row.currency);
    const part = percentWords(new Dec(row.amount).dividedBy(row.whole).toNumber());
    return {
      ...{ check: 'G-11', carrier: row.carrier, count: row.bills, currency: row.currency, amount },
      sentence:
        `${part} of what ${row.carrier} bills cannot be judged: ${amount} ${row.currency} on ${row.bills} bills lack a ` +
        'contract, lane, rate, index value or the meaning of a code.',
      cases: { carrier: row.carrier },
    };
  });
};
