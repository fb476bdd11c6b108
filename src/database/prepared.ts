import type { EntityManager } from 'typeorm';

/** The part of a pg client that we use: a named statement is parsed and planned once per connection. */
interface PreparingClient {
  query(statement: { name: string; text: string; values: readonly unknown[] }): Promise<{ rows: unknown[] }>;
}

const names = new Map<string, string>();

/** A statement keeps its name for as long as the process lives; its text is a constant of the program. */
function nameOf(text: string): string {
  let name = names.get(text);
  if (name === undefined) {
    name = `tallyman_${names.size + 1}`;
    names.set(text, name);
  }
  return name;
}

/**
 * Runs a statement of the hot path: prepared once per connection, so that PostgreSQL plans it once and not each time.
 * Only for constant texts, and outside a transaction it is an ordinary query.
 *
 * @returns the rows, also of INSERT, UPDATE and DELETE with RETURNING
 */
export async function prepared<Row>(
  tx: Pick<EntityManager, 'query' | 'queryRunner'>,
  text: string,
  values: readonly unknown[],
): Promise<Row[]> {
  if (!tx.queryRunner) return tx.query<Row[]>(text, [...values]);
  const client = (await tx.queryRunner.connect()) as PreparingClient;
  const { rows } = await client.query({ name: nameOf(text), text, values });
  return rows as Row[];
}
