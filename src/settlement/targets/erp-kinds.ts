import { isAbsolute, join } from 'node:path';
import { type CsvDrop, CsvDropTarget } from './csv-drop.ts';
import { type DynamicsErp, DynamicsTarget } from './dynamics.ts';
import type { ErpTarget } from './erp-target.ts';
import { type NetSuiteErp, NetSuiteTarget } from './netsuite.ts';
import { type OdooErp, OdooTarget } from './odoo.ts';
import { type OracleErp, OracleTarget } from './oracle.ts';
import { type RestErp, RestTarget } from './rest.ts';
import { type SapErp, SapTarget } from './sap.ts';
import { type TrytonErp, TrytonTarget } from './tryton.ts';

/** What a field of a target's configuration must be. `secret` may be `$NAME`, read from the environment, as may headers. */
export type FieldForm =
  'text' | 'url' | 'secret' | 'timeout' | 'seconds' | 'names' | 'headers' | 'object' | readonly string[];

/** A kind of ERP: the fields its configuration has, those that must be there, and what is made of them. */
export interface ErpKind {
  fields: Readonly<Record<string, FieldForm>>;
  required: readonly string[];
  make(erp: Record<string, unknown>, dataDir: string): ErpTarget;
}

const http = { url: 'url', headers: 'headers', timeoutMs: 'timeout' } as const;
const settles = { settlesWithinSeconds: 'seconds' } as const;

/** The kinds of `erp-targets.json`; each field was checked when `make` gets it. */
export const erpKinds: Readonly<Record<string, ErpKind>> = {
  rest: {
    fields: { ...http, template: 'object' },
    required: ['url'],
    make: (erp) => new RestTarget(erp as unknown as RestErp),
  },
  csv: {
    fields: { folder: 'text', acknowledgement: ['FILES', 'ON_DROP'], lookAgainSeconds: 'seconds' },
    required: ['folder'],
    make: (erp, dataDir) => {
      const drop = erp as unknown as CsvDrop;
      return new CsvDropTarget({ ...drop, folder: isAbsolute(drop.folder) ? drop.folder : join(dataDir, drop.folder) });
    },
  },
  sap: {
    fields: { ...http, ...settles, companies: 'names', terms: 'names', documentType: 'text' },
    required: ['url'],
    make: (erp) => new SapTarget(erp as unknown as SapErp),
  },
  oracle: {
    fields: { ...http, ...settles, companies: 'names', terms: 'names', supplierSite: 'text' },
    required: ['url', 'supplierSite'],
    make: (erp) => new OracleTarget(erp as unknown as OracleErp),
  },
  netsuite: {
    fields: { ...http, companies: 'names', accounts: 'names', currencies: 'names', terms: 'names' },
    required: ['url'],
    make: (erp) => new NetSuiteTarget(erp as unknown as NetSuiteErp),
  },
  dynamics: {
    fields: { ...http, ...settles, companies: 'names', terms: 'names' },
    required: ['url'],
    make: (erp) => new DynamicsTarget(erp as unknown as DynamicsErp),
  },
  odoo: {
    fields: {
      ...http,
      ...settles,
      database: 'text',
      user: 'text',
      password: 'secret',
      companies: 'names',
      accounts: 'names',
      currencies: 'names',
    },
    required: ['url', 'database', 'user', 'password'],
    make: (erp) => new OdooTarget(erp as unknown as OdooErp),
  },
  tryton: {
    fields: {
      url: 'url',
      timeoutMs: 'timeout',
      database: 'text',
      user: 'text',
      password: 'secret',
      accountingDate: ['TODAY', 'INVOICE_DATE'],
      company: 'text',
      journal: 'text',
      defaultAccount: 'text',
      taxes: 'names',
    },
    required: ['url', 'database', 'user', 'password'],
    make: (erp) => new TrytonTarget(erp as unknown as TrytonErp),
  },
};
