import { describe, expect, it } from '@jest/globals';
import type { Posting } from '../../freight/posting.ts';
import { answerIn, sheetOf } from './csv-sheet.ts';

const line = {
  line: 1,
  charge: 'LINEHAUL',
  amount: '-10.50',
  glAccount: '6100',
  costCenter: '-CC10',
  purchaseOrder: null,
  taxCode: null,
  shipmentId: '=HYPERLINK("http://x")',
  allocationShare: null,
};
const posting = {
  postingId: 'p-1',
  type: 'CREDIT',
  legalEntity: 'ACME-US',
  vendorId: '+1',
  carrier: '@ABCD',
  supplierReference: 'INV-1C2',
  invoiceNumber: 'INV, 1',
  invoiceDate: '2026-03-06',
  currency: 'USD',
  net: '-10.50',
  tax: '0.00',
  gross: '-10.50',
  terms: null,
  baselineDate: null,
  dueDate: null,
  postingDate: '2026-03-09',
  discount: null,
  payee: { name: 'Factor', code: '-FACTOR' },
  lines: [line],
} as unknown as Posting;

describe('a posting as a sheet', () => {
  it('has a row for each line, and nothing that a spreadsheet would run', () => {
    const [heading, row, end] = sheetOf(posting).split('\r\n');
    expect(heading).toBe(
      'reference,type,legalEntity,vendorId,carrier,supplierReference,invoiceNumber,invoiceDate,currency,net,tax,gross,terms,baselineDate,dueDate,postingDate,discountDate,discountAmount,payee,rows,row,charge,shipmentId,glAccount,costCenter,purchaseOrder,taxCode,amount',
    );
    expect(row).toBe(
      `p-1,CREDIT,ACME-US,'+1,'@ABCD,INV-1C2,"INV, 1",2026-03-06,USD,-10.50,0.00,-10.50,,,,2026-03-09,,,'-FACTOR,1,1,LINEHAUL,"'=HYPERLINK(""http://x"")",6100,'-CC10,,,-10.50`,
    );
    expect(end).toBe('');
  });
});

describe('an answer file', () => {
  const heading = 'reference,documentNumber,postedOn,amount,refusal\n';
  const answers: [string, string, unknown][] = [
    [
      'takes it',
      `${heading}p-1,4711,2026-03-09,-10.50,\n`,
      { kind: 'TAKEN', documentNumber: '4711', postedOn: '2026-03-09', amount: '-10.50' },
    ],
    ['refuses it', `\ufeff${heading}p-1,,,,"closed, ""03"""\n`, { kind: 'REFUSED', reason: 'closed, "03"' }],
    ['is cut short', `${heading}p-1,4711,2026-03-09,-10.5`, null],
    ['is of another posting', `${heading}p-2,4711,2026-03-09,-10.50,\n`, null],
    ['says neither', `${heading}p-1,,,,\n`, null],
    ['has two rows', `${heading}p-1,1,2026-03-09,1,\np-1,2,2026-03-09,1,\n`, null],
    ['lacks a column', `reference,documentNumber\np-1,4711\n`, null],
    ['is no sheet', '<html>"\n', null],
  ];
  it.each(answers)('that %s', (_, sheet, understood) => {
    expect(answerIn(sheet, 'p-1')).toEqual(understood);
  });
});
