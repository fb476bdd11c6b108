type Query = (sql: string, values?: unknown[]) => Promise<unknown>;

/**
 * Drops a database, ending whatever of ours is still connected to it; one that is not there is no error.
 *
 * `DROP DATABASE … WITH (FORCE)` would also end a vacuum worker that is in it by chance, which only a superuser may;
 * the plain statement sends that one away by itself and waits.
 */
export async function dropDatabase(query: Query, name: string): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    await query(
      `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
        WHERE datname = $1 AND usename = current_user AND pid <> pg_backend_pid()`,
      [name],
    );
    try {
      await query(`DROP DATABASE IF EXISTS ${name}`);
      return;
    } catch (error) {
      const inUse = (error as { code?: string }).code === '55006';
      if (!inUse || attempt === 5) throw error;
    }
  }
}
