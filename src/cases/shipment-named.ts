import type { EntityManager } from 'typeorm';
import { type Decided, unprocessable } from './decided.ts';

/**
 * The shipment a LINK_SHIPMENT names: it must be known, and its source be clear.
 *
 * @throws HttpException 422 when it is not
 */
export async function shipmentNamed(
  tx: EntityManager,
  { shipmentId, shipmentSource }: Decided,
): Promise<{ shipmentId: string; shipmentSource: string }> {
  if (shipmentId === undefined) throw unprocessable('/shipmentId', 'required', 'LINK_SHIPMENT names a shipment');
  const rows = await tx.query<{ source: string }[]>(
    `SELECT DISTINCT f.source FROM fact f WHERE f.kind = 'shipment' AND f.body ->> 'shipmentId' = $1
       AND f.external_id >= $1 AND f.external_id < $1 || U&'\\+10FFFD' AND ($2::text IS NULL OR f.source = $2)`,
    [shipmentId, shipmentSource ?? null],
  );
  const [first, second] = rows;
  if (!first) throw unprocessable('/shipmentId', 'unknown-shipment', `there is no shipment ${shipmentId}`);
  if (second)
    throw unprocessable('/shipmentSource', 'ambiguous-shipment', `several sources have a shipment ${shipmentId}`);
  return { shipmentId, shipmentSource: first.source };
}
