import { callErp, fieldOf, mostListBytes, noAnswer, type Reply } from './erp-call.ts';
import { keptWords } from './voucher.ts';

/** How a Tryton server is reached, and as whom. */
export interface TrytonServer {
  /** Root of the server, for example `https://tryton.example:8000`. */
  url: string;
  database: string;
  user: string;
  password: string;
}

/**
 * Why a call has no result:
 *
 * - REFUSED: Tryton understood and said no (`UserError`, `UserWarning`); its transaction was rolled back
 * - BUSY: not taken (a lock, a log-in, too many requests, maintenance)
 * - UNREACHABLE: never sent
 * - UNCLEAR: no answer, or none that can be understood; it may have been done
 */
export class TrytonTrouble extends Error {
  constructor(
    readonly kind: 'REFUSED' | 'BUSY' | 'UNREACHABLE' | 'UNCLEAR',
    words: string,
    readonly retryAfterSeconds: number | null = null,
  ) {
    super(keptWords(words));
  }
}

/** The database's words when two transactions met: rolled back, and free to be tried again. */
const lostRace = /database is locked|could not serialize|deadlock detected|lock not available/i;

/** Logs in when somebody must, and again when the session has ended. */
export class TrytonSession {
  private key: Promise<string> | null = null;

  constructor(private readonly server: TrytonServer) {}

  /** Calls that must be over at a time of `performance.now()`. */
  until(end: number): TrytonRpc {
    return new TrytonRpc(this.server, this, end);
  }

  /** One log-in serves all calls that wait for it; one that failed is forgotten. */
  opened(logIn: () => Promise<string>): Promise<string> {
    this.key ??= logIn().catch((error: unknown) => {
      this.key = null;
      throw error;
    });
    return this.key;
  }

  async ended(key: string): Promise<void> {
    if ((await this.key) === key) this.key = null;
  }
}

/** Speaks Tryton's JSON-RPC. Every call is one transaction of Tryton's; what it answers is read but not believed. */
export class TrytonRpc {
  constructor(
    private readonly server: TrytonServer,
    private readonly session: TrytonSession,
    private readonly end: number,
  ) {}

  /**
   * Calls a method of the database. Numbers of the result are texts, as they were written.
   *
   * @throws TrytonTrouble when there is no result
   */
  async call(method: string, params: readonly unknown[]): Promise<unknown> {
    const key = await this.session.opened(() => this.logIn());
    const reply = await this.send(method, params, key);
    if (reply.status !== 401) return resultOf(reply);
    // Nothing was done.
    await this.session.ended(key);
    return resultOf(await this.send(method, params, await this.session.opened(() => this.logIn())));
  }

  /** The version the server tells, without logging in. */
  async version(): Promise<string> {
    const version = resultOf(await this.post('/', { method: 'common.server.version', params: [] }, null));
    return typeof version === 'string' ? version : 'of an unknown version';
  }

  private async logIn(): Promise<string> {
    const { user, password, database } = this.server;
    const reply = await this.send('common.db.login', [user, { password }], null);
    if (reply.status !== 200) {
      const words = reply.status === 404 ? `404 Tryton has no database ${database}` : reply.words;
      throw new TrytonTrouble('BUSY', `log-in of ${user}: ${words}`, reply.retryAfterSeconds);
    }
    const session = resultOf(reply);
    const [id, key] = Array.isArray(session) ? (session as unknown[]) : [];
    if (typeof id !== 'string' || typeof key !== 'string')
      throw new TrytonTrouble('BUSY', `log-in of ${user} was answered without a session`);
    return Buffer.from(`${user}:${id}:${key}`).toString('base64');
  }

  private send(method: string, params: readonly unknown[], key: string | null): Promise<Reply> {
    return this.post(`/${encodeURIComponent(this.server.database)}/`, { method, params }, key);
  }

  private async post(path: string, call: object, key: string | null): Promise<Reply> {
    const timeoutMs = Math.floor(this.end - performance.now());
    if (timeoutMs <= 0) throw new TrytonTrouble('UNREACHABLE', 'no time is left for the next call');
    const headers: Record<string, string> = key === null ? {} : { authorization: `Session ${key}` };
    const body = JSON.stringify({ id: 1, ...call });
    try {
      return await callErp({ url: this.server.url, timeoutMs }, { path, body, headers, atMost: mostListBytes });
    } catch (error) {
      const { kind, words } = noAnswer(error);
      throw new TrytonTrouble(kind === 'UNKNOWN' ? 'UNCLEAR' : kind, words);
    }
  }
}

function resultOf({ status, json, words, retryAfterSeconds }: Reply): unknown {
  // A gateway, a log-in, a limit, an address that is wrong: none of these reached Tryton's books.
  const notTaken = status === 503 || (status >= 300 && status < 500 && status !== 408);
  if (notTaken) throw new TrytonTrouble('BUSY', words, retryAfterSeconds);
  if (status !== 200) throw new TrytonTrouble('UNCLEAR', words);
  if (typeof json !== 'object' || json === null) throw new TrytonTrouble('UNCLEAR', words);
  if ('error' in json) throw troubleOf(json.error);
  if (!('result' in json)) throw new TrytonTrouble('UNCLEAR', words);
  return fieldOf(json, 'result');
}

/** Tryton's exceptions are `[name, arguments]`; anything else is `[words, trace]`. */
function troubleOf(error: unknown): TrytonTrouble {
  const [name, said] = Array.isArray(error) ? (error as unknown[]) : [error];
  const words = (Array.isArray(said) ? (said as unknown[]) : [said]).filter(isWords);
  switch (name) {
    case 'UserError':
      return new TrytonTrouble('REFUSED', words.join(' - '));
    case 'UserWarning':
      // The first is the warning's key.
      return new TrytonTrouble('REFUSED', `warning: ${words.slice(1).join(' - ')}`);
    case 'ConcurrencyException':
      return new TrytonTrouble('BUSY', `changed by somebody else: ${words.join(' - ')}`, 1);
    case 'LoginException':
      return new TrytonTrouble('BUSY', `log-in: ${words.join(' - ')}`);
    default: {
      const text = isWords(name) ? name : JSON.stringify(error);
      return lostRace.test(text) ? new TrytonTrouble('BUSY', text, 1) : new TrytonTrouble('UNCLEAR', text);
    }
  }
}

function isWords(value: unknown): value is string {
  return typeof value === 'string' && value !== '';
}
