import type { AccessorialTerms } from '../../../src/freight/accessorial.ts';
import type { EquipmentDetails } from '../../../src/freight/equipment-invoice.ts';
import { cannotAssess, passes, raises, type Given, type Scenario } from '../scenario.ts';
import { under, unproven } from './terms.ts';

// Four working days free, then 150.00 a day for four days, then 250.00.
const demurrage: AccessorialTerms = {
  ...{ charge: 'DEMURRAGE', model: 'PER_DAY', from: 'AVAILABLE_FOR_PICKUP', to: 'GATE_OUT', freeDays: 4 },
  ...{ calendar: 'BUSINESS', holidays: 'PORT-OF-CHECKS', authority: 'CONTRACT' },
  tiers: [{ days: 4, rate: '150.00' }, { rate: '250.00' }],
};
const calendar: Given = {
  masterData: { calendars: [{ calendar: 'PORT-OF-CHECKS', holidays: ['2026-03-05'] }] },
};
// Monday the 2nd to Tuesday the 17th of March: 15 days less two weekends and a holiday are 10, less 4 free:
// 4 × 150.00 + 2 × 250.00 = 1,100.00. A day more with the first counted.
const available: NonNullable<Given['events']>[number] = {
  ...{ type: 'AVAILABLE_FOR_PICKUP', stop: 1, occurredAt: '2026-03-02T09:00:00-05:00' },
};
const fetched: Given['events'] = [available, { type: 'GATE_OUT', stop: 1, occurredAt: '2026-03-17T15:00:00-04:00' }];

const demurrages: readonly Scenario[] = [
  raises(
    'A-24',
    'demurrage with its first day',
    { ...calendar, ...under(demurrage, ['DEMURRAGE', '1350.00']), events: fetched },
    {
      ...{ line: 2, reason: 'ACC_WRONG', amount: '250.00', sentence: /with the first day counted/ },
      charge: { expected: '1100.00' },
    },
  ),
  raises(
    'A-24',
    'demurrage by calendar days',
    // 11 days: 4 × 150.00 + 7 × 250.00
    { ...calendar, ...under(demurrage, ['DEMURRAGE', '2350.00']), events: fetched },
    { line: 2, reason: 'ACC_WRONG', amount: '1250.00', sentence: /by calendar days instead of business days/ },
  ),
  passes(
    'A-24',
    'six chargeable days over two tiers',
    { ...calendar, ...under(demurrage, ['DEMURRAGE', '1100.00']), events: fetched },
    { line: 2 },
  ),
  passes(
    'A-24',
    'the same where the word of the gate comes after the bill was judged',
    {
      ...{ ...calendar, ...under(demurrage, ['DEMURRAGE', '1100.00']), events: [available] },
      afterwards: ({ send, names: { carrier, bol } }) =>
        send('events', {
          ...{ source: `api:${carrier}`, eventId: `gate-${bol}`, type: 'GATE_OUT', classifier: 'ACTUAL', stop: 1 },
          ...{ references: [{ type: 'BOL', value: bol }], occurredAt: '2026-03-17T15:00:00-04:00' },
        }),
    },
    { line: 2 },
  ),
  passes(
    'A-24',
    'per diem of seven calendar days, four in the first tier',
    {
      ...under(
        {
          ...demurrage,
          ...{ charge: 'PER_DIEM', from: 'GATE_OUT', to: 'EMPTY_RETURNED', calendar: 'CALENDAR', holidays: null },
        },
        ['PER_DIEM', '1350.00'],
      ),
      // 2nd to 13th: 11 − 4 = 7.
      events: [
        { type: 'GATE_OUT', stop: 1, occurredAt: '2026-03-02T09:00:00-05:00' },
        { type: 'EMPTY_RETURNED', stop: 1, occurredAt: '2026-03-13T09:00:00-04:00' },
      ],
    },
    { line: 2 },
  ),
  cannotAssess(
    'A-24',
    'the container has not been fetched, as far as anybody told',
    { ...calendar, ...under(demurrage, ['DEMURRAGE', '1100.00']), events: [available] },
    { line: 2, reason: 'FACT_MISSING' },
  ),
  cannotAssess(
    'A-24',
    'we have no calendar of the name in the contract',
    { ...under({ ...demurrage, holidays: 'NOBODY-S' }, ['DEMURRAGE', '1100.00']), events: fetched },
    { line: 2, reason: 'FACT_MISSING' },
  ),
  passes(
    'A-24',
    'a calendar that we give when the bill has come',
    {
      ...{ ...under({ ...demurrage, holidays: 'LATE-ONE' }, ['DEMURRAGE', '1100.00']), events: fetched },
      afterwards: async ({ maker }) => {
        await maker.post('/v1/calendars', [{ calendar: 'LATE-ONE', holidays: ['2026-03-05'] }]);
      },
    },
    { line: 2 },
  ),
];

