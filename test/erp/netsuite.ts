import { NetSuiteTarget } from '../../src/settlement/targets/netsuite.ts';
import { readExactly } from '../../src/settlement/targets/exact-json.ts';
import { amountForm, Books, dayForm, type Entry, type Field, fieldComplaint, sumOf } from './books.ts';
import type { ErpUnderTest } from './conformance.ts';
import { lookUpFaults, postFaults, senderFaults } from './faults.ts';
import { type FrontRequest, type FrontResponse, patienceMs, startFront } from './front.ts';

/** Fields of `vendorBill` and `vendorCredit`. */
const header: Record<string, Field> = {
  externalId: { longest: 255 },
  entity: { required: true },
  subsidiary: { required: true },
  tranId: { required: true, longest: 45 },
  tranDate: { required: true, form: dayForm },
  dueDate: { form: dayForm },
  terms: {},
  currency: { required: true },
  memo: { longest: 999 },
  expense: { required: true },
};

/** Fields of a line of `expense`. */
const expense: Record<string, Field> = {
  account: { required: true },
  amount: { required: true, form: amountForm },
  memo: { longest: 999 },
};

type Ref = { id?: string } | undefined;

class NetSuiteSimulator {
  readonly books = new Books();

  handle({ method, path, body }: FrontRequest): FrontResponse {
    const url = new URL(path, 'http://netsuite');
    if (url.pathname === '/query/v1/suiteql') return this.listed(JSON.parse(body) as { q: string }, url.searchParams);
    const [, kind, externalId] = /^\/record\/v1\/(vendorBill|vendorCredit)\/eid:([\w-]+)$/.exec(url.pathname) ?? [];
    if (kind === undefined || externalId === undefined) return refused(404, 'Record type not found.', 'NOT_FOUND');
    const known = this.books.entries.find((one) => one.reference === externalId && one.fields.kind === kind);
    if (method === 'GET') return known ? { status: 200, body: shown(known) } : absent;
    return this.upsert(readExactly(body) as Record<string, unknown>, { kind, externalId, known });
  }

  private upsert(
    body: Record<string, unknown>,
    { kind, externalId, known }: { kind: string; externalId: string; known: Entry | undefined },
  ): FrontResponse {
    const lines = (body.expense as { items: Record<string, string>[] } | undefined)?.items ?? [];
    const fields = kind === 'vendorBill' ? header : withoutDue;
    const wrong = [fieldComplaint(body, fields), ...lines.map((line) => fieldComplaint(line, expense))].find(Boolean);
    if (wrong) return refused(400, wrong, 'USER_ERROR');
    const amount = sumOf(lines.map((line) => String(line.amount)));
    if (amount.startsWith('-')) return refused(400, 'The transaction total cannot be negative.', 'USER_ERROR');
    const entry = {
      reference: externalId,
      company: String((body.subsidiary as Ref)?.id),
      vendor: String((body.entity as Ref)?.id),
      number: String(body.tranId),
      amount,
      credit: kind === 'vendorCredit',
      day: String(body.tranDate),
      fields: { kind },
      lines: [],
    };
    return this.kept(entry, known) ?? { status: 204, headers: { location: `/record/v1/${kind}/1` }, body: '' };
  }

  /** Creates or changes it; what is wrong with that, where something is. */
  private kept(entry: Omit<Entry, 'id'>, known: Entry | undefined): FrontResponse | null {
    const complaint = known ? null : this.books.complaint(entry);
    if (complaint === 'closed') return refused(400, 'The posting period is closed.', 'PERIOD_CLOSED');
    if (complaint) return refused(400, 'This record already exists: tranId is used by this vendor.', 'DUP_RCRD');
    if (known) Object.assign(known, entry);
    else this.books.enter(entry);
    return null;
  }

  private listed({ q }: { q: string }, by: URLSearchParams): FrontResponse {
    const [, from = '', to = ''] = /BETWEEN TO_DATE\('(.{10})'[^']*'[^']*'\) AND TO_DATE\('(.{10})'/.exec(q) ?? [];
    const offset = Number(by.get('offset') ?? 0);
    const rows = this.books.entries.filter(({ day }) => day >= from && day <= to).slice(offset, offset + 3);
    const items = rows.map(({ id, reference, credit, day, amount }) => ({
      id: String(id),
      externalid: reference,
      type: credit ? 'VendCred' : 'VendBill',
      trandate: day,
      foreigntotal: credit ? amount : `-${amount}`,
    }));
    return { status: 200, body: JSON.stringify({ items, hasMore: false }) };
  }
}

const withoutDue = Object.fromEntries(Object.entries(header).filter(([name]) => !['dueDate', 'terms'].includes(name)));

function shown({ id, reference, number, day, amount }: Entry): string {
  const total = amount.includes('.') ? amount : `${amount}.00`;
  return `{"id":"${id}","externalId":"${reference}","tranId":"${number}","tranDate":"${day}","userTotal":${total}}`;
}

function refused(status: number, detail: string, code: string): FrontResponse {
  return { status, body: JSON.stringify({ title: 'Error', 'o:errorDetails': [{ detail, 'o:errorCode': code }] }) };
}

const absent = refused(404, 'The record instance does not exist.', 'NONEXISTENT_ID');

/** NetSuite's vendor bills and credits. */
export const netSuiteUnderTest: ErpUnderTest = {
  name: 'NetSuite',
  kinds: { posts: postFaults, lookUps: lookUpFaults, sender: senderFaults },
  start: async (script) => {
    const netSuite = new NetSuiteSimulator();
    const refuse = netSuite.books.refuse.bind(netSuite.books);
    const posts = ({ method }: FrontRequest) => method === 'PUT';
    const front = await startFront({ handle: (request) => netSuite.handle(request), posts, refuse }, script);
    return {
      target: new NetSuiteTarget({
        url: front.url,
        timeoutMs: patienceMs,
        companies: { 'ACME-US': '2' },
        accounts: { '6100': '218' },
        currencies: { USD: '1' },
      }),
      mend: () => {
        netSuite.books.mend();
      },
      holds: () => netSuite.books.holds(({ id }) => String(id)),
      stop: () => front.stop(),
    };
  },
};
