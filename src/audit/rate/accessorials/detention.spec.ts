import { describe, expect, it } from '@jest/globals';
import type { AccessorialTerms } from '../../../freight/accessorial.ts';
import type { FreightEvent } from '../../../freight/event.ts';
import { sampleContract, sampleDetention, sampleEvent, samplePickup } from '../sample-dossier.ts';
import { accessorialVerdict, chargeOf, ratedSample } from '../sample-rating.ts';

type Terms<M extends AccessorialTerms['model']> = Extract<AccessorialTerms, { model: M }>;
type Told = Partial<FreightEvent> & Pick<FreightEvent, 'type'>;

const at = (time: string) => `2026-03-04T${time}:00-06:00`;
const events = (...told: Told[]) => [samplePickup(), ...told.map(sampleEvent)];
const atStop2 = (type: FreightEvent['type'], time: string): Told => ({ type, stop: 2, occurredAt: at(time) });

const detention = sampleDetention();

describe('detention', () => {
  const stay = (arrived: string, left: string) =>
    events(atStop2('ARRIVED_AT_STOP', arrived), atStop2('DEPARTED_STOP', left));

  // Appointment 08:00, free 120 minutes, 15-minute units at 15.00.
  it.each<[string, Partial<Terms<'PER_TIME'>>, [string, string], string]>([
    ['112 minutes beyond, 8 units up', {}, ['07:40', '11:52'], '120.00'],
    ['7 units down', { incrementRounding: 'DOWN' }, ['07:40', '11:52'], '105.00'],
    ['7.47 units to the nearest', { incrementRounding: 'NEAREST' }, ['07:40', '11:52'], '105.00'],
    [
      '7.5 units to the nearest, ties up',
      { incrementRounding: 'NEAREST', incrementMinutes: 14 },
      ['07:40', '11:45'],
      '112.00',
    ],
    ['capped', { maximum: '100.00' }, ['07:40', '11:52'], '100.00'],
    ['inside free time', { minimum: '50.00' }, ['07:40', '10:00'], '0.00 DETENTION_WRONG'],
    ['within the grace, from its arrival', {}, ['08:15', '11:15'], '60.00'],
    ['late, nothing', {}, ['08:16', '11:16'], '0.00 DETENTION_WRONG'],
    ['late, from its arrival', { whenLate: 'FROM_ARRIVAL' }, ['08:16', '11:16'], '60.00'],
    ['left before it came', {}, ['09:00', '08:00'], 'null EVIDENCE_CONFLICT'],
    ['left as it came', {}, ['09:00', '09:00'], '0.00 DETENTION_WRONG'],
    ['at a rate for no time', { perMinutes: 0 }, ['07:40', '11:52'], 'null RATE_MISSING'],
    ['in units of no time', { incrementMinutes: 0 }, ['07:40', '11:52'], 'null RATE_MISSING'],
  ])('%s', (_, more, [arrived, left], verdict) => {
    expect(accessorialVerdict({ ...detention, ...more }, { events: stay(arrived, left) }, 2)).toBe(verdict);
  });

  it('is not provable without a departure, and unproven after the deadline', () => {
    const rated = ratedSample({
      contracts: [sampleContract({ accessorials: [detention] })],
      events: events(atStop2('ARRIVED_AT_STOP', '07:40')),
    });
    expect(chargeOf(rated, 'DETENTION_DELIVERY')).toMatchObject({ amount: null, afterDeadline: 'DETENTION_UNPROVEN' });
  });

  it.each<[string, Told[], string]>([
    ['none', [], '0.00 ACC_NO_NOTICE'],
    ['in time', [atStop2('NOTICE_GIVEN', '09:30')], '120.00'], // free time ends 10:00
    ['a minute late', [atStop2('NOTICE_GIVEN', '09:31')], '0.00 ACC_NO_NOTICE'],
  ])('asks for notice half an hour before free time ends: %s', (_, notices, verdict) => {
    const told = [...stay('07:40', '11:52'), ...notices.map(sampleEvent)];
    expect(accessorialVerdict({ ...detention, notice: { minutesBefore: 30 } }, { events: told }, 2)).toBe(verdict);
  });

  it('judges each visit alone and adds them', () => {
    const told = events(
      atStop2('ARRIVED_AT_STOP', '08:00'),
      atStop2('DELIVERY_ATTEMPTED', '09:00'),
      atStop2('ARRIVED_AT_STOP', '13:00'),
      atStop2('DEPARTED_STOP', '15:30'),
    );
    // One hour, inside free time; 150 − 120 = 30 minutes, 2 units.
    expect(accessorialVerdict({ ...detention, whenLate: 'FROM_ARRIVAL' }, { events: told }, 2)).toBe('30.00');
  });

  // At 08:00 in time, at 13:00 late by hours.
  const twice = (...more: Told[]) => {
    const seen = [atStop2('ARRIVED_AT_STOP', '08:00'), atStop2('DELIVERY_ATTEMPTED', '11:00')];
    const again = [atStop2('ARRIVED_AT_STOP', '13:00'), atStop2('DEPARTED_STOP', '17:00')];
    return { events: events(...seen, ...again, ...more) };
  };

  it('owes the visit that was in time, and not the late one', () => {
    expect(accessorialVerdict(detention, twice(), 2)).toBe('60.00'); // 180 − 120 minutes
  });

  it('says first that notice is wanting, and where it was given', () => {
    const notice = { ...detention, notice: { minutesBefore: 30 } };
    const why = (...more: Told[]) => {
      const contracts = [sampleContract({ accessorials: [notice] })];
      const charge = chargeOf(ratedSample({ contracts, ...twice(...more) }), 'DETENTION_DELIVERY', 2);
      return [charge?.reason, charge?.certain, charge?.working.label];
    };
    const late = 'no notice was given before free time ended';
    expect(why(atStop2('NOTICE_GIVEN', '09:31'))).toEqual(['ACC_NO_NOTICE', false, late]);
    const none = 'no notice was given at this stop';
    expect(why()).toEqual(['ACC_NO_NOTICE', false, none]);
    expect(why({ type: 'NOTICE_GIVEN', stop: 1, occurredAt: at('09:00') })).toEqual(['ACC_NO_NOTICE', false, none]);
  });

  it('counts grace and notice to the instant', () => {
    const early = atStop2('DEPARTED_STOP', '11:52');
    const hundredths = (time: string): Told => ({ ...atStop2('ARRIVED_AT_STOP', '08:00'), occurredAt: at(time) });
    const came = { ...hundredths('08:15'), occurredAt: '2026-03-04T08:15:00.010-06:00' };
    expect(accessorialVerdict(detention, { events: events(came, early) }, 2)).toBe('0.00 DETENTION_WRONG');
    const given = { ...atStop2('NOTICE_GIVEN', '09:30'), occurredAt: '2026-03-04T09:30:00.050-06:00' };
    const told = { events: events(hundredths('07:40'), early, given) };
    expect(accessorialVerdict({ ...detention, notice: { minutesBefore: 30 } }, told, 2)).toBe('0.00 ACC_NO_NOTICE');
  });

  it('shows who told of the arrival', () => {
    const { working } = chargeOf(
      ratedSample({ contracts: [sampleContract({ accessorials: [detention] })], events: stay('07:40', '11:52') }),
      'DETENTION_DELIVERY',
      2,
    ) ?? { working: null };
    const source = { kind: 'FACT', id: 'x12:ABCD |ARRIVED_AT_STOP|2|2026-03-04T07:40:00-06:00' };
    expect(JSON.stringify(working)).toContain(JSON.stringify(source).slice(1, -1));
  });
});
