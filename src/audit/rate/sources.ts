import type { ContractVersion, IndexValue } from '../../freight/contract.ts';
import type { FreightDocument } from '../../freight/document.ts';
import type { FreightEvent } from '../../freight/event.ts';
import type { Recorded } from '../../freight/fact.ts';
import type { Shipment } from '../../freight/shipment.ts';
import type { WorkingSource } from '../working.ts';

/** A clause of a contract version, by JSON pointer. */
export function contractSource(contract: ContractVersion, pointer: string): WorkingSource {
  return { kind: 'CONTRACT', id: contract.contractId, version: `${contract.version}`, pointer };
}

/** A part of the order in force, by JSON pointer. */
export function shipmentSource({ source, body, receivedAt }: Recorded<Shipment>, pointer: string): WorkingSource {
  const version = body.version ?? null;
  const id = `${source} ${body.shipmentId}`;
  return { kind: 'FACT', id, version: version === null ? null : `${version}`, pointer, receivedAt };
}

/** A part of an event or document. `occurredAt` is the instant as it was found, for a local time. */
export function factSource(
  fact: Recorded<FreightEvent | FreightDocument>,
  pointer: string,
  occurredAt: string | null = null,
): WorkingSource {
  return { kind: 'FACT', id: `${fact.source} ${fact.id}`, pointer, occurredAt, receivedAt: fact.receivedAt };
}

/** A published value of an index. */
export function indexSource({ series, period, revision }: IndexValue): WorkingSource {
  return { kind: 'INDEX', id: `${series} ${period}`, version: `${revision}`, pointer: '/value' };
}

/** A number that holds by definition or by the audit's own rules, such as a pound in kilograms. */
export function ruleSource(id: string, pointer: string): WorkingSource {
  return { kind: 'RULE', id, pointer };
}
