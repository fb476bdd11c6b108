import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { CarrierInvoice } from '../../freight/bill.ts';
import type { FreightDocument } from '../../freight/document.ts';
import type { FreightEvent } from '../../freight/event.ts';
import { readX12, type X12Set } from './envelope.ts';
import { readSet } from './read-set.ts';
import type { SetResult } from './understood.ts';
import { type Envelope, writeInterchange } from './write-envelope.ts';
import { write210 } from './write-210.ts';
import { write214 } from './write-214.ts';

const envelope: Envelope = { sender: 'FFRT', receiver: 'SHIPPERCO', control: '7', date: '2027-01-05', time: '09:00' };

function resultsOf(text: string): Map<X12Set, SetResult> {
  const sets = readX12(text).interchanges.flatMap((one) => one.groups.flatMap((group) => group.sets));
  return new Map(sets.map((set) => [set, readSet(set)]));
}

function factsOf(text: string) {
  return [...resultsOf(text).values()].map((result) => {
    if (!result.understood) throw new Error(`${result.code}: ${result.detail}`);
    return result.facts;
  });
}

const word = fc.stringMatching(/^[A-Z0-9][A-Z0-9 .&-]{0,18}[A-Z0-9]$/);
const day = fc
  .integer({ min: 0, max: 364 })
  .map((days) => new Date(Date.UTC(2026, 0, 1 + days)).toISOString().slice(0, 10));
const cents = fc.integer({ min: -9_999_999, max: 99_999_999 });
const rate = fc.integer({ min: 1, max: 999_999 }).map((units) => String(units / 100));
const envelopes = fc.constantFrom<Envelope>(
  envelope,
  { ...envelope, version: '005010' },
  { ...envelope, separators: { element: '|', component: ':', segment: '\n' } },
  { ...envelope, version: '005010', separators: { element: '\u001d', component: '^', segment: '\u001c' } },
);
const optional = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined });
function given<T extends object>(fields: T): T {
  return JSON.parse(JSON.stringify(fields)) as T;
}

const lines = fc.array(
  fc.record({
    kind: fc.constantFrom(
      { charge: 'LINEHAUL', rawCode: '400' },
      { charge: 'FUEL', rawCode: '405' },
      { charge: 'DISCOUNT', rawCode: 'DSC' },
      { rawCode: 'LFT' },
      { rawCode: 'X77' },
    ),
    cents,
    description: optional(word),
    stop: optional(fc.integer({ min: 1, max: 99 })),
    rate: optional(rate),
    rateBasis: optional(fc.constantFrom('PER_CWT', 'PER_MILE', 'FLAT', 'PER_HOUR', 'XX')),
    quantity: optional(fc.record({ value: rate, unit: fc.constantFrom('LB', 'KG', 'HOUR', 'XX') })),
    freightClass: optional(fc.constantFrom('50', '77.5', '500')),
    currency: optional(fc.constant('CAD')),
  }),
  { maxLength: 5 },
);

const party = fc.record({
  name: word,
  code: optional(word),
  city: optional(word),
  country: optional(fc.constant('US')),
});

