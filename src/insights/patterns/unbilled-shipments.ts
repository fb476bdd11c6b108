import type { Search } from './pattern.ts';

/** A bill usually comes within a few days; after two weeks somebody should ask. */
const waitDays = 14;

interface Row {
  carrier: string;
  count: number;
  oldest: string;
  since: string;
}

/**
 * M-02: shipments due for delivery two weeks ago or more, not cancelled, that no bill was matched to. Those received
 * within the span; one without an appointment or committed delivery is due the day it was received.
 */
export const unbilledShipments: Search = async (db, { days, carrier }) => {
  const rows: Row[] = await db.query(
    `WITH ordered AS (
       SELECT DISTINCT ON (f.source, f.body ->> 'shipmentId') f.source, f.body ->> 'shipmentId' AS id, f.body, f.received_at
         FROM fact f
        WHERE f.kind = 'shipment' AND f.received_at > clock_now() - make_interval(days => $1)
          AND ($2::text IS NULL OR f.body ->> 'carrier' = $2)
        ORDER BY f.source, f.body ->> 'shipmentId', (f.body ->> 'version')::int DESC NULLS LAST, f.received_at DESC),
     due AS (
       SELECT o.*, coalesce(
                (SELECT max(left(stop -> 'appointment' ->> 'to', 10)) FROM json_array_elements(o.body -> 'stops') stop
                  WHERE stop ->> 'type' = 'DELIVERY'),
                left(o.body -> 'committedDelivery' ->> 'to', 10), o.received_at::date::text)::date AS on
         FROM ordered o)
     SELECT body ->> 'carrier' AS carrier, count(*)::int AS count, min(due.on)::text AS since,
            (array_agg(id ORDER BY due.on, id))[1] AS oldest
       FROM due
      WHERE due.on < clock_now()::date - $3::int AND body ->> 'status' IS DISTINCT FROM 'CANCELLED'
        AND NOT EXISTS (SELECT FROM bill b WHERE b.dossier = 'S:' || due.source || ':' || due.id)
      GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT 200`,
    [days, carrier, waitDays],
  );
  return rows.map(({ carrier: biller, count, oldest, since }) => ({
    ...{ check: 'M-02', carrier: biller, count, currency: null, amount: null, cases: null },
    sentence: `${count} ${count === 1 ? 'shipment' : 'shipments'} of ${biller} without a bill; the oldest, ${oldest}, was due on ${since}.`,
  }));
};
