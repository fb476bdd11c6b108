import type { FreightDocument } from '../freight/document.ts';
import type { FreightEvent } from '../freight/event.ts';
import type { Recorded } from '../freight/fact.ts';
import { type Reference, referenceKeys } from '../freight/references.ts';
import type { Shipment } from '../freight/shipment.ts';
import type { Carrier, PartnerProfile } from '../freight/terms.ts';
import { matchHappening } from '../audit/match/match.ts';
import type { FoundFact } from './read.ts';
import { recorded } from './shipments.ts';

/** Events and documents of a shipment. */
export interface Happenings {
  events: Recorded<FreightEvent>[];
  documents: Recorded<FreightDocument>[];
}

/** What decides whether a happening belongs to a shipment. */
export interface Surroundings {
  shipment: Shipment;
  /** Those of the shipment's versions and of its bills: a status that names only the bill's PRO belongs too. */
  references: Reference[];
  /** Other shipments found under the same keys. */
  others: Shipment[];
  matchWindowDays: number;
  carriers: readonly Carrier[];
  profiles: ReadonlyMap<string, PartnerProfile>;
}

/** Events and documents named by these references, whether or not they turn out to be another shipment's. */
export function happeningsNear(facts: readonly FoundFact[], references: readonly Reference[]): FoundFact[] {
  const base = new Set(referenceKeys(references));
  return facts.filter(
    ({ fact, keys }) => (fact.kind === 'event' || fact.kind === 'document') && [...keys].some((key) => base.has(key)),
  );
}

/** Those among the near ones that found this shipment, and the retractions of these. */
export function happeningsOf(near: readonly FoundFact[], around: Surroundings): Happenings {
  const own = { ...around.shipment, references: around.references };
  const options = { matchWindowDays: around.matchWindowDays, carriers: around.carriers };
  const found: Happenings = { events: [], documents: [] };
  const retractions: Recorded<FreightEvent>[] = [];
  for (const { fact } of near) {
    const paper = fact.body as FreightEvent | FreightDocument;
    if (fact.kind === 'event' && paper.type === 'RETRACTED') {
      retractions.push(recorded(fact));
      continue;
    }
    const carrier = carrierOfSource(fact.source, around);
    const match = matchHappening(paper, [own, ...around.others], { ...options, carrier });
    if (match.status !== 'MATCHED') continue;
    if (match.shipmentSource !== own.source || match.shipmentId !== own.shipmentId) continue;
    if (fact.kind === 'event') found.events.push(recorded(fact));
    else found.documents.push(recorded(fact));
  }
  found.events.push(...concerning(retractions, found));
  found.events.sort(byId);
  found.documents.sort(byId);
  return found;
}

/** Whom a source speaks for: its profile says so, or the carrier's master record names it. */
function carrierOfSource(source: string, around: Surroundings): string | null {
  const named = around.profiles.get(source)?.carrier;
  return named ?? around.carriers.find((carrier) => carrier.sources?.includes(source))?.carrier ?? null;
}

/** Retractions of what belongs to the shipment, and of such retractions. */
function concerning(retractions: Recorded<FreightEvent>[], found: Happenings): Recorded<FreightEvent>[] {
  const events = new Set(found.events.map((one) => one.body.eventId));
  const documents = new Set(found.documents.map((one) => one.body.documentId));
  const kept: Recorded<FreightEvent>[] = [];
  let open = retractions;
  for (;;) {
    const hits = open.filter(
      ({ body }) => events.has(body.retracts ?? '') || documents.has(body.retractsDocument ?? ''),
    );
    if (hits.length === 0) return kept;
    kept.push(...hits);
    for (const { body } of hits) events.add(body.eventId);
    open = open.filter((one) => !hits.includes(one));
  }
}

function byId(a: { source: string; id: string }, b: { source: string; id: string }): number {
  return a.source === b.source ? (a.id < b.id ? -1 : 1) : a.source < b.source ? -1 : 1;
}
