import { DynamicsTarget } from '../../src/settlement/targets/dynamics.ts';
import { readExactly } from '../../src/settlement/targets/exact-json.ts';
import { amountForm, Books, type Entry, type Field, fieldComplaint, sumOf } from './books.ts';
import type { ErpUnderTest } from './conformance.ts';
import { lookUpFaults, postFaults, senderFaults } from './faults.ts';
import { type FrontRequest, type FrontResponse, patienceMs, startFront } from './front.ts';

/** Fields of the entity `VendorInvoiceHeaders`. */
const header: Record<string, Field> = {
  dataAreaId: { required: true, longest: 4 },
  HeaderReference: { required: true, longest: 60 },
  InvoiceAccount: { required: true, longest: 20 },
  InvoiceNumber: { required: true, longest: 20 },
  InvoiceDate: { form: /^\d{4}-\d{2}-\d{2}T12:00:00Z$/ },
  Currency: { required: true, longest: 3 },
  TermsOfPayment: { longest: 10 },
  InvoiceDescription: { longest: 60 },
  ImportedAmount: { form: amountForm },
};

/** Fields of the entity `VendorInvoiceLines`. */
const lineFields: Record<string, Field> = {
  dataAreaId: { required: true, longest: 4 },
  HeaderReference: { required: true, longest: 60 },
  InvoiceLineNumber: { required: true, form: /^\d+$/ },
  LineDescription: { longest: 1000 },
  MainAccountDisplayValue: { required: true, longest: 500 },
  LineAmount: { required: true, form: amountForm },
};

class DynamicsSimulator {
  readonly books = new Books();

  handle({ method, path, body }: FrontRequest): FrontResponse {
    const url = new URL(path, 'http://dynamics');
    const entity = /^\/data\/(VendorInvoiceHeaders|VendorInvoiceLines)/.exec(url.pathname)?.[1];
    if (entity === undefined) return refused(404, 'No HTTP resource was found.');
    if (method === 'GET') return this.found(entity, url.searchParams);
    const sent = readExactly(body) as Record<string, unknown>;
    if (method === 'PATCH') return this.correct(decodeURIComponent(url.pathname), sent);
    return entity === 'VendorInvoiceHeaders' ? this.create(sent) : this.addLine(sent);
  }

  private create(body: Record<string, unknown>): FrontResponse {
    const wrong = fieldComplaint(body, header);
    if (wrong !== null) return refused(400, wrong);
    if (this.of(String(body.HeaderReference))) return refused(400, 'The record already exists.');
    const entry = {
      reference: String(body.HeaderReference),
      company: String(body.dataAreaId),
      vendor: String(body.InvoiceAccount),
      number: String(body.InvoiceNumber),
      amount: '0',
      credit: false,
      day: String(body.InvoiceDate).slice(0, 10),
      fields: { description: body.InvoiceDescription, imported: body.ImportedAmount },
      lines: [],
    };
    const complaint = this.books.complaint(entry);
    if (complaint === 'closed') return refused(400, `Fiscal period for ${entry.day} is not open.`);
    if (complaint) return refused(400, `Invoice number ${entry.number} is already used by ${complaint.id}.`);
    return { status: 201, body: shown(this.books.enter(entry)) };
  }

  private addLine(body: Record<string, unknown>): FrontResponse {
    const wrong = fieldComplaint(body, lineFields);
    if (wrong !== null) return refused(400, wrong);
    if (this.books.closed) return refused(400, 'Fiscal period is not open.');
    const entry = this.of(String(body.HeaderReference));
    if (!entry) return refused(400, 'There is no header with this reference.');
    const number = Number(body.InvoiceLineNumber);
    if (entry.lines.some((line) => line.number === number)) return refused(400, 'The record already exists.');
    entry.lines.push({ number, amount: String(body.LineAmount) });
    entry.amount = sumOf(entry.lines.map(({ amount }) => amount));
    return { status: 201, body: '{}' };
  }

  private correct(path: string, body: Record<string, unknown>): FrontResponse {
    const entry = this.of(/HeaderReference='([^']*)'/.exec(path)?.[1] ?? '');
    if (!entry) return refused(404, 'Not found.');
    Object.assign(entry, { number: body.InvoiceNumber, vendor: body.InvoiceAccount });
    return { status: 204, body: '' };
  }

  private of(reference: string): Entry | undefined {
    return this.books.entries.find((entry) => entry.reference === reference);
  }

  private found(entity: string, by: URLSearchParams): FrontResponse {
    const filter = by.get('$filter') ?? '';
    const reference = /^HeaderReference eq '([^']*)'$/.exec(filter)?.[1];
    const days = /^InvoiceDate ge (.{10})T00:00:00Z and InvoiceDate le (.{10})T00:00:00Z$/.exec(filter);
    if (reference === undefined && days === null) return refused(400, `Invalid filter ${filter}`);
    const offset = Number(by.get('$skip') ?? 0);
    const entries = this.books.entries
      .filter((entry) => reference === undefined || entry.reference === reference)
      .filter(({ day }) => days === null || (day >= (days[1] ?? '') && day <= (days[2] ?? '')))
      .slice(offset, offset + 3);
    const value = entity === 'VendorInvoiceHeaders' ? entries.map(shown) : entries.flatMap(linesShown);
    return { status: 200, body: `{"value":[${value.join(',')}]}` };
  }
}

function shown({ company, reference, vendor, number, day, fields }: Entry): string {
  const { description, imported } = fields;
  return `{"dataAreaId":"${company}","HeaderReference":"${reference}","InvoiceAccount":"${vendor}","InvoiceNumber":"${number}","InvoiceDate":"${day}T12:00:00Z","InvoiceDescription":"${String(description)}","ImportedAmount":${String(imported)}}`;
}

function linesShown({ reference, lines }: Entry): string[] {
  return lines.map(
    ({ number, amount }) => `{"HeaderReference":"${reference}","InvoiceLineNumber":${number},"LineAmount":${amount}}`,
  );
}

function refused(status: number, message: string): FrontResponse {
  return {
    status,
    body: JSON.stringify({ error: { code: '', message: 'An error has occurred.', innererror: { message } } }),
  };
}

/** Dynamics 365 Finance: a header, then its lines. */
export const dynamicsUnderTest: ErpUnderTest = {
  name: 'Dynamics 365',
  kinds: { posts: postFaults, lookUps: lookUpFaults, sender: senderFaults },
  start: async (script) => {
    const dynamics = new DynamicsSimulator();
    const refuse = dynamics.books.refuse.bind(dynamics.books);
    const posts = ({ method }: FrontRequest) => method !== 'GET';
    const front = await startFront({ handle: (request) => dynamics.handle(request), posts, refuse }, script);
    return {
      target: new DynamicsTarget({
        url: front.url,
        timeoutMs: patienceMs,
        companies: { 'ACME-US': 'usmf' },
        settlesWithinSeconds: 0.7,
      }),
      mend: () => {
        dynamics.books.mend();
      },
      holds: () => dynamics.books.holds(({ reference }) => `usmf ${reference}`),
      stop: () => front.stop(),
    };
  },
};
