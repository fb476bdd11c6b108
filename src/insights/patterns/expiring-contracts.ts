import type { Search } from './pattern.ts';

const soonDays = 30;

interface Row {
  contractId: string;
  version: number;
  carrier: string;
  lastDay: string;
  daysLeft: number;
}

/** G-13: a contract that ends soon, in use lately, with no version and no other contract to follow it. */
export const expiringContracts: Search = async (db, { days, carrier }) => {
  const rows: Row[] = await db.query(
    `SELECT v.contract_id AS "contractId", v.version, v.carrier, (upper(v.effective) - 1)::text AS "lastDay",
            (upper(v.effective) - 1 - clock_now()::date)::int AS "daysLeft"
       FROM contract_version v
      WHERE v.state = 'ACTIVE' AND NOT upper_inf(v.effective) AND ($2::text IS NULL OR v.carrier = $2)
        AND upper(v.effective) - 1 BETWEEN clock_now()::date AND clock_now()::date + $3::int
        AND NOT EXISTS (SELECT FROM contract_version next
                         WHERE next.state = 'ACTIVE' AND next.carrier = v.carrier AND next.modes && v.modes
                           AND next.legal_entities && v.legal_entities AND next.effective @> upper(v.effective))
        AND EXISTS (SELECT FROM freight_case c
                     WHERE c.contract_id = v.contract_id AND c.received_at > clock_now() - make_interval(days => $1))
      ORDER BY upper(v.effective), v.contract_id LIMIT 200`,
    [days, carrier, soonDays],
  );
  return rows.map(({ contractId, version, carrier: biller, lastDay, daysLeft }) => ({
    ...{ check: 'G-13', carrier: biller, count: 1, currency: null, amount: null },
    sentence: `${contractId} v${version} of ${biller} ends on ${lastDay}, in ${daysLeft} days, and nothing follows it.`,
    cases: { carrier: biller },
  }));
};
