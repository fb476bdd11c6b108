import { describe, expect, it } from '@jest/globals';
import type { EquipmentDetails } from '../../freight/equipment-invoice.ts';
import { sampleBill } from '../rate/sample-rating.ts';
import { missingContents } from './invoice-content.ts';

/** All that 46 CFR 541.6 asks of an import, but what the bill's references say. */
const complete: EquipmentDetails = {
  ...{ direction: 'IMPORT', portOfDischarge: 'USLAX', liabilityBasis: 'consignee of the bill', dueDate: '2026-04-05' },
  ...{ freeDays: 0, freeTimeFrom: '2026-03-03', freeTimeTo: '2026-03-09', availableOn: '2026-03-02' },
  ...{ chargedFrom: '2026-03-10', chargedTo: '2026-03-17', rule: 'Tariff 10, rule 200', rates: ['150.00'] },
  ...{ contact: 'dnd@carrier.example', web: 'https://carrier.example/disputes', disputeDays: 30 },
  ...{ statesConformity: true, statesNoFault: true },
};
const references = [
  { type: 'MASTER_BOL' as const, value: 'MEDU123' },
  { type: 'CONTAINER' as const, value: 'MSCU1234567' },
];

const missing = (details: EquipmentDetails | null, bill = sampleBill({ references }), rate: string | null = null) =>
  missingContents(bill, { line: 1, amount: '1100.00', rate, details });

describe('an invoice for demurrage', () => {
  it('that says all lacks nothing; free time of no days is said', () => {
    expect(missing(complete)).toEqual([]);
  });

  it('that says nothing lacks everything that is no matter of import or export', () => {
    expect(missing(null, sampleBill())).toHaveLength(16);
  });

  it.each<[keyof EquipmentDetails, string]>([
    ['portOfDischarge', 'port of discharge'],
    ['liabilityBasis', 'why the billed party is liable'],
    ['dueDate', 'due date'],
    ['freeDays', 'free time in days'],
    ['freeTimeFrom', 'start of free time'],
    ['freeTimeTo', 'end of free time'],
    ['availableOn', 'day of availability'],
    ['chargedFrom', 'days charged'],
    ['chargedTo', 'days charged'],
    ['rule', 'rule the rate is of'],
    ['rates', 'rate'],
    ['contact', 'contact for a dispute'],
    ['web', 'web page on disputes'],
    ['disputeDays', 'time limit of a dispute'],
    ['statesConformity', 'statement that the charge conforms with the rules'],
    ['statesNoFault', 'statement that the billing party did not cause it'],
  ])('lacks what %s would say', (field, what) => {
    expect(missing({ ...complete, [field]: null })).toEqual([what]);
  });

  it('lacks a statement that is denied, and words that are none', () => {
    expect(missing({ ...complete, statesNoFault: false, rule: '', rates: [] })).toEqual([
      'rule the rate is of',
      'rate',
      'statement that the billing party did not cause it',
    ]);
  });

  it('may name its bill of lading, container and rate on the line', () => {
    const bare = sampleBill();
    expect(missing(complete, bare)).toEqual(['bill of lading number', 'container number']);
    expect(missing({ ...complete, billOfLading: 'MEDU123', container: 'MSCU1234567' }, bare)).toEqual([]);
    expect(missing({ ...complete, rates: null }, sampleBill({ references }), '150.00')).toEqual([]);
  });

  it('of an export has an earliest return date and no port of discharge', () => {
    const outbound = { ...complete, portOfDischarge: null, availableOn: null };
    expect(missing({ ...outbound, direction: 'EXPORT' })).toEqual(['earliest return date']);
    expect(missing({ ...outbound, direction: 'EXPORT', earliestReturnOn: '2026-03-02' })).toEqual([]);
    // Which of both it is can be told from what it says.
    expect(missing({ ...outbound, direction: null, earliestReturnOn: '2026-03-02' })).toEqual([]);
    expect(missing({ ...complete, direction: null })).toEqual([]);
    expect(missing({ ...outbound, direction: null })).toEqual(['import or export']);
  });
});
