/** An event as it is kept, before it is put into its envelope. */
export interface KeptEvent {
  id: string;
  type: string;
  subject: string;
  sequence: string;
  occurredAt: Date;
  data: Record<string, unknown>;
}

/** No call is larger; what does not fit is told by reference. */
export const mostBodyBytes = 20_000;

/** The longest text that stays when an event is cut down to its reference. */
const longestWord = 200;

/**
 * An event as a CloudEvent 1.0 in structured JSON. `sequence` numbers the events of one subject from 1. One that would be
 * larger than 20 kB keeps its short fields only, with `abridged: true`: the rest is read at its `url`.
 */
export function cloudEvent(event: KeptEvent): string {
  const text = written(event, event.data);
  if (Buffer.byteLength(text) <= mostBodyBytes) return text;
  const short = Object.entries(event.data).filter(
    ([, value]) => !JSON.stringify(value).startsWith('{') && JSON.stringify(value).length <= longestWord,
  );
  return written(event, { ...Object.fromEntries(short.slice(0, 30)), abridged: true });
}

function written({ id, type, subject, sequence, occurredAt }: KeptEvent, data: unknown): string {
  return JSON.stringify({
    specversion: '1.0',
    id,
    source: 'urn:tallyman',
    type,
    subject,
    time: occurredAt.toISOString(),
    sequence,
    datacontenttype: 'application/json',
    data,
  });
}
