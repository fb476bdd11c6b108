import { describe, expect, it } from '@jest/globals';
import type { AccessorialTerms } from '../../../freight/accessorial.ts';
import type { DocumentData } from '../../../freight/document.ts';
import type { FreightEvent } from '../../../freight/event.ts';
import type { Shipment } from '../../../freight/shipment.ts';
import {
  sampleContract,
  sampleDocument,
  sampleEvent,
  sampleLane,
  samplePickup,
  sampleShipment,
} from '../sample-dossier.ts';
import type { SampleParts } from '../sample-dossier.ts';
import { ratedSample, verdictOf } from '../sample-rating.ts';

const flat = (charge: AccessorialTerms['charge'], more: object = {}) =>
  ({ charge, model: 'FLAT', amount: '40.00', authority: 'CONTRACT', ...more }) as AccessorialTerms;
const rated = (terms: AccessorialTerms, parts: SampleParts = {}) =>
  ratedSample({ contracts: [sampleContract({ accessorials: [terms] })], ...parts }).expected.filter(
    ({ charge }) => charge === terms.charge,
  );
const lines = (terms: AccessorialTerms, parts: SampleParts = {}) =>
  rated(terms, parts).map((one) => `${one.stop ?? '-'} ${verdictOf(one)}`);

describe('the stop of a charge that is owed once', () => {
  const assist = flat('DRIVER_ASSIST', { authority: 'APPROVED' });
  const approved = (...stops: (number | null | undefined)[]) => ({
    shipment: sampleShipment({
      authorisations: stops.map((stop) => ({
        charge: 'DRIVER_ASSIST' as const,
        ...(stop === undefined ? {} : { stop }),
      })),
    }),
  });

  it.each<[string, (number | null | undefined)[], string]>([
    ['the only one it was approved for', [2], '2 40.00'],
    ['the same, approved besides for no stop', [2, null, undefined], '2 40.00'],
    ['none, approved for two', [1, 2], '- 40.00'],
    ['none, approved for none', [undefined], '- 40.00'],
  ])('is %s', (_, stops, line) => {
    expect(lines(assist, approved(...stops))).toEqual([line]);
  });

  it('is none where nobody need approve it, and that of no other charge’s approval', () => {
    expect(lines({ ...assist, authority: 'CONTRACT' }, approved(2))).toEqual(['- 40.00']);
    const { authorisations = [] } = approved(1).shipment;
    const other = sampleShipment({
      authorisations: [...(authorisations ?? []), { charge: 'LUMPER', stop: 2 }] as NonNullable<
        Shipment['authorisations']
      >,
    });
    expect(lines(assist, { shipment: other })).toEqual(['1 40.00']);
    expect(lines(flat('TOLL', { authority: 'APPROVED' }), { shipment: other })).toEqual(['- 0.00 ACC_NOT_AUTH']);
  });

  it('is that of the event it is for', () => {
    const held = sampleEvent({ type: 'CUSTOMS_HELD', stop: 2, occurredAt: '2026-03-03T10:00:00-05:00' });
    const events = [samplePickup(), held];
    expect(lines(flat('CUSTOMS', { per: 'EVENT', when: { event: 'CUSTOMS_HELD' } }), { events })).toEqual(['2 40.00']);
  });
});

describe('a charge by weight', () => {
  const byWeight: AccessorialTerms = {
    ...{ charge: 'HAZMAT', model: 'PER_WEIGHT', rate: '2.00', per: '100', weightUnit: 'LB', authority: 'CONTRACT' },
  };

  it('is owed once, whatever the number of stops', () => {
    expect(lines(byWeight)).toEqual(['- 37.00']); // 1,850 ÷ 100 × 2.00
  });

  it('has no rate where the contract counts in nothing', () => {
    expect(lines({ ...byWeight, per: '0' })).toEqual(['- null RATE_MISSING']);
  });
});

describe('a charge by the piece', () => {
  it('is not provable where nobody counted them', () => {
    const items = [{ item: 1, weight: { value: '1850', unit: 'LB' as const }, freightClass: '70' }];
    const perPiece = flat('PACKING', { per: 'PIECE' });
    expect(lines(perPiece)).toEqual(['- 160.00']); // 4 pieces
    expect(lines(perPiece, { shipment: sampleShipment({ items }) })).toEqual(['- null FACT_MISSING']);
  });
});

describe('what happened', () => {
  const perEvent = flat('CUSTOMS', { per: 'EVENT', when: { event: 'CUSTOMS_HELD' } });
  const held = (time: string, more: Partial<FreightEvent> = {}) =>
    sampleEvent({ type: 'CUSTOMS_HELD', stop: 2, occurredAt: `2026-03-03T${time}-05:00`, ...more });
  const count = (...events: ReturnType<typeof held>[]) =>
    rated(perEvent, { events: [samplePickup(), ...events] }).length;

  it('counts once for each stop', () => {
    expect(count(held('10:00:00', { stop: 1 }), held('10:00:00'))).toBe(2);
  });

  it('counts once within fifteen minutes and no longer', () => {
    expect(count(held('10:00:00'), held('10:15:00', { source: 'gps' }))).toBe(1);
    expect(count(held('10:00:00'), held('10:15:00.010', { source: 'gps' }))).toBe(2);
    expect(count(held('10:00:00'), held('10:16:00', { source: 'gps' }))).toBe(2);
  });

  it('is told by the strongest source, and the others are about that', () => {
    const strong = held('10:10:00', { source: 'gps', method: 'GEOFENCE' });
    // Twenty minutes lie between the weaker two, ten between each of them and the strong one.
    expect(count(held('10:00:00'), strong, held('10:20:00', { source: 'x12:BROK' }))).toBe(1);
  });
});

