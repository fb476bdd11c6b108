import type { EntityManager } from 'typeorm';
import { amountText, Dec } from '../freight/money.ts';

/** One charge of a shipment as it is accrued; amounts in `currency`, what was reversed or released below nothing. */
export interface AccrualView {
  shipmentSource: string;
  shipmentId: string;
  legalEntity: string;
  carrier: string;
  currency: string;
  charge: string;
  stop: number | null;
  /** What it is expected to cost by what is known now. */
  expected: string;
  /** What was posted for it, at most what is expected. */
  settled: string;
  accrued: string;
  reversed: string;
  released: string;
  /** accrued + reversed + released. */
  open: string;
  dispatchedOn: string | null;
  /** Since when something of the shipment is accrued; null: nothing is open. */
  since: Date | null;
  ageDays: number | null;
  /** When what is still open is released. */
  releaseDueAt: Date | null;
}

/** Which accruals; absent filters let all through. */
export interface AccrualsWanted {
  shipmentId?: string;
  carrier?: string;
  legalEntity?: string;
  /** Open for at least so many days. */
  minAgeDays?: number;
  /** Those that came to nothing too. */
  all: boolean;
  /** Shipments, not charges. */
  limit: number;
  /** The dossier of the last shipment of the page before. */
  after: string | null;
}

type Row = Omit<AccrualView, keyof ChargePart> & { dossier: string; charges: ChargePart[] };
type ChargePart = Pick<
  AccrualView,
  | 'legalEntity'
  | 'carrier'
  | 'currency'
  | 'charge'
  | 'stop'
  | 'expected'
  | 'settled'
  | 'accrued'
  | 'reversed'
  | 'released'
> &
  Pick<AccrualView, 'open'>;

/** Accruals of shipments, charge by charge, and the dossier the next page begins after; null: this is the last. */
export async function accruals(
  db: EntityManager,
  wanted: AccrualsWanted,
): Promise<{ data: AccrualView[]; after: string | null }> {
  const rows: Row[] = await db.query(
    `SELECT dossier, shipment_source AS "shipmentSource", shipment_id AS "shipmentId", dispatched_on::text AS "dispatchedOn",
            since, extract(day FROM clock_now() - since)::int AS "ageDays", release_due_at AS "releaseDueAt", charges
       FROM shipment_accrual
      WHERE ($1::text IS NULL OR shipment_id = $1) AND ($2::text IS NULL OR carrier = $2)
        AND ($3::text IS NULL OR legal_entity = $3) AND (is_open OR $5)
        AND ($4::int IS NULL OR since <= clock_now() - make_interval(days => $4)) AND ($6::text IS NULL OR dossier > $6)
      ORDER BY dossier LIMIT $7`,
    [
      wanted.shipmentId ?? null,
      wanted.carrier ?? null,
      wanted.legalEntity ?? null,
      wanted.minAgeDays ?? null,
      wanted.all,
      wanted.after,
      wanted.limit,
    ],
  );
  const data = rows.flatMap(({ charges, shipmentSource, shipmentId, dispatchedOn, since, ageDays, releaseDueAt }) =>
    charges
      .filter(({ open }) => wanted.all || !new Dec(open).isZero())
      .map((charge): AccrualView => ({
        ...{ shipmentSource, shipmentId, ...charge },
        ...{ dispatchedOn, since, ageDays, releaseDueAt },
      })),
  );
  return { data, after: rows.length === wanted.limit ? (rows.at(-1)?.dossier ?? null) : null };
}

/** How accruals of one company, carrier and currency moved over a time. */
export interface RollForward {
  legalEntity: string;
  carrier: string;
  currency: string;
  opening: string;
  /** By what was expected, up or down. */
  accrued: string;
  /** By bills that were posted; below nothing. */
  reversed: string;
  /** Because no bill came in time, the shipment was cancelled, or nothing is accrued any more; below nothing. */
  released: string;
  /** opening + accrued + reversed + released. */
  closing: string;
}

/** Accruals written before, and from `from` to `to`, both days included and in UTC. */
export async function rollForward(db: EntityManager, from: string, to: string): Promise<RollForward[]> {
  const rows: RollForward[] = await db.query(
    `WITH moved AS (
       SELECT legal_entity AS "legalEntity", carrier, currency, net, accrual_reason AS reason,
              (created_at AT TIME ZONE 'UTC')::date < $1::date AS before
         FROM posting WHERE accrual_of IS NOT NULL AND state <> 'WITHDRAWN' AND (created_at AT TIME ZONE 'UTC')::date <= $2::date)
     SELECT "legalEntity", carrier, currency,
            coalesce(sum(net) FILTER (WHERE before), 0) AS opening,
            coalesce(sum(net) FILTER (WHERE NOT before AND reason = 'EXPECTED'), 0) AS accrued,
            coalesce(sum(net) FILTER (WHERE NOT before AND reason = 'SETTLED'), 0) AS reversed,
            coalesce(sum(net) FILTER (WHERE NOT before AND reason IN ('UNBILLED', 'CANCELLED', 'STOPPED')), 0) AS released,
            coalesce(sum(net), 0) AS closing
       FROM moved GROUP BY 1, 2, 3 ORDER BY 1, 2, 3`,
    [from, to],
  );
  const text = (amount: string, currency: string) => amountText(new Dec(amount), currency);
  return rows.map(({ legalEntity, carrier, currency, ...sums }) => ({
    ...{ legalEntity, carrier, currency },
    opening: text(sums.opening, currency),
    accrued: text(sums.accrued, currency),
    reversed: text(sums.reversed, currency),
    released: text(sums.released, currency),
    closing: text(sums.closing, currency),
  }));
}
