import { amountText, Dec } from '../../freight/money.ts';
import { type Search, percentWords } from './pattern.ts';

const enoughBills = 5;
/** Of a carrier's bills with anything to find, this share passes only by tolerance. */
const share = 0.3;

interface Row {
  carrier: string;
  currency: string;
  bills: number;
  all: number;
  amount: string;
}

/** G-04: over-billing that stays just within the tolerance, bill after bill. */
export const justBelowTolerance: Search = async (db, { days, carrier }) => {
  const rows: Row[] = await db.query(
    `SELECT c.carrier, c.currency, count(*)::int AS "all",
            count(*) FILTER (WHERE tolerated.excess > 0)::int AS bills, sum(tolerated.excess) AS amount
       FROM freight_case c CROSS JOIN LATERAL (
              SELECT coalesce(sum(l.billed - l.expected), 0) AS excess FROM case_charge l
               WHERE l.case_id = c.case_id AND l.reason = 'WITHIN_TOLERANCE' AND l.billed > l.expected) tolerated
      WHERE c.received_at > clock_now() - make_interval(days => $1) AND ($2::text IS NULL OR c.carrier = $2)
        AND c.carrier IS NOT NULL AND c.currency IS NOT NULL
      GROUP BY c.carrier, c.currency
     HAVING count(*) FILTER (WHERE tolerated.excess > 0) >= $3
        AND count(*) FILTER (WHERE tolerated.excess > 0) >= $4::float8 * count(*)
      ORDER BY amount DESC, c.carrier LIMIT 200`,
    [days, carrier, enoughBills, share],
  );
  return rows.map((row) => {
    const amount = amountText(new Dec(row.amount), row.currency);
    return {
      ...{ check: 'G-04', carrier: row.carrier, count: row.bills, currency: row.currency, amount },
      sentence:
        `${row.bills} of ${row.all} bills of ${row.carrier} (${percentWords(row.bills / row.all)}) are too high and within ` +
        `the tolerance: ${amount} ${row.currency} given away. Narrow it, or give it a budget.`,
      cases: { carrier: row.carrier, reason: 'WITHIN_TOLERANCE' },
    };
  });
};
