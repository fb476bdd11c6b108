import { type Search, percentWords, words } from './pattern.ts';

/** Below this many bills a share says little. */
const enoughBills = 20;
const enoughTimes = 5;
/** How much more often than the others before it is told. */
const timesAsOften = 3;

interface Row {
  carrier: string;
  charge: string;
  bills: number;
  times: number;
  peerBills: number;
  peerTimes: number;
}

const notAccessorial = [
  'LINEHAUL',
  'DISCOUNT',
  'MINIMUM',
  'DEFICIT',
  'FUEL',
  'TAX',
  'UNEXPLAINED',
  'UNMAPPED',
  'SERVICE_CREDIT',
];

/** G-02: an accessorial that one carrier bills far more often than the others in the same mode do. */
export const accessorialRate: Search = async (db, { days, carrier }) => {
  const rows: Row[] = await db.query(
    `WITH bill AS (SELECT case_id, carrier, mode FROM freight_case
                    WHERE received_at > clock_now() - make_interval(days => $1) AND carrier IS NOT NULL AND mode IS NOT NULL),
          bills AS (SELECT carrier, mode, count(*) AS n FROM bill GROUP BY carrier, mode),
          billed AS (SELECT b.carrier, b.mode, l.charge, count(DISTINCT b.case_id) AS n
                       FROM bill b JOIN case_charge l USING (case_id)
                      WHERE l.billed > 0 AND l.charge <> ALL ($3) GROUP BY b.carrier, b.mode, l.charge),
          beside AS (
     SELECT o.carrier, o.charge, own.n AS bills, o.n AS times,
            (SELECT coalesce(sum(n), 0) FROM bills p WHERE p.mode = o.mode AND p.carrier <> o.carrier) AS peer_bills,
            (SELECT coalesce(sum(n), 0) FROM billed p
              WHERE p.mode = o.mode AND p.charge = o.charge AND p.carrier <> o.carrier) AS peer_times
       FROM billed o JOIN bills own USING (carrier, mode) WHERE $2::text IS NULL OR o.carrier = $2)
     SELECT carrier, charge, bills::int, times::int, peer_bills::int AS "peerBills", peer_times::int AS "peerTimes"
       FROM beside
      WHERE bills >= $4 AND peer_bills >= $4 AND times >= $5 AND times * peer_bills > $6 * peer_times * bills
      ORDER BY times DESC, carrier, charge LIMIT 200`,
    [days, carrier, notAccessorial, enoughBills, enoughTimes, timesAsOften],
  );
  return rows.map(({ carrier: biller, charge, bills, times, peerBills, peerTimes }) => ({
    ...{ check: 'G-02', carrier: biller, count: times, currency: null, amount: null },
    sentence:
      `${biller} bills ${words(charge)} on ${percentWords(times / bills)} of its bills; ` +
      `the other carriers of the mode on ${percentWords(peerTimes / peerBills)}.`,
    cases: { carrier: biller },
  }));
};
