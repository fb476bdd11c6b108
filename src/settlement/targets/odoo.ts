import type { Posting } from '../../freight/posting.ts';
import { callErp, fieldOf, type HttpErp, mostListBytes, noAnswer, notPosted } from './erp-call.ts';
import { patienceWith, type Reply, unclear, unclearOf } from './erp-call.ts';
import type { ErpTarget, ListAnswer, ListedVoucher, LookUpAnswer, PostAnswer } from './erp-target.ts';
import { ExactNumber, exactJson } from './exact-json.ts';
import {
  acknowledgedBy,
  believed,
  bookDay,
  called,
  foundAmong,
  halfWay,
  isCredit,
  lineText,
  listAll,
} from './found.ts';
import { listAt, type Named, negated, unfit } from './found.ts';

/** Odoo; calls go to `<url>/jsonrpc`. */
export interface OdooErp extends HttpErp {
  database: string;
  user: string;
  /** The user's password or API key. */
  password: string;
  /** Database ids: companies by our legal entities, accounts by our G/L accounts, currencies by ours. */
  companies?: Named;
  accounts?: Named;
  currencies?: Named;
  settlesWithinSeconds?: number;
}

const longestReference = 64;
const fields = ['name', 'state', 'move_type', 'amount_total', 'date', 'invoice_origin'];
const types = ['in_invoice', 'in_refund'];

/** An answer that is not the one hoped for, as what it means for the posting. */
class Stopped extends Error {
  constructor(
    readonly answer: PostAnswer,
    readonly reply: Reply,
  ) {
    super(answer.words);
  }
}

/**
 * Creates vendor bills and refunds as drafts and posts them. Between the two calls anything may break, so that every
 * attempt first looks for what an earlier one has left: a draft is not in the books, and is posted rather than made anew.
 */
export class OdooTarget implements ErpTarget {
  readonly settlesWithinSeconds: number;
  private user: string | null = null;

  constructor(private readonly erp: OdooErp) {
    this.settlesWithinSeconds = erp.settlesWithinSeconds ?? 30;
  }

  async post(posting: Posting): Promise<PostAnswer> {
    const refusal = unfit(posting, longestReference);
    if (refusal) return refusal;
    const until = patienceWith(this.erp);
    let written = false;
    try {
      const { moves, reply } = await this.movesOf(posting.postingId, until);
      const posted = moves.filter(isPosted);
      if (posted.length > 0) return ofFound(foundAmong(reply, posting.postingId, posted.map(told)));
      written = moves.length > 0;
      const draft = idOf(moves[0]);
      const values = this.move(posting);
      if (draft === null) await this.execute('create', [[values]], until);
      else await this.execute('write', [[new ExactNumber(draft)], renewed(values)], until);
      written = true;
      return await this.postDraft(posting.postingId, until);
    } catch (error) {
      const answer = error instanceof Stopped ? error.answer : noAnswer(error);
      return written ? halfWay(answer) : answer;
    }
  }

  async findByReference(postingId: string): Promise<LookUpAnswer> {
    try {
      const { moves, reply } = await this.movesOf(postingId, patienceWith(this.erp));
      const posted = moves.filter(isPosted);
      if (moves.some((move) => told(move)?.reference !== postingId)) return unclear(reply);
      if (posted.length === 0 && moves.length > 0) return { kind: 'ABSENT', words: 'there as a draft' };
      return foundAmong(reply, postingId, posted.map(told));
    } catch (error) {
      return error instanceof Stopped ? unclear(error.reply) : unclearOf(error);
    }
  }

  async listPosted(from: string, to: string): Promise<ListAnswer> {
    const until = AbortSignal.timeout(60_000);
    const domain = [
      ['date', '>=', from],
      ['date', '<=', to],
      ['state', '=', 'posted'],
      ['move_type', 'in', types],
    ];
    try {
      return await listAll(async (offset) => {
        const order = { fields, offset, limit: 500, order: 'id' };
        const reply = await this.execute('search_read', [domain], until, order);
        return { reply, entries: listAt(reply.json, 'result') };
      }, told);
    } catch (error) {
      return error instanceof Stopped ? { kind: 'UNCLEAR', words: error.answer.words } : unclearOf(error);
    }
  }

  async health(): Promise<{ reachable: boolean; words: string }> {
    const answer = await this.findByReference('00000000-0000-7000-8000-000000000000');
    return { reachable: answer.kind !== 'UNCLEAR', words: answer.words };
  }

  /** Posts the draft and says what is in the books then; drafts that came twice are taken away first. */
  private async postDraft(postingId: string, until: AbortSignal): Promise<PostAnswer> {
    const drafts = await this.movesOf(postingId, until);
    const [first, ...surplus] = drafts.moves
      .map(idOf)
      .filter((id) => id !== null)
      .map((id) => new ExactNumber(id));
    if (first === undefined) return { kind: 'UNKNOWN', words: drafts.reply.words };
    if (surplus.length > 0) await this.execute('unlink', [surplus], until);
    await this.execute('action_post', [[first]], until);
    const { moves, reply } = await this.movesOf(postingId, until);
    const posted = moves.filter(isPosted);
    return posted.length === 1
      ? acknowledgedBy(reply, postingId, told(posted[0]))
      : { kind: 'UNKNOWN', words: reply.words };
  }

