import type { ErpUnderTest } from './conformance.ts';
import { csvDropUnderTest } from './csv-drop.ts';
import { dynamicsUnderTest } from './dynamics.ts';
import { netSuiteUnderTest } from './netsuite.ts';
import { odooUnderTest } from './odoo.ts';
import { oracleUnderTest } from './oracle.ts';
import { pullUnderTest } from './pull.ts';
import { restUnderTest } from './rest.ts';
import { sapUnderTest } from './sap.ts';

/** Every ERP the suite tries. */
export const erpsUnderTest: readonly ErpUnderTest[] = [
  restUnderTest,
  pullUnderTest,
  csvDropUnderTest,
  sapUnderTest(true),
  sapUnderTest(false),
  oracleUnderTest,
  netSuiteUnderTest,
  dynamicsUnderTest,
  odooUnderTest,
];
