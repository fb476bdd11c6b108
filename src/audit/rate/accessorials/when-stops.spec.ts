import { describe, expect, it } from '@jest/globals';
import type { AccessorialTerms, AccessorialWhen } from '../../../freight/accessorial.ts';
import type { FreightEvent } from '../../../freight/event.ts';
import type { Item, Location } from '../../../freight/shipment.ts';
import { sampleContract, sampleDocument, sampleEvent, samplePickup, sampleShipment } from '../sample-dossier.ts';
import type { SampleParts } from '../sample-dossier.ts';
import { ratedSample, verdictOf } from '../sample-rating.ts';

type Told = Partial<FreightEvent> & Pick<FreightEvent, 'type'>;

const flat = (charge: AccessorialTerms['charge'], when: AccessorialWhen, per: 'STOP' | null = null) =>
  ({ charge, model: 'FLAT', amount: '40.00', authority: 'CONTRACT', when, per }) as AccessorialTerms;
const rated = (terms: AccessorialTerms, parts: SampleParts = {}) =>
  ratedSample({ contracts: [sampleContract({ accessorials: [terms] })], ...parts }).expected.filter(
    ({ charge }) => charge === terms.charge,
  );
const lines = (terms: AccessorialTerms, parts: SampleParts = {}) =>
  rated(terms, parts).map((one) => `${one.stop ?? '-'} ${verdictOf(one)}`);
const told = (...all: Told[]): SampleParts => ({ events: [samplePickup(), ...all.map(sampleEvent)] });
const no = '0.00 ACC_CONDITION';

/** Stop by stop, what is said of its place beside the sample's. */
function placed(...places: Partial<Location>[]): SampleParts {
  const shipment = sampleShipment();
  const stops = shipment.stops.map((stop, index) => ({ ...stop, location: { ...stop.location, ...places[index] } }));
  return { shipment: { ...shipment, stops } };
}

describe('on certain days', () => {
  const weekend: AccessorialWhen = { days: ['SATURDAY', 'SUNDAY'] };
  const saturday = '2026-03-07T10:00:00-06:00';
  const friday = '2026-03-06T10:00:00-06:00';
  const arrived = (stop: number, occurredAt: string): Told => ({ type: 'ARRIVED_AT_STOP', stop, occurredAt });
  const held = (stop: number, occurredAt: string): Told => ({ type: 'CUSTOMS_HELD', stop, occurredAt });

  it('each stop has its own', () => {
    const both = told(arrived(1, friday), arrived(2, saturday));
    expect(lines(flat('DRIVER_ASSIST', weekend, 'STOP'), both)).toEqual([`1 ${no}`, '2 40.00']);
  });

  it('goes by the day of the event it names, at the stop where that happened', () => {
    const byEvent = flat('INSIDE_DELIVERY', { ...weekend, event: 'CUSTOMS_HELD' });
    expect(lines(byEvent, told(arrived(2, friday), held(2, saturday)))).toEqual(['2 40.00']);
    expect(lines(byEvent, told(arrived(2, saturday), held(2, friday)))).toEqual([`2 ${no}`]);
    expect(lines(flat('WEEKEND', { ...weekend, event: 'CUSTOMS_HELD' }), told(held(1, friday)))).toEqual([`- ${no}`]);
    expect(lines(flat('WEEKEND', { ...weekend, event: 'CUSTOMS_HELD' }), told(held(2, saturday)))).toEqual(['- 40.00']);
  });

  it('may prove later to have been another', () => {
    expect(rated(flat('INSIDE_DELIVERY', weekend), told(arrived(2, friday)))).toMatchObject([{ certain: false }]);
  });
});

