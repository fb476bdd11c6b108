import { amountText, Dec } from '../../freight/money.ts';
import { type Search, words } from './pattern.ts';

/** Often enough that it is a cause to be found, not so many disputes. */
const often = 3;

interface Row {
  carrier: string;
  charge: string;
  reason: string;
  currency: string;
  bills: number;
  amount: string;
}

/** G-01: one carrier, one charge, one reason, again and again. */
export const sameMistake: Search = async (db, { days, carrier }) => {
  const rows: Row[] = await db.query(
    `SELECT c.carrier, l.charge, l.reason, c.currency, count(DISTINCT c.case_id)::int AS bills,
            sum(l.disputed + l.denied) AS amount
       FROM freight_case c JOIN case_charge l USING (case_id)
      WHERE c.received_at > clock_now() - make_interval(days => $1) AND ($2::text IS NULL OR c.carrier = $2)
        AND l.verdict = 'VARIANCE' AND l.disputed + l.denied > 0 AND l.reason IS NOT NULL AND c.currency IS NOT NULL
      GROUP BY c.carrier, l.charge, l.reason, c.currency HAVING count(DISTINCT c.case_id) >= $3
      ORDER BY amount DESC, c.carrier, l.charge LIMIT 200`,
    [days, carrier, often],
  );
  return rows.map((row) => {
    const amount = amountText(new Dec(row.amount), row.currency);
    return {
      ...{ check: 'G-01', carrier: row.carrier, count: row.bills, currency: row.currency, amount },
      sentence:
        `${row.carrier} billed ${words(row.charge)} wrongly on ${row.bills} bills for the same reason, ${row.reason}: ` +
        `${amount} ${row.currency} in all. Settle the cause with the carrier once.`,
      cases: { carrier: row.carrier, reason: row.reason },
    };
  });
};