const invoices: fc.Arbitrary<CarrierInvoice> = fc
  .record({
    lines,
    total: cents,
    currency: fc.constantFrom(['USD', 2] as const, ['JPY', 0] as const, ['TND', 3] as const),
    number: word,
    pro: word,
    others: fc.uniqueArray(
      fc.record({ type: fc.constantFrom('BOL', 'PO', 'LOAD', 'CONTAINER', 'INVOICE', 'OTHER'), value: word }),
      { selector: (one) => `${one.type} ${one.value}`, maxLength: 4 },
    ),
    date: day,
    pickup: optional(day),
    delivery: optional(day),
    kind: fc.constantFrom(
      'ORIGINAL',
      'CORRECTED',
      'REBILL',
      'SUPPLEMENTAL',
      'BALANCE_DUE',
      'ADJUSTMENT',
      'CANCELLATION',
      'PAST_DUE',
      'REBUTTAL',
    ),
    corrects: optional(word),
    terms: optional(fc.constantFrom('PREPAID', 'COLLECT', 'THIRD_PARTY')),
    billTo: optional(party),
    shipper: optional(party),
    consignee: optional(party),
    weight: fc.record({ value: rate, unit: fc.constantFrom('LB', 'KG') }),
  })
  .map((one) => {
    const [currency, places] = one.currency;
    const amount = (units: number) => (units / 10 ** places).toFixed(places).replace(/^-(0(\.0*)?)$/, '$1');
    const charges = one.lines.map((line, index) => {
      const { cents: units, kind, ...rest } = line;
      const freight = kind.charge === 'LINEHAUL';
      return {
        line: index + 1,
        ...kind,
        ...rest,
        freightClass: freight ? rest.freightClass : undefined,
        amount: amount(units),
      };
    });
    return given({
      source: 'x12:FFRT',
      documentId: '',
      invoiceNumber: one.number,
      carrier: 'FFRT',
      billTo: one.billTo,
      invoiceDate: one.date,
      kind: one.kind,
      corrects: one.kind === 'ORIGINAL' || one.corrects === undefined ? undefined : { invoiceNumber: one.corrects },
      currency,
      total: amount(one.total),
      terms: one.terms,
      bills: [
        {
          bill: 1,
          billNumber: one.pro,
          references: [{ type: 'PRO', value: one.pro }, ...one.others],
          shipper: one.shipper,
          consignee: one.consignee,
          pickupDate: one.pickup,
          deliveryDate: one.delivery,
          weight: one.weight,
          total: charges.length === 0 ? amount(one.total) : undefined,
          charges,
        },
      ],
    });
  });

