import { Client, type ClientConfig } from 'pg';

/**
 * A connection whose end is no event of its own. A server that goes away says so once to the query that runs, or to the
 * next one; pg says it again to whoever listens, and without a listener that would end the process: a pool listens only
 * while it keeps a connection, not while somebody holds it.
 */
export class SteadyClient extends Client {
  constructor(config?: string | ClientConfig) {
    super(config);
    this.on('error', () => undefined);
  }
}
