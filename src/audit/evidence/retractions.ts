import type { FreightDocument } from '../../freight/document.ts';
import { isPerson, type FreightEvent } from '../../freight/event.ts';
import type { Recorded } from '../../freight/fact.ts';

type EventFact = Recorded<FreightEvent>;
type DocumentFact = Recorded<FreightDocument>;

/** What is left of the facts once retractions are heard. */
export interface Standing {
  events: EventFact[];
  documents: DocumentFact[];
  retracted: { source: string; id: string }[];
}

function maySpeakFor(retraction: EventFact, source: string): boolean {
  if (isPerson(retraction.source)) {
    const named = retraction.body.data?.source;
    return typeof named !== 'string' || named === source;
  }
  return retraction.source === source;
}

function retracts(retraction: EventFact, event: EventFact): boolean {
  return (
    retraction !== event && retraction.body.retracts === event.body.eventId && maySpeakFor(retraction, event.source)
  );
}

/**
 * Retractions that stand: those nobody retracts, then those whose only retractors fell. Two that retract each other
 * prove nothing, so neither stands.
 */
function standingRetractions(retractions: EventFact[]): EventFact[] {
  const standing: EventFact[] = [];
  let open = retractions;
  for (;;) {
    const alive = open.filter((one) => !standing.some((other) => retracts(other, one)));
    const won = alive.filter((one) => !alive.some((other) => retracts(other, one)));
    standing.push(...won);
    open = alive.filter((one) => !won.includes(one));
    if (won.length === 0 || open.length === 0) return standing;
  }
}

/**
 * Events and documents that were not withdrawn (model.md, Event): a RETRACTED may come before what it retracts, may
 * itself be retracted, and speaks for its own source only unless a person says it. The order of the facts is irrelevant.
 * RETRACTED events are not among the events given back.
 */
export function withoutRetracted(events: EventFact[], documents: DocumentFact[]): Standing {
  const retractions = events.filter(({ body }) => body.type === 'RETRACTED' && body.classifier === 'ACTUAL');
  const happenings = events.filter(({ body }) => body.type !== 'RETRACTED');
  if (retractions.length === 0) return { events: happenings, documents, retracted: [] };
  const standing = standingRetractions(retractions);
  const goneEvent = (event: EventFact) => standing.some((retraction) => retracts(retraction, event));
  const goneDocument = (document: DocumentFact) =>
    standing.some(
      (retraction) =>
        retraction.body.retractsDocument === document.body.documentId && maySpeakFor(retraction, document.source),
    );
  return {
    events: happenings.filter((event) => !goneEvent(event)),
    documents: documents.filter((document) => !goneDocument(document)),
    retracted: [...happenings.filter(goneEvent), ...documents.filter(goneDocument)].map(({ source, id }) => ({
      source,
      id,
    })),
  };
}
