import { describe, expect, it } from '@jest/globals';
import type { AccessorialTerms } from '../../../freight/accessorial.ts';
import type { FreightEvent } from '../../../freight/event.ts';
import type { Stop } from '../../../freight/shipment.ts';
import { sampleContract, sampleDocument, sampleEvent, samplePickup, sampleShipment } from '../sample-dossier.ts';
import { accessorialVerdict, chargeOf, ratedSample, sampleBill, verdictOf } from '../sample-rating.ts';

type Terms<M extends AccessorialTerms['model']> = Extract<AccessorialTerms, { model: M }>;
type Told = Partial<FreightEvent> & Pick<FreightEvent, 'type'>;

const at = (time: string) => `2026-03-04T${time}:00-06:00`;
const events = (...told: Told[]) => [samplePickup(), ...told.map(sampleEvent)];
const atStop2 = (type: FreightEvent['type'], time: string): Told => ({ type, stop: 2, occurredAt: at(time) });

const liftgate: Terms<'FLAT'> = { charge: 'LIFTGATE_DELIVERY', model: 'FLAT', amount: '85.00', authority: 'ORDERED' };
const lumper: Terms<'PASS_THROUGH'> = {
  charge: 'LUMPER',
  model: 'PASS_THROUGH',
  receipts: ['LUMPER_RECEIPT'],
  authority: 'APPROVED',
};
const redelivery: Terms<'FLAT'> = {
  charge: 'REDELIVERY',
  model: 'FLAT',
  amount: '70.00',
  authority: 'CONTRACT',
  when: { event: 'DELIVERY_ATTEMPTED', attribution: ['SHIPPER', 'CONSIGNEE'] },
};
const receipt = (number: string, amount: string, more: object = {}) =>
  sampleDocument({ type: 'LUMPER_RECEIPT', stop: 2, data: { number, amount, currency: 'USD', ...more } });

describe('authority', () => {
  it('owes nothing for a liftgate nobody ordered, whatever the delivery facts say', () => {
    const { expected } = ratedSample({ shipment: sampleShipment({ services: [] }) });
    expect(expected.find(({ charge }) => charge === 'LIFTGATE_DELIVERY')).toMatchObject({
      reason: 'ACC_NOT_AUTH',
      check: 'A-39',
      certain: true,
    });
  });

  it('allows a limit once, however many stops ask for it, and a stop its own first', () => {
    const documents = [
      sampleDocument({ type: 'LUMPER_RECEIPT', stop: 1, data: { number: 'A', amount: '90.00', currency: 'USD' } }),
      receipt('B', '90.00'),
    ];
    const under = (authorisations: { charge: 'LUMPER'; stop?: number; limit: string }[]) =>
      ratedSample({
        contracts: [sampleContract({ accessorials: [lumper] })],
        shipment: sampleShipment({ authorisations }),
        documents,
      })
        .expected.filter(({ charge }) => charge === 'LUMPER')
        .map(verdictOf);
    expect(under([{ charge: 'LUMPER', limit: '150.00' }])).toEqual(['90.00', '60.00 ACC_OVER_LIMIT']);
    expect(
      under([
        { charge: 'LUMPER', limit: '50.00' },
        { charge: 'LUMPER', stop: 1, limit: '70.00' },
      ]),
    ).toEqual(['90.00', '30.00 ACC_OVER_LIMIT']);
  });

  it.each<[string, object[], string]>([
    ['nobody approved', [], '0.00 ACC_NOT_AUTH'],
    ['approved up to 100.00', [{ charge: 'LUMPER', limit: '100.00' }], '100.00 ACC_OVER_LIMIT'],
    [
      'approved twice',
      [
        { charge: 'LUMPER', limit: '100.00' },
        { charge: 'LUMPER', stop: 2, limit: '30.00' },
      ],
      '130.00 ACC_OVER_LIMIT',
    ],
    ['approved beyond what it cost', [{ charge: 'LUMPER', limit: '200.00' }], '150.00'],
    ['approved without a limit', [{ charge: 'LUMPER', limit: '1.00' }, { charge: 'LUMPER' }], '150.00'],
    ['approved at another stop', [{ charge: 'LUMPER', stop: 1, limit: '200.00' }], '0.00 ACC_NOT_AUTH'],
  ])('pays a lumper of 150.00 %s', (_, authorisations, verdict) => {
    const shipment = sampleShipment({ authorisations: authorisations as never });
    expect(accessorialVerdict(lumper, { shipment, documents: [receipt('L-1', '150.00')] })).toBe(verdict);
  });
});