describe('reading what was written gives the same', () => {
  it('invoices, in both releases and any separators', () => {
    fc.assert(
      fc.property(fc.array(invoices, { minLength: 1, maxLength: 3 }), envelopes, (written, around) => {
        expect(factsOf(write210(written, around)).flatMap((facts) => facts.invoices)).toEqual(written);
      }),
      { numRuns: 300 },
    );
  });

  it('events, in both releases and any separators', () => {
    const meanings = fc.constantFrom(
      { type: 'ARRIVED_AT_STOP', classifier: 'ACTUAL', data: { stopType: 'PICKUP' } },
      { type: 'DEPARTED_STOP', classifier: 'ACTUAL', data: { stopType: 'DELIVERY' } },
      { type: 'DELIVERY_ATTEMPTED', classifier: 'ACTUAL', data: { stopType: 'DELIVERY' } },
      { type: 'DELIVERED', classifier: 'ESTIMATED', data: { stopType: 'DELIVERY' } },
      { type: 'IN_TRANSIT', classifier: 'ACTUAL' },
      { type: 'DELAYED', classifier: 'ACTUAL', reason: { code: 'AO', attribution: 'OUTSIDE' } },
    );
    const minute = fc
      .integer({ min: 0, max: 1439 })
      .map((minutes) => new Date(minutes * 60_000).toISOString().slice(11, 19));
    const moments = fc
      .tuple(day, minute, fc.constantFrom('', 'Z', '-05:00', '-04:00', '-08:00', '+02:00', '-01:00'))
      .map(([date, time, offset]) =>
        offset === '' ? { occurredLocal: `${date}T${time}` } : { occurredAt: `${date}T${time}${offset}` },
      );
    const place = fc.record({
      city: word,
      region: optional(fc.constant('OH')),
      postalCode: optional(fc.constant('44301')),
      country: optional(fc.constant('US')),
      sequence: optional(fc.integer({ min: 1, max: 99 })),
    });
    const events = fc
      .record({ meaning: meanings, moment: moments, place: optional(place), pro: word, bol: optional(word) })
      .map((one) =>
        given({
          source: 'x12:FFRT',
          eventId: '',
          carrier: 'FFRT',
          ...one.meaning,
          ...one.moment,
          place: one.place,
          references: [
            { type: 'PRO', value: one.pro },
            ...(one.bol === undefined ? [] : [{ type: 'BOL', value: one.bol }]),
          ],
        } as FreightEvent),
      );
    fc.assert(
      fc.property(fc.array(events, { minLength: 1, maxLength: 4 }), envelopes, (written, around) => {
        expect(factsOf(write214(written, around)).flatMap((facts) => facts.events)).toEqual(written);
      }),
      { numRuns: 300 },
    );
  });

  it('a delivery is one D1, an appointment an AA or AB, a day without time stays one', () => {
    const shared = {
      source: 'x12:FFRT',
      eventId: '',
      carrier: 'FFRT',
      references: [{ type: 'PRO' as const, value: '1' }],
    };
    const at = { occurredAt: '2026-03-04T09:15:30-06:00' };
    const delivered = { ...shared, ...at, classifier: 'ACTUAL' as const, data: { stopType: 'DELIVERY' } };
    const appointment = { stopType: 'PICKUP', from: '2026-03-04T09:15:30-06:00', to: '2026-03-04T09:15:30-06:00' };
    const events: FreightEvent[] = [
      { ...delivered, type: 'UNLOADED' },
      { ...delivered, type: 'DELIVERED' },
      { ...shared, ...at, type: 'APPOINTMENT_SET', classifier: 'PLANNED', data: appointment },
      {
        ...shared,
        type: 'DEPARTED_STOP',
        classifier: 'ACTUAL',
        occurredLocal: '2026-03-04T00:00:00',
        data: { stopType: 'PICKUP', timeMissing: true },
      },
    ];
    const text = write214(events, envelope);
    expect(text.match(/AT7\*[^*]*/g)).toEqual(['AT7*D1', 'AT7*', 'AT7*AF']);
    expect(factsOf(text).flatMap((facts) => facts.events)).toEqual(events);
  });

  it('a proof of delivery beside its invoice', () => {
    const references = [{ type: 'PRO' as const, value: '123' }];
    const invoice: CarrierInvoice = {
      source: 'x12:FFRT',
      documentId: '',
      invoiceNumber: 'I1',
      carrier: 'FFRT',
      invoiceDate: '2026-03-06',
      kind: 'ORIGINAL',
      total: '10.00',
      bills: [
        {
          bill: 1,
          billNumber: '123',
          references,
          deliveryDate: '2026-03-04',
          charges: [{ line: 1, charge: 'FUEL', rawCode: '405', amount: '10.00' }],
        },
      ],
    };
    const pod: FreightDocument = {
      source: 'x12:FFRT',
      documentId: '',
      type: 'POD',
      carrier: 'FFRT',
      references,
      data: { signedBy: 'R MILLER', signedLocal: '2026-03-04T09:15:00' },
    };
    expect(factsOf(write210([invoice], envelope, [pod]))).toEqual([
      { invoices: [invoice], events: [], documents: [pod] },
    ]);
    const twoBills = { ...invoice, bills: [...invoice.bills, ...invoice.bills] };
    expect(() => write210([twoBills], envelope)).toThrow(RangeError);
    expect(() => write210([{ ...invoice, kind: 'CREDIT' }], envelope)).toThrow(RangeError);
    const taxed = {
      ...invoice,
      bills: invoice.bills.map((bill) => ({ ...bill, taxes: [{ tax: 'VAT', amount: '1.00' }] })),
    };
    expect(() => write210([taxed], envelope)).toThrow(RangeError);
  });

  it('what the standard cannot say is refused', () => {
    const event: FreightEvent = {
      source: 's',
      eventId: '',
      type: 'NOTICE_GIVEN',
      classifier: 'ACTUAL',
      occurredAt: '2026-03-04T09:15:00Z',
    };
    expect(() => write214([event], envelope)).toThrow(RangeError);
    expect(() =>
      write214([{ ...event, type: 'IN_TRANSIT', occurredAt: '2026-03-04T09:15:00+05:30' }], envelope),
    ).toThrow(RangeError);
  });

  it('separators within a text become blanks', () => {
    const text = writeInterchange(envelope, [
      { code: 'IM', sets: [{ type: '210', segments: [['K1', 'A*B~C>D\nE']] }] },
    ]);
    expect(text).toContain('K1*A B C D E~');
  });
});