/** All that 46 CFR 541.6 asks of an import. */
const complete: EquipmentDetails = {
  ...{
    direction: 'IMPORT',
    container: 'MSCU1234567',
    portOfDischarge: 'USLAX',
    liabilityBasis: 'consignee of the bill',
  },
  ...{ dueDate: '2026-04-05', freeDays: 4, freeTimeFrom: '2026-03-03', freeTimeTo: '2026-03-09' },
  ...{ availableOn: '2026-03-02', chargedFrom: '2026-03-10', chargedTo: '2026-03-17' },
  ...{ rule: 'Tariff 10, rule 200', rates: ['150.00', '250.00'], contact: 'dnd@carrier.example', disputeDays: 30 },
  ...{ web: 'https://carrier.example/disputes', statesConformity: true, statesNoFault: true },
};
const told = (details: EquipmentDetails | null): Given => ({
  ...calendar,
  ...under({ ...demurrage, invoiceContent: 'FMC_541_6' }, ['DEMURRAGE', '1100.00', details ? { details } : {}]),
  events: fetched,
});

const invoices: readonly Scenario[] = [
  raises(
    'A-25',
    'demurrage billed without its free time and without a statement',
    told({ ...complete, freeTimeTo: null, statesNoFault: false }),
    {
      ...{ line: 2, reason: 'ACC_CONDITION', amount: '1100.00' },
      sentence: /demands: end of free time and statement that the billing party did not cause it/,
      charge: { expected: '0.00', disputed: '1100.00' },
    },
  ),
  raises('A-25', 'demurrage billed with an amount alone', told(null), { line: 2, reason: 'ACC_CONDITION' }),
  passes('A-25', 'demurrage billed with all that the rule asks for', told(complete), { line: 2 }),
  passes(
    'A-25',
    'an export, which has an earliest return date and no port of discharge',
    told({
      ...complete,
      direction: 'EXPORT',
      portOfDischarge: null,
      availableOn: null,
      earliestReturnOn: '2026-03-02',
    }),
    { line: 2 },
  ),
];

const storage: AccessorialTerms = {
  ...{ charge: 'STORAGE', model: 'PER_DAY', from: 'ARRIVED_AT_TERMINAL', to: 'DELIVERED', freeDays: 0 },
  ...{ calendar: 'CALENDAR', tiers: [{ rate: '35.00' }], authority: 'CONTRACT' },
};
// 22:00 in Dallas on the 2nd, written in UTC as the 3rd: delivered on the 4th, two days.
const stored: Given['events'] = [{ type: 'ARRIVED_AT_TERMINAL', stop: 2, occurredAt: '2026-03-03T04:00:00Z' }];

const chassis: AccessorialTerms = {
  ...{ charge: 'CHASSIS', model: 'PER_DAY', from: 'GATE_OUT', to: 'GATE_IN', freeDays: 1, includeFirstDay: true },
  ...{ calendar: 'CALENDAR', tiers: [{ rate: '30.00' }], authority: 'CONTRACT' },
};
const out: NonNullable<Given['events']>[number] = {
  ...{ type: 'GATE_OUT', stop: 1, occurredAt: '2026-03-02T09:20:00-05:00' },
};
// 2nd to 5th with the first: 4 − 1 = 3 days.
const hauled: Given['events'] = [out, { type: 'GATE_IN', stop: 1, occurredAt: '2026-03-05T11:00:00-05:00' }];

const others: readonly Scenario[] = [
  raises(
    'A-23',
    'storage with the day it came',
    { ...under(storage, ['STORAGE', '105.00']), events: stored },
    { line: 2, reason: 'ACC_WRONG', amount: '35.00', charge: { expected: '70.00' } },
  ),
  passes('A-23', 'two days at the terminal', { ...under(storage, ['STORAGE', '70.00']), events: stored }, { line: 2 }),
  cannotAssess('A-23', 'nobody told when it came to the terminal', under(storage, ['STORAGE', '70.00']), { line: 2 }),
  raises(
    'A-26',
    'a chassis without its free day',
    { ...under(chassis, ['CHASSIS', '120.00']), events: hauled },
    { line: 2, reason: 'ACC_WRONG', amount: '30.00', sentence: /with the free days ignored/ },
  ),
  passes('A-26', 'a chassis for three days', { ...under(chassis, ['CHASSIS', '90.00']), events: hauled }, { line: 2 }),
  cannotAssess(
    'A-26',
    'the chassis was not seen again',
    { ...unproven(chassis, {}, ['CHASSIS', '90.00']), events: [out] },
    { line: 2, reason: 'FACT_MISSING' },
  ),
];

/** Storage, demurrage, per diem and chassis, and what their invoices must say. */
export const ofDays: readonly Scenario[] = [...demurrages, ...invoices, ...others];