describe('receipts', () => {
  const lumper: AccessorialTerms = {
    ...{ charge: 'LUMPER', model: 'PASS_THROUGH', receipts: ['LUMPER_RECEIPT'], authority: 'CONTRACT' },
  };
  const receipt = (source: string, data: DocumentData, stop?: number) =>
    sampleDocument({ type: 'LUMPER_RECEIPT', source, data, ...(stop === undefined ? {} : { stop }) });

  it.each<[string, (string | null)[], string]>([
    ['the smaller', ['100.00', '80.00'], '- 80.00'],
    ['the smaller, in whatever order', ['80.00', '100.00'], '- 80.00'],
    ['the one that says an amount', [null, '80.00'], '- 80.00'],
    ['the one that says an amount, in whatever order', ['80.00', null], '- 80.00'],
    ['neither where neither says one', [null, null], '- null ACC_NO_EVIDENCE'],
  ])('of one number count %s', (_, amounts, line) => {
    const documents = amounts.map((amount, index) => receipt(`mail-${index}`, { number: 'L-1', amount }));
    expect(lines(lumper, { documents })).toEqual([line]);
  });

  it('come in the order of the stops, those of none first', () => {
    const documents = [
      receipt('a', { number: '1', amount: '10.00' }, 2),
      receipt('b', { number: '2', amount: '20.00' }, 1),
      receipt('c', { number: '3', amount: '30.00' }),
    ];
    expect(lines(lumper, { documents })).toEqual(['- 30.00', '1 20.00', '2 10.00']);
  });

  it('are asked for at the stop where they are wanting', () => {
    const wanted = (terms: AccessorialTerms, parts: SampleParts = {}) =>
      rated(terms, parts).flatMap(({ needs }) => needs.map(({ fact }) => fact));
    expect(wanted(lumper)).toEqual(['document LUMPER_RECEIPT']);
    expect(wanted({ ...lumper, charge: 'INSIDE_DELIVERY' })).toEqual(['document LUMPER_RECEIPT at stop 2']);
  });
});

describe('whose entry holds', () => {
  it('is the lane’s, charge by charge', () => {
    const accessorials = [flat('TOLL', { amount: '10.00' }), flat('HAZMAT', { amount: '20.00' })];
    const lanes = [sampleLane({ accessorials: [flat('TOLL', { amount: '15.00' })] })];
    const { expected } = ratedSample({ contracts: [sampleContract({ accessorials, lanes, fuel: null })] });
    expect(expected.slice(1).map((one) => `${one.charge} ${verdictOf(one)}`)).toEqual(['HAZMAT 20.00', 'TOLL 15.00']);
  });

  it('says what the invoice must say, where it does', () => {
    const plain = flat('TOLL');
    expect(rated({ ...plain, invoiceContent: 'FMC_541_6' })[0]?.invoiceContent).toBe('FMC_541_6');
    expect(rated(plain)[0]).not.toHaveProperty('invoiceContent');
  });

  it('lists each stop, owed or not, of a charge that is no time', () => {
    const shipment = sampleShipment();
    const stops = shipment.stops.map((stop) => ({
      ...stop,
      location: { ...stop.location, siteType: stop.stop === 2 ? ('RESIDENTIAL' as const) : ('COMMERCIAL' as const) },
    }));
    const terms = flat('DRIVER_ASSIST', { per: 'STOP', when: { siteTypes: ['RESIDENTIAL'] } });
    expect(lines(terms, { shipment: { ...shipment, stops } })).toEqual(['1 0.00 ACC_CONDITION', '2 40.00']);
  });
});

describe('an approval', () => {
  const assist = flat('DRIVER_ASSIST', { authority: 'APPROVED', per: 'STOP' });
  const under = (...authorisations: { charge: 'DRIVER_ASSIST' | 'LUMPER'; stop?: number; limit: string }[]) =>
    lines(assist, { shipment: sampleShipment({ authorisations }) });

  it('of another charge pays for nothing', () => {
    const limit = '500.00';
    expect(under({ charge: 'LUMPER', limit })).toEqual(['1 0.00 ACC_NOT_AUTH', '2 0.00 ACC_NOT_AUTH']);
    expect(under({ charge: 'LUMPER', limit }, { charge: 'DRIVER_ASSIST', limit: '30.00' })).toEqual([
      '1 30.00 ACC_OVER_LIMIT',
      '2 0.00 ACC_OVER_LIMIT',
    ]);
  });

  it('for a stop is used up before one for any, in whatever order they were given', () => {
    const any = { charge: 'DRIVER_ASSIST' as const, limit: '25.00' };
    const first = { charge: 'DRIVER_ASSIST' as const, stop: 1, limit: '30.00' };
    // 40.00 at stop 1: 30.00 of its own and 10.00 of the other, which leaves 15.00 for stop 2.
    for (const given of [
      [any, first],
      [first, any],
    ])
      expect(under(...given)).toEqual(['1 40.00', '2 15.00 ACC_OVER_LIMIT']);
  });
});
