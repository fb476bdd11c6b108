import type { EntityManager } from 'typeorm';
import type { Shipment } from '../freight/shipment.ts';
import type { LegalEntity } from '../freight/terms.ts';
import { type HeldKey, holdKeys } from '../wake/marks.ts';
import { keysOfShipment } from './fact-keys.ts';

/**
 * Gives each of these shipments whose entity accrues a dossier of its own, before any bill: the keys it is found under are
 * held in the transaction of the fact, so that whatever comes for it wakes it. Where nobody accrues, nothing is written.
 */
export async function holdAccruing(tx: EntityManager, shipments: readonly Shipment[]): Promise<void> {
  if (shipments.length === 0) return;
  const accruing = await tx.query<{ body: LegalEntity }[]>(
    `SELECT body FROM master_now WHERE kind = 'legal-entity' AND body ->> 'accruals' = 'DISPATCH'`,
  );
  if (accruing.length === 0) return;
  const plain = (name: string) => name.trim().toUpperCase();
  const names = new Set(accruing.flatMap(({ body }) => [body.legalEntity, ...(body.aliases ?? [])].map(plain)));
  const held = shipments
    .filter(({ legalEntity }) => names.has(plain(legalEntity)))
    .flatMap((shipment): HeldKey[] => {
      const dossier = `S:${shipment.source}:${shipment.shipmentId}`;
      return keysOfShipment(shipment).map((key) => ({ key, dossier }));
    });
  await holdKeys(tx, held);
}