describe('conditions and requirements', () => {
  const residential = {
    ...liftgate,
    charge: 'RESIDENTIAL_DELIVERY',
    authority: 'CONTRACT',
    when: { siteTypes: ['RESIDENTIAL'] },
  } as const;
  const site = (siteType: Stop['location']['siteType']) => {
    const shipment = sampleShipment();
    const stops = shipment.stops.map((stop) => ({ ...stop, location: { ...stop.location, siteType } }));
    return { shipment: { ...shipment, stops } };
  };

  it.each([
    ['a residence', 'RESIDENTIAL', '85.00'],
    ['a warehouse', 'COMMERCIAL', '0.00 ACC_CONDITION'],
    ['a site nobody describes', null, 'null FACT_MISSING'],
  ] as const)('judges a residential delivery to %s', (_, siteType, verdict) => {
    expect(accessorialVerdict({ ...residential, when: { siteTypes: ['RESIDENTIAL'] } }, site(siteType))).toBe(verdict);
  });

  it.each<[string, NonNullable<AccessorialTerms['when']>, string]>([
    ['hazardous goods', { hazardous: true }, '0.00 ACC_CONDITION'],
    ['96 inches', { minLengthIn: '96' }, 'null FACT_MISSING'],
    ['2,000 lb', { minWeightLb: '2000' }, '0.00 ACC_CONDITION'],
    ['1,850 lb', { minWeightLb: '1850' }, '85.00'],
    ['an event nobody told of', { event: 'CUSTOMS_HELD' }, '0.00 ACC_CONDITION'],
  ])('asks for %s', (_, when, verdict) => {
    expect(accessorialVerdict({ ...liftgate, when })).toBe(verdict);
  });

  it('waits for a document it requires, and after the deadline owes nothing', () => {
    const terms: AccessorialTerms = {
      ...liftgate,
      requires: [{ document: 'PHOTO' }, { event: 'DELIVERED', minMethod: 'EDI' }],
    };
    const rated = ratedSample({ contracts: [sampleContract({ accessorials: [terms] })] });
    const charge = chargeOf(rated, 'LIFTGATE_DELIVERY');
    expect(charge).toMatchObject({ amount: null, afterDeadline: 'ACC_NO_EVIDENCE' });
    expect(charge?.needs.map(({ fact }) => fact)).toEqual(['document PHOTO at stop 2', 'event DELIVERED at stop 2']);
    const documents = [sampleDocument({ type: 'PHOTO' })];
    expect(accessorialVerdict(terms, { documents, events: events(atStop2('DELIVERED', '09:00')) })).toBe('85.00');
  });
});

describe('receipts', () => {
  const paid: AccessorialTerms = { ...lumper, authority: 'CONTRACT' };
  it.each([
    ['none', [], 'null ACC_NO_EVIDENCE'],
    ['two and a fee', [receipt('L-1', '100.00'), receipt('L-2', '50.00')], '155.00'],
    ['one number twice', [receipt('L-1', '100.00'), { ...receipt('L-1', '100.00'), id: 'again' }], '105.00'],
    ['of another charge', [receipt('L-1', '100.00', { charge: 'TOLL' })], 'null ACC_NO_EVIDENCE'],
    ['in pesos', [receipt('L-1', '100.00', { currency: 'MXN' })], 'null CURRENCY'],
  ])('pays what the receipts say: %s', (_, documents, verdict) => {
    expect(accessorialVerdict({ ...paid, fee: '5.00' }, { documents })).toBe(verdict);
  });
});

describe('redelivery', () => {
  const attempt = (time: string, attribution: 'CARRIER' | 'CONSIGNEE' | null): Told => ({
    ...atStop2('DELIVERY_ATTEMPTED', time),
    reason: { attribution },
  });
  const verdicts = (...told: Told[]) => {
    const rated = ratedSample({ contracts: [sampleContract({ accessorials: [redelivery] })], events: events(...told) });
    return rated.expected.filter(({ charge }) => charge === 'REDELIVERY').map(verdictOf);
  };

  it('is owed once per attempt that failed through the consignee', () => {
    expect(verdicts()).toEqual(['0.00 ACC_CONDITION']);
    expect(verdicts(attempt('09:00', 'CARRIER'))).toEqual(['0.00 ACC_CONDITION']);
    expect(verdicts(attempt('09:00', null))).toEqual(['null FACT_MISSING']);
    expect(
      verdicts(
        attempt('09:00', 'CONSIGNEE'),
        atStop2('ARRIVED_AT_STOP', '11:00'),
        attempt('11:30', 'CARRIER'),
        atStop2('ARRIVED_AT_STOP', '13:00'),
        attempt('13:30', 'CONSIGNEE'),
      ),
    ).toEqual(['70.00', '70.00']);
  });

  it('counts an attempt once that two sources tell of', () => {
    expect(
      verdicts(attempt('09:00', 'CONSIGNEE'), { ...attempt('09:05', null), source: 'gps', method: 'GEOFENCE' }),
    ).toEqual(['70.00']);
  });
});

