import type { TrytonAccess } from './server.ts';

/** Any JSON. */
type Json = ReturnType<typeof JSON.parse>;

/** A client of the tests' own, so that what Tryton holds is read without the adapter. */
export interface TrytonReader {
  call: (method: string, ...params: unknown[]) => Promise<Json>;
  /** Records of a model, in the books of the one company. */
  read: (model: string, where: unknown[], fields: string[]) => Promise<Json[]>;
}

/** Logs in. */
export async function trytonReader(access: TrytonAccess): Promise<TrytonReader> {
  let session: Record<string, string> = {};
  const call = async (method: string, ...params: unknown[]): Promise<Json> => {
    const response = await fetch(`${access.url}/${access.database}/`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...session },
      body: JSON.stringify({ id: 1, method, params }),
    });
    const text = await response.text();
    if (response.status !== 200) throw new Error(`${method}: ${response.status} ${text}`);
    const answer: Json = JSON.parse(text);
    if (answer.error !== undefined) throw new Error(`${method}: ${JSON.stringify(answer.error)}`);
    return answer.result;
  };
  const [id, key] = await call('common.db.login', access.user, { password: access.password });
  const named = Buffer.from(`${access.user}:${id}:${key}`).toString('base64');
  session = { authorization: `Session ${named}` };
  return {
    call,
    read: (model, where, fields) => call(`model.${model}.search_read`, where, 0, null, null, fields, { company: 1 }),
  };
}

const exact = (amount: string): Json => ({ __class__: 'Decimal', decimal: amount });

/** A day as Tryton's JSON writes it. */
export const trytonDate = (year: number, month: number, day: number): Json => ({
  __class__: 'date',
  year,
  month,
  day,
});

/** What the books are made for. */
export interface BooksWanted {
  /** Party codes of the carriers. */
  vendors: string[];
  /** GL codes of expense accounts. */
  accounts: string[];
  years: number[];
}

/**
 * Books of one company in US dollars: the minimal chart of accounts with the expense accounts asked for beside its own,
 * fiscal years by month, sequences for bills and for credit notes, an input tax `V19`, and the vendors.
 */
export async function setUpBooks(tryton: TrytonReader, wanted: BooksWanted): Promise<void> {
  const { call, read } = tryton;
  const rates = [['create', [{ date: trytonDate(2020, 1, 1), rate: exact('1') }]]];
  const dollar = { name: 'US Dollar', code: 'USD', symbol: '$', rates };
  const [currency] = await call('model.currency.currency.create', [dollar], {});
  const [party] = await call('model.party.party.create', [{ name: 'Acme US', code: 'ACME-US' }], {});
  const [company] = await call('model.company.company.create', [{ party, currency }], {});
  await call('model.res.user.write', [1], { companies: [['add', [company]]], company }, {});
  const context = { company };
  await createChart(tryton, company);
  const [{ type, parent }] = await read('account.account', [['type.expense', '=', true]], ['type', 'parent']);
  const accounts = wanted.accounts.map((code) => ({ name: `Freight ${code}`, code, type, parent, company }));
  await call('model.account.account.create', accounts, context);
  for (const year of wanted.years) await createYear(tryton, company, year);
  await createTax(tryton, company);
  const vendors = wanted.vendors.map((code) => ({
    name: `Carrier ${code}`,
    code,
    addresses: [['create', [{ street: '1 Dock Road' }]]],
  }));
  await call('model.party.party.create', vendors, context);
}

/** The minimal chart of module account through its wizard, as a person would. */
async function createChart({ call, read }: TrytonReader, company: number): Promise<void> {
  const [template] = await read('account.account.template', [['parent', '=', null]], []);
  const wizard = 'wizard.account.create_chart';
  const context = { company };
  const [session] = await call(`${wizard}.create`, {});
  const account = { company, account_template: template.id };
  await call(`${wizard}.execute`, session, { account }, 'create_account', context);
  const [receivable] = await read('account.account', [['type.receivable', '=', true]], []);
  const [payable] = await read('account.account', [['type.payable', '=', true]], []);
  const properties = { company, account_receivable: receivable.id, account_payable: payable.id };
  await call(`${wizard}.execute`, session, { account, properties }, 'create_properties', context);
}

async function createTax({ call, read }: TrytonReader, company: number): Promise<void> {
  const [{ id }] = await read('account.account', [['name', '=', 'Main Tax']], []);
  const kind = { type: 'percentage', rate: exact('0.19'), invoice_account: id, credit_note_account: id };
  const tax = { name: 'V19', description: 'Input tax 19 %', company, ...kind };
  await call('model.account.tax.create', [tax], { company });
}

async function createYear({ call, read }: TrytonReader, company: number, year: number): Promise<void> {
  const context = { company };
  const sequence = async (model: string, type: string, prefix: string): Promise<number> => {
    const [kind] = await read('ir.sequence.type', [['name', '=', type]], []);
    const values = { name: `${prefix} ${year}`, sequence_type: kind.id, company, prefix: `${prefix}-${year}-` };
    const [id] = await call(`model.${model}.create`, [values], context);
    return id;
  };
  const bills = await sequence('ir.sequence.strict', 'Invoice', 'BILL');
  const credits = await sequence('ir.sequence.strict', 'Invoice', 'CREDIT');
  const sequences = {
    company,
    in_invoice_sequence: bills,
    in_credit_note_sequence: credits,
    out_invoice_sequence: bills,
    out_credit_note_sequence: credits,
  };
  const fiscalYear = {
    name: String(year),
    start_date: trytonDate(year, 1, 1),
    end_date: trytonDate(year, 12, 31),
    company,
    post_move_sequence: await sequence('ir.sequence', 'Account Move', 'MOVE'),
    invoice_sequences: [['create', [sequences]]],
  };
  const created = await call('model.account.fiscalyear.create', [fiscalYear], context);
  await call('model.account.fiscalyear.create_period', created, context);
}
