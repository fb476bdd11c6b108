import type { CheckContext } from '../../judged.ts';
import type { Note } from './note.ts';

/** E-05 and E-06: the freight is owed; the goods are a claim of their own. */
export function exceptionNotes({ evidence }: CheckContext): Note[] {
  return evidence.exceptions.map(({ type, pieces, stop, source, id }) => {
    const count = pieces === null ? '' : ` ${pieces} ${pieces === 1 ? 'piece' : 'pieces'}`;
    const at = stop === null ? '' : ` at stop ${stop}`;
    const check = type === 'DAMAGED' || type === 'REFUSED' ? 'E-06' : 'E-05';
    const sentence = `Delivery${at}:${count} ${type.toLowerCase()}, according to ${source} ${id}.`;
    return { check, code: 'OS_D', severity: 'WARNING', sentence };
  });
}
