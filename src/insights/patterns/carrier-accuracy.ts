import { type Search, percentWords } from './pattern.ts';

const enoughBills = 10;
/** Fewer bills right than this is worth a talk with the carrier. */
const good = 0.9;

interface Row {
  carrier: string;
  bills: number;
  right: number;
}

/** G-09: how many of a carrier's bills were right as they came, those still waiting for facts left out. */
export const carrierAccuracy: Search = async (db, { days, carrier }) => {
  const rows: Row[] = await db.query(
    `SELECT carrier, count(*)::int AS bills,
            count(*) FILTER (WHERE approved = billed AND reopened_count = 0 AND NOT needs_review)::int AS "right"
       FROM freight_case
      WHERE received_at > clock_now() - make_interval(days => $1) AND ($2::text IS NULL OR carrier = $2)
        AND carrier IS NOT NULL AND kind = 'ORIGINAL' AND state NOT IN ('PARKED', 'AWAITING_MATCH', 'AWAITING_EVIDENCE')
      GROUP BY carrier
     HAVING count(*) >= $3
        AND count(*) FILTER (WHERE approved = billed AND reopened_count = 0 AND NOT needs_review) < $4::float8 * count(*)
      ORDER BY count(*) DESC, carrier LIMIT 200`,
    [days, carrier, enoughBills, good],
  );
  return rows.map(({ carrier: biller, bills, right }) => ({
    ...{ check: 'G-09', carrier: biller, count: bills - right, currency: null, amount: null },
    sentence: `${right} of ${bills} bills of ${biller} (${percentWords(right / bills)}) were right as they came.`,
    cases: { carrier: biller },
  }));
};