describe('exclusions', () => {
  const inside: AccessorialTerms = { ...liftgate, charge: 'INSIDE_DELIVERY', amount: '120.00', authority: 'CONTRACT' };
  const verdicts = (accessorials: AccessorialTerms[]) => {
    const exclusions = [accessorials.map(({ charge }) => charge)];
    const charges = [{ line: 1, charge: 'INSIDE_DELIVERY' as const, amount: '120.00' }];
    return ratedSample(
      { contracts: [sampleContract({ accessorials, exclusions, fuel: null })] },
      sampleBill({ charges }),
    )
      .expected.slice(1)
      .map(verdictOf);
  };

  it('owes only the dearest of charges that exclude each other, of equals the first', () => {
    expect(verdicts([liftgate, inside])).toEqual(['0.00 ACC_EXCLUDED', '120.00']);
    expect(verdicts([liftgate, { ...inside, amount: '85.00' }])).toEqual(['85.00', '0.00 ACC_EXCLUDED']);
  });

  it('can not tell while one of them is not provable', () => {
    expect(verdicts([liftgate, { ...inside, requires: [{ document: 'PHOTO' }] }])).toEqual([
      'null ACC_NO_EVIDENCE',
      'null ACC_NO_EVIDENCE',
    ]);
  });

  it('is not held up by one that is not provable and not billed', () => {
    const toll: AccessorialTerms = { ...inside, charge: 'TOLL', requires: [{ document: 'PHOTO' }] };
    expect(verdicts([liftgate, toll])).toEqual(['85.00', 'null ACC_NO_EVIDENCE']);
  });

  it('excludes what is owed at pickups beside what is owed at deliveries', () => {
    const atPickup: AccessorialTerms = { ...inside, charge: 'LIFTGATE_PICKUP', amount: '90.00' };
    expect(verdicts([liftgate, atPickup])).toEqual(['0.00 ACC_EXCLUDED', '90.00']);
  });

  it('owes the layover and not the detention of the same hours, however dear', () => {
    const layover: AccessorialTerms = { ...inside, charge: 'LAYOVER', amount: '10.00' };
    const waited: AccessorialTerms = { ...inside, charge: 'DETENTION_DELIVERY', amount: '300.00' };
    expect(verdicts([waited, layover])).toEqual(['0.00 ACC_EXCLUDED', '10.00']);
  });
});

describe('a cancelled load', () => {
  const tonu: AccessorialTerms = {
    charge: 'TONU',
    model: 'FLAT',
    amount: '250.00',
    authority: 'CONTRACT',
    when: { event: 'CANCELLED' },
  };
  const cancelled: Told = { type: 'CANCELLED', occurredAt: '2026-03-02T07:00:00-05:00' };
  const dispatched: Told = { type: 'DISPATCHED', occurredAt: '2026-03-02T05:00:00-05:00' };
  const verdicts = (...told: Told[]) =>
    ratedSample({
      contracts: [sampleContract({ accessorials: [liftgate, tonu] })],
      events: told.map(sampleEvent),
    }).expected.map((one) => `${one.charge} ${verdictOf(one)}`);

  it('owes only what the contract pays for the cancellation, once the truck was dispatched', () => {
    expect(verdicts(dispatched, cancelled)).toEqual([
      'LINEHAUL 0.00 SHIPMENT_CANCELLED',
      'FUEL 0.00 SHIPMENT_CANCELLED',
      'LIFTGATE_DELIVERY 0.00 SHIPMENT_CANCELLED',
      'TONU 250.00',
    ]);
    expect(verdicts(cancelled).at(-1)).toBe('TONU null ACC_NO_EVIDENCE');
  });
});