describe('at certain places', () => {
  it('each stop is of its own kind', () => {
    const terms = flat('DRIVER_ASSIST', { siteTypes: ['FARM', 'PORT'] }, 'STOP');
    expect(lines(terms, placed({ siteType: 'PORT' }, { siteType: 'SCHOOL' }))).toEqual(['1 40.00', `2 ${no}`]);
    expect(lines(terms, placed({ siteType: 'SCHOOL' }, { siteType: 'FARM' }))).toEqual([`1 ${no}`, '2 40.00']);
  });

  it('one stop of such a kind is enough, and none of them is certain', () => {
    const terms = flat('DRIVER_ASSIST', { siteTypes: ['FARM'] });
    expect(lines(terms, placed({ siteType: 'FARM' }, { siteType: 'SCHOOL' }))).toEqual(['- 40.00']);
    expect(lines(terms, placed({ siteType: 'FARM' }, { siteType: null }))).toEqual(['- 40.00']);
    expect(rated(terms, placed({ siteType: 'PORT' }, { siteType: 'SCHOOL' }))).toMatchObject([{ certain: true }]);
    expect(rated(terms, placed({ siteType: 'PORT' }, { siteType: null }))[0]?.needs).toMatchObject([
      { fact: 'site type of stop 2' },
    ]);
  });

  it('each stop lies where it lies', () => {
    const places = [
      { country: 'US', cities: ['Boston'] },
      { country: 'US', cities: ['Dallas'] },
    ];
    expect(lines(flat('HIGH_COST_AREA', { places }, 'STOP'))).toEqual([`1 ${no}`, '2 40.00']);
    expect(lines(flat('HIGH_COST_AREA', { places }))).toEqual(['- 40.00']);
    const elsewhere = flat('HIGH_COST_AREA', { places: places.slice(0, 1) });
    expect(rated(elsewhere)).toMatchObject([{ reason: 'ACC_CONDITION', certain: true }]);
    const unsaid = placed({}, { city: null });
    expect(rated(elsewhere, unsaid)[0]?.needs).toMatchObject([{ fact: 'city of stop 2' }]);
  });
});

describe('of certain goods', () => {
  const goods = (...items: Partial<Item>[]): SampleParts => ({
    shipment: sampleShipment({
      items: items.map((more, index) => ({
        ...{ item: index + 1, pieces: 1, weight: { value: '900', unit: 'LB' }, freightClass: '70', ...more },
      })),
    }),
  });
  const inches = (length: string) => ({ dimensions: { length, width: '40', height: '36', unit: 'IN' as const } });

  it('some of them are hazardous, or none', () => {
    const hazardous = flat('HAZMAT', { hazardous: true });
    const harmless = flat('HAZMAT', { hazardous: false });
    const mixed = goods({}, { hazardous: true });
    expect([lines(hazardous, mixed), lines(harmless, mixed)]).toEqual([['- 40.00'], [`- ${no}`]]);
    expect([lines(hazardous), lines(harmless)]).toEqual([[`- ${no}`], ['- 40.00']]);
    expect(rated(hazardous)[0]).toMatchObject({ certain: true, working: { label: 'no item is hazardous' } });
    expect(rated(harmless, mixed)[0]).toMatchObject({ certain: true, working: { label: 'an item is hazardous' } });
  });

  it('one is long enough, whatever is known of the others', () => {
    const long = flat('OVERLENGTH', { minLengthIn: '96' });
    expect(lines(long, goods({}, inches('96')))).toEqual(['- 40.00']);
    expect(lines(long, goods(inches('48'), inches('120')))).toEqual(['- 40.00']);
    expect(rated(long, goods(inches('48'), {}))[0]?.needs).toMatchObject([{ fact: 'dimensions of item 2' }]);
    expect(rated(long, goods(inches('48'), inches('95.9')))).toMatchObject([
      { reason: 'ACC_CONDITION', certain: true },
    ]);
  });

  it('they weigh enough, or certainly not', () => {
    const heavy = flat('OVERWEIGHT', { minWeightLb: '1800' });
    expect(lines(heavy, goods({}, {}))).toEqual(['- 40.00']); // 900 + 900
    expect(rated(heavy, goods({}))).toMatchObject([{ reason: 'ACC_CONDITION', certain: true }]);
  });

  it('they weigh what was ordered, as long as no certificate says otherwise', () => {
    const reweigh = flat('REWEIGH', { weightChangedBy: '0.05' });
    expect(rated(reweigh)).toMatchObject([{ reason: 'ACC_CONDITION', certain: false }]);
    const documents = [sampleDocument({ type: 'WEIGHT_CERTIFICATE', data: { weight: { value: '1860', unit: 'LB' } } })];
    expect(rated(reweigh, { ...told({ type: 'REWEIGHED' }), documents })).toMatchObject([
      { reason: 'ACC_CONDITION', certain: false },
    ]);
  });
});