  /** Drafts and posted moves of a posting, ours only; cancelled ones are none. */
  private async movesOf(postingId: string, until: AbortSignal): Promise<{ moves: unknown[]; reply: Reply }> {
    const domain = [
      ['invoice_origin', '=', postingId],
      ['move_type', 'in', types],
      ['state', '!=', 'cancel'],
    ];
    const reply = await this.execute('search_read', [domain], until, { fields, order: 'id' });
    const moves = listAt(reply.json, 'result');
    if (!moves || moves.some((move) => told(move)?.reference !== postingId))
      throw new Stopped({ kind: 'UNKNOWN', words: reply.words }, reply);
    return { moves, reply };
  }

  private move(posting: Posting): Record<string, unknown> {
    const credit = isCredit(posting);
    const { companies, accounts, currencies } = this.erp;
    return {
      move_type: credit ? 'in_refund' : 'in_invoice',
      company_id: id(called(posting.legalEntity, companies)),
      partner_id: id(posting.vendorId ?? ''),
      currency_id: id(called(posting.currency, currencies)),
      ref: posting.supplierReference,
      invoice_origin: posting.postingId,
      invoice_date: posting.invoiceDate,
      date: bookDay(posting),
      invoice_date_due: posting.dueDate ?? undefined,
      invoice_line_ids: posting.lines.map((line) => [
        0,
        0,
        {
          name: lineText(line, 200),
          account_id: id(called(line.glAccount, accounts)),
          quantity: 1,
          price_unit: new ExactNumber(credit ? negated(line.amount) : line.amount),
          tax_ids: [[6, 0, []]],
        },
      ]),
    };
  }

  /** @throws Stopped where Odoo does not do it */
  private async execute(
    method: string,
    args: unknown[],
    until: AbortSignal,
    options: Record<string, unknown> = {},
  ): Promise<Reply> {
    const { database, password } = this.erp;
    this.user ??= await this.logOn(until);
    const params = [database, new ExactNumber(this.user), password, 'account.move', method, args, options];
    return this.call('object', 'execute_kw', params, until);
  }

  private async logOn(until: AbortSignal): Promise<string> {
    const { database, user, password } = this.erp;
    const reply = await this.call('common', 'authenticate', [database, user, password, {}], until);
    const uid = fieldOf(reply.json, 'result');
    if (typeof uid === 'string' && /^\d+$/.test(uid)) return uid;
    throw new Stopped({ kind: 'BUSY', retryAfterSeconds: null, words: `Odoo does not know ${user}` }, reply);
  }

  private async call(service: string, method: string, args: unknown[], until: AbortSignal): Promise<Reply> {
    const body = exactJson({ jsonrpc: '2.0', method: 'call', id: 1, params: { service, method, args } });
    const reply = await callErp(this.erp, { path: '/jsonrpc', body, atMost: mostListBytes / 4 }, until);
    if (reply.status !== 200) throw new Stopped(notPosted(reply), reply);
    if (fieldOf(reply.json, 'error') !== undefined) throw new Stopped(failed(reply), reply);
    if (fieldOf(reply.json, 'result') === undefined) throw new Stopped({ kind: 'UNKNOWN', words: reply.words }, reply);
    return reply;
  }
}

/** Odoo answers errors with 200 and a name: what its user did wrong is refused, its own failures are not known. */
function failed(reply: Reply): PostAnswer {
  const name = String(fieldOf(fieldOf(fieldOf(reply.json, 'error'), 'data'), 'name'));
  const { words } = reply;
  if (/\.(UserError|ValidationError|MissingError|RedirectWarning)$/.test(name)) return { kind: 'REFUSED', words };
  if (/\.(AccessDenied|AccessError)$/.test(name)) return { kind: 'BUSY', retryAfterSeconds: null, words };
  return { kind: 'UNKNOWN', words };
}

function ofFound(found: LookUpAnswer): PostAnswer {
  return found.kind === 'FOUND' ? { ...found, kind: 'ACKNOWLEDGED' } : { kind: 'UNKNOWN', words: found.words };
}

/** The same values for a draft that is there: its lines are replaced. */
function renewed(values: Record<string, unknown>): Record<string, unknown> {
  const lines = values.invoice_line_ids as unknown[];
  return { ...values, move_type: undefined, invoice_line_ids: [[5, 0, 0], ...lines] };
}

function id(text: string): ExactNumber | string {
  return /^\d+$/.test(text) ? new ExactNumber(text) : text;
}

function idOf(move: unknown): string | null {
  const number = fieldOf(move, 'id');
  return typeof number === 'string' && /^\d+$/.test(number) ? number : null;
}

function isPosted(move: unknown): boolean {
  return fieldOf(move, 'state') === 'posted';
}

/** A draft has no name yet: Odoo writes `/` or false. */
function told(move: unknown): ListedVoucher | null {
  const [name, origin] = [fieldOf(move, 'name'), fieldOf(move, 'invoice_origin')];
  return believed({
    documentNumber: typeof name === 'string' && name !== '' ? name : 'draft',
    postedOn: fieldOf(move, 'date'),
    amount: fieldOf(move, 'amount_total'),
    reference: origin === false ? '-' : origin,
    credit: fieldOf(move, 'move_type') === 'in_refund',
  });
}
