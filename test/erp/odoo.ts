import { OdooTarget } from '../../src/settlement/targets/odoo.ts';
import { readExactly } from '../../src/settlement/targets/exact-json.ts';
import { amountForm, Books, dayForm, type Entry, type Field, fieldComplaint, sumOf } from './books.ts';
import type { ErpUnderTest } from './conformance.ts';
import { lookUpFaults, postFaults, senderFaults } from './faults.ts';
import { type FrontRequest, type FrontResponse, patienceMs, startFront } from './front.ts';

const idForm = /^\d+$/;

/** Fields of `account.move` that an import may set. */
const moveFields: Record<string, Field> = {
  move_type: { form: /^in_(invoice|refund)$/ },
  company_id: { required: true, form: idForm },
  partner_id: { required: true, form: idForm },
  currency_id: { required: true, form: idForm },
  ref: { required: true },
  invoice_origin: {},
  invoice_date: { required: true, form: dayForm },
  date: { form: dayForm },
  invoice_date_due: { form: dayForm },
  invoice_line_ids: { required: true },
};

/** Fields of its lines. */
const lineFields: Record<string, Field> = {
  name: {},
  account_id: { required: true, form: idForm },
  quantity: { form: amountForm },
  price_unit: { required: true, form: amountForm },
  tax_ids: {},
};

type Command = [string, string, string | Record<string, string>];

class UserError extends Error {}

class OdooSimulator {
  readonly books = new Books();

  handle({ body }: FrontRequest): FrontResponse {
    const { service, method, args } = callOf(body);
    if (service === 'common') return answer(method === 'authenticate' ? '7' : 'null');
    const before = structuredClone(this.books.entries);
    try {
      return answer(this.execute(String(args[4]), args[5] as unknown[], args[6] as Record<string, string>));
    } catch (error) {
      // One transaction for each call.
      this.books.entries.splice(0, this.books.entries.length, ...before);
      if (!(error instanceof UserError)) throw error;
      const data = { name: 'odoo.exceptions.UserError', message: error.message };
      return {
        status: 200,
        body: JSON.stringify({ jsonrpc: '2.0', error: { code: 200, message: 'Odoo Server Error', data } }),
      };
    }
  }

  private execute(method: string, args: unknown[], options: Record<string, string>): string {
    switch (method) {
      case 'search_read':
        return this.found(args[0] as [string, string, unknown][], Number(options.offset ?? 0));
      case 'create':
        return `[${(args[0] as Record<string, unknown>[]).map((values) => this.create(values)).join(',')}]`;
      case 'write':
        this.write(this.of((args[0] as string[])[0]), args[1] as Record<string, unknown>);
        return 'true';
      case 'unlink':
        for (const id of args[0] as string[]) this.books.entries.splice(this.books.entries.indexOf(this.of(id)), 1);
        return 'true';
      case 'action_post':
        this.post(this.of((args[0] as string[])[0]));
        return 'true';
      default:
        throw new UserError(`No method ${method}`);
    }
  }

  private of(id: string | undefined): Entry {
    const entry = this.books.entries.find((one) => String(one.id) === id);
    if (!entry) throw new UserError(`Record ${id ?? ''} does not exist or has been deleted.`);
    return entry;
  }

  /** A draft: numbers may come twice, amounts may be what they are. */
  private create(values: Record<string, unknown>): number {
    const entry = {
      reference: '',
      company: '',
      vendor: '',
      number: '',
      amount: '0',
      credit: false,
      day: '',
      fields: {},
      lines: [],
    };
    return this.write(
      this.books.enter({ ...entry, credit: values.move_type === 'in_refund', fields: { state: 'draft' } }),
      values,
    ).id;
  }

  private write(entry: Entry, values: Record<string, unknown>): Entry {
    const lines = ((values.invoice_line_ids ?? []) as Command[]).flatMap(([, , line]) =>
      typeof line === 'object' ? [line] : [],
    );
    const wrong = [fieldComplaint(values, moveFields), ...lines.map((line) => fieldComplaint(line, lineFields))].find(
      Boolean,
    );
    if (wrong) throw new UserError(wrong);
    if (entry.fields.state !== 'draft') throw new UserError('You cannot modify a posted entry.');
    return Object.assign(entry, {
      reference: String(values.invoice_origin),
      company: String(values.company_id),
      vendor: String(values.partner_id),
      number: String(values.ref),
      day: String(values.date),
      amount: sumOf(lines.map((line) => String(line.price_unit))),
    });
  }

