import { amountText, Dec } from '../../freight/money.ts';
import { type Search, percentWords } from './pattern.ts';

const enoughLines = 4;
/** A site that causes more than this share of all detention owed is to blame, not its carriers. */
const share = 0.4;

interface Row {
  site: string;
  currency: string;
  lines: number;
  carriers: number;
  amount: string;
  whole: string;
}

/** G-08: detention that is owed, and most of it at one site, by several carriers: the site is slow. */
export const detentionSite: Search = async (db, { days, carrier }) => {
  const rows: Row[] = await db.query(
    `WITH owed AS (
       SELECT c.currency, c.carrier, l.approved,
              coalesce(at.place -> 'location' ->> 'code',
                       concat_ws(' ', at.place -> 'location' ->> 'name', at.place -> 'location' ->> 'city')) AS site
         FROM freight_case c JOIN case_charge l USING (case_id)
         JOIN LATERAL (SELECT f.body FROM fact_key k JOIN fact f USING (fact_id)
                        WHERE k.key = 'shipment:' || c.shipment_source || ':' || c.shipment_id AND f.kind = 'shipment'
                        ORDER BY (f.body ->> 'version')::int DESC NULLS LAST LIMIT 1) latest ON true
         JOIN LATERAL json_array_elements(latest.body -> 'stops') AS at (place) ON (at.place ->> 'stop')::int = l.stop
        WHERE c.received_at > clock_now() - make_interval(days => $1) AND ($2::text IS NULL OR c.carrier = $2)
          AND l.charge IN ('DETENTION_PICKUP', 'DETENTION_DELIVERY', 'LAYOVER') AND l.approved > 0)
     SELECT site, currency, count(*)::int AS lines, count(DISTINCT carrier)::int AS carriers, sum(approved) AS amount,
            (SELECT sum(o.approved) FROM owed o WHERE o.currency = owed.currency) AS whole
       FROM owed WHERE site <> '' GROUP BY site, currency
     HAVING count(*) >= $3 AND sum(approved) > $4 * (SELECT sum(o.approved) FROM owed o WHERE o.currency = owed.currency)
      ORDER BY amount DESC, site LIMIT 50`,
    [days, carrier, enoughLines, share],
  );
  return rows.map((row) => {
    const amount = amountText(new Dec(row.amount), row.currency);
    const part = percentWords(new Dec(row.amount).dividedBy(row.whole).toNumber());
    return {
      ...{ check: 'G-08', carrier: null, count: row.lines, currency: row.currency, amount },
      sentence:
        `${part} of the detention owed arises at ${row.site}: ${amount} ${row.currency} on ${row.lines} lines of ` +
        `${row.carriers} carrier(s). The site keeps trucks waiting.`,
      cases: null,
    };
  });
};
