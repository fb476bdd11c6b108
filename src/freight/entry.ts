/**
 * What a table says under a name that somebody else gave (equipment, a zone, a unit, a code): its own entry alone, so that a
 * name such as `constructor` finds nothing. Undefined where the table has no such entry, or there is no table.
 */
export function entryOf<T>(
  table: Readonly<Partial<Record<string, T>>> | null | undefined,
  name: string,
): T | undefined {
  return table && Object.hasOwn(table, name) ? table[name] : undefined;
}