  private post(entry: Entry): void {
    if (entry.fields.state !== 'draft') throw new UserError('The entry must be in draft.');
    if (entry.amount.startsWith('-'))
      throw new UserError('You cannot validate an invoice with a negative total amount.');
    const others = new Books();
    others.entries.push(...this.books.entries.filter((other) => other !== entry && other.fields.state === 'posted'));
    const before = others.entries.length;
    if (this.books.closed) throw new UserError('You cannot add entries prior to and inclusive of the lock date.');
    if (this.taking) others.enter({ ...entry, reference: 'by hand' });
    this.taking = false;
    this.books.entries.push(...others.entries.slice(before).map((one) => ({ ...one, id: entry.id + 500_000 })));
    if (others.complaint(entry)) throw new UserError('Duplicated vendor reference detected.');
    entry.fields = { state: 'posted', name: `BILL/${entry.day.slice(0, 4)}/${entry.id}` };
  }

  private taking = false;

  refuse(fault: 'refused' | 'number taken'): void {
    if (fault === 'refused') this.books.closed = true;
    else this.taking = true;
  }

  private found(domain: [string, string, unknown][], offset: number): string {
    const fits = (entry: Entry) =>
      domain.every(([field, operator, value]) => {
        if (field === 'invoice_origin') return entry.reference === value;
        if (field === 'date') return operator === '>=' ? entry.day >= String(value) : entry.day <= String(value);
        return field !== 'state' || operator === '!=' || entry.fields.state === value;
      });
    return `[${this.books.entries
      .filter(fits)
      .slice(offset, offset + 3)
      .map(shown)
      .join(',')}]`;
  }
}

function callOf(body: string): { service: string; method: string; args: unknown[] } {
  return (readExactly(body) as { params: { service: string; method: string; args: unknown[] } }).params;
}

function answer(result: string): FrontResponse {
  return { status: 200, body: `{"jsonrpc":"2.0","id":1,"result":${result}}` };
}

function shown({ id, fields, credit, amount, day, reference }: Entry): string {
  const name = fields.state === 'posted' ? `"${String(fields.name)}"` : 'false';
  const total = amount.includes('.') ? amount : `${amount}.00`;
  return `{"id":${id},"name":${name},"state":"${String(fields.state)}","move_type":"${credit ? 'in_refund' : 'in_invoice'}","amount_total":${total},"date":"${day}","invoice_origin":"${reference}"}`;
}

/** Calls that change something, those that ask, and the log-in. */
function posts({ body }: FrontRequest): boolean | null {
  const { service, args } = callOf(body);
  return service === 'common' ? null : args[4] !== 'search_read';
}

/** Odoo: a draft, then its posting. */
export const odooUnderTest: ErpUnderTest = {
  name: 'Odoo',
  kinds: { posts: postFaults, lookUps: lookUpFaults, sender: senderFaults },
  vendors: ['11', '12', '13', '14', '15'],
  start: async (script) => {
    const odoo = new OdooSimulator();
    const front = await startFront(
      {
        handle: (request) => odoo.handle(request),
        posts,
        refuse: (fault) => {
          odoo.refuse(fault);
        },
      },
      script,
    );
    return {
      target: new OdooTarget({
        url: front.url,
        timeoutMs: patienceMs,
        database: 'acme',
        user: 'tallyman',
        password: 'secret',
        companies: { 'ACME-US': '1' },
        accounts: { '6100': '42' },
        currencies: { USD: '1' },
        settlesWithinSeconds: 0.7,
      }),
      mend: () => {
        odoo.books.mend();
      },
      holds: () => odoo.books.holds(({ fields }) => String(fields.name)),
      stop: () => front.stop(),
    };
  },
};
