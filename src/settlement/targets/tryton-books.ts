import { type TrytonRpc, TrytonTrouble } from './tryton-rpc.ts';
import { idOf, isDigits, recordsOf, textOf, type TrytonRecord } from './tryton-values.ts';

/** What of Tryton's master data a target is told; the rest is found by code. */
export interface TrytonNames {
  /** Name of the company's party; absent: the only company the user may see. */
  company?: string | undefined;
  /** Code or name of the expense journal; absent: the first there is. */
  journal?: string | undefined;
  /** Code of the account for lines without one of their own; absent: such postings are refused. */
  defaultAccount?: string | undefined;
  /** Our tax codes and the names of Tryton's taxes; absent: a tax is called like its code. */
  taxes?: Record<string, string> | undefined;
}

/** The vendor as Tryton knows it. */
export interface TrytonParty {
  id: number;
  address: number;
  payable: number;
}

/** A purchase tax and where it is booked. */
export interface TrytonTax {
  id: number;
  name: string;
  invoiceAccount: number;
  creditNoteAccount: number;
}

/** Master data seldom changes; a change is seen after so long, or at once when something is refused. */
const rememberedMs = 5 * 60_000;

/** What was found in Tryton before. */
export class TrytonMemory {
  private found = new Map<string, Promise<unknown>>();
  private since = performance.now();

  /** Whatever was remembered may be what was wrong. */
  forget(): void {
    this.found = new Map();
    this.since = performance.now();
  }

  async remembered<T>(key: string, find: () => Promise<T>): Promise<T> {
    if (performance.now() - this.since > rememberedMs) this.forget();
    const { found } = this;
    const known = found.get(key) as Promise<T> | undefined;
    if (known) return known;
    const finding = find();
    found.set(key, finding);
    finding.catch(() => found.delete(key));
    return finding;
  }
}

/** Finds parties, accounts, taxes and the like in Tryton by the codes our postings carry. */
export class TrytonBooks {
  constructor(
    readonly rpc: TrytonRpc,
    private readonly names: TrytonNames,
    private readonly memory: TrytonMemory,
  ) {}

  /** Reads records of a model. */
  async read(
    model: string,
    { where, fields, limit = null }: { where: unknown[]; fields: string[]; limit?: number | null },
  ): Promise<TrytonRecord[]> {
    const context = model === 'company.company' ? {} : { company: await this.company() };
    return recordsOf(await this.rpc.call(`model.${model}.search_read`, [where, 0, limit, null, fields, context]));
  }

  /**
   * The company whose books these are.
   *
   * @throws TrytonTrouble REFUSED when there is none or more than one
   */
  company(): Promise<number> {
    return this.memory.remembered('company', async () => {
      const { company: name } = this.names;
      const where = name === undefined ? [] : [['party.name', '=', name]];
      const companies = await this.read('company.company', { where, fields: ['id'] });
      return idOf(theOnly(companies, `company${name === undefined ? '' : ` "${name}"`}`));
    });
  }

  currency(code: string): Promise<number> {
    return this.memory.remembered(`currency ${code}`, async () => {
      const found = await this.read('currency.currency', { where: [['code', '=', code]], fields: ['id'] });
      return idOf(theOnly(found, `currency ${code}`));
    });
  }

  journal(): Promise<number> {
    return this.memory.remembered('journal', async () => {
      const { journal } = this.names;
      const named = journal === undefined ? [] : [['OR', ['code', '=', journal], ['name', '=', journal]]];
      const where = [['type', '=', 'expense'], ...named];
      const [first] = await this.read('account.journal', { where, fields: ['id'], limit: 1 });
      return idOf(first ?? missing(`expense journal${journal === undefined ? '' : ` "${journal}"`}`));
    });
  }

  /** The account of a GL code; null: the target's default account. */
  account(code: string | null): Promise<number> {
    const wanted = code ?? this.names.defaultAccount;
    if (wanted === undefined)
      throw new TrytonTrouble('REFUSED', 'a line has no GL account, and the target names no default account');
    return this.memory.remembered(`account ${wanted}`, async () => {
      const where = [
        ['code', '=', wanted],
        ['company', '=', await this.company()],
        ['type', '!=', null],
      ];
      return idOf(theOnly(await this.read('account.account', { where, fields: ['id'] }), `account ${wanted}`));
    });
  }

  /** The vendor with a party code, its address and the account it is paid from. */
  party(code: string): Promise<TrytonParty> {
    return this.memory.remembered(`party ${code}`, async () => {
      const parties = await this.read('party.party', {
        where: [['code', '=', code]],
        fields: ['account_payable'],
      });
      const party = theOnly(parties, `party with code ${code}`);
      const addresses = await this.read('party.address', {
        where: [['party', '=', idOf(party)]],
        fields: ['id'],
        limit: 1,
      });
      return {
        id: idOf(party),
        address: idOf(addresses[0] ?? missing(`address of party ${code}`)),
        payable: isDigits(party.account_payable) ? idOf(party, 'account_payable') : await this.payable(),
      };
    });
  }

  /** The account all vendors without one of their own are paid from. */
  private payable(): Promise<number> {
    return this.memory.remembered('payable', async () => {
      const params = [[1], ['default_account_payable'], { company: await this.company() }];
      const [configuration] = recordsOf(await this.rpc.call('model.account.configuration.read', params));
      return idOf(configuration ?? {}, 'default_account_payable');
    });
  }

  tax(code: string): Promise<TrytonTax> {
    return this.memory.remembered(`tax ${code}`, async () => {
      const name = this.names.taxes?.[code] ?? code;
      const taxes = await this.read('account.tax', {
        where: [
          ['name', '=', name],
          ['parent', '=', null],
          ['company', '=', await this.company()],
        ],
        fields: ['name', 'description', 'invoice_account', 'credit_note_account'],
      });
      const tax = theOnly(taxes, `tax ${name}`);
      return {
        id: idOf(tax),
        name: textOf(tax, 'description') ?? name,
        invoiceAccount: idOf(tax, 'invoice_account'),
        creditNoteAccount: idOf(tax, 'credit_note_account'),
      };
    });
  }
}

function theOnly<T>(found: readonly T[], what: string): T {
  const [first] = found;
  if (found.length > 1) throw new TrytonTrouble('REFUSED', `Tryton has more than one ${what}`);
  return first ?? missing(what);
}

function missing(what: string): never {
  throw new TrytonTrouble('REFUSED', `Tryton has no ${what}`);
}
