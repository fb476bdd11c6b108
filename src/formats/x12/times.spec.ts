import { describe, expect, it } from '@jest/globals';
import { warningsOf } from '../../../test/builders/freight-bill-210.ts';
import { eventsOf, status } from '../../../test/builders/status-214.ts';

describe('the time of a status', () => {
  it.each([
    ['0800*LT', { occurredLocal: '2026-07-14T08:00:00' }],
    ['0800', { occurredLocal: '2026-07-14T08:00:00' }],
    ['080030', { occurredLocal: '2026-07-14T08:00:30' }],
    ['13452050*LT', { occurredLocal: '2026-07-14T13:45:20' }],
    ['0800*ET', { occurredAt: '2026-07-14T08:00:00-04:00' }],
    ['0800*CT', { occurredAt: '2026-07-14T08:00:00-05:00' }],
    ['0800*MT', { occurredAt: '2026-07-14T08:00:00-06:00' }],
    ['0800*PT', { occurredAt: '2026-07-14T08:00:00-07:00' }],
    ['0800*ES', { occurredAt: '2026-07-14T08:00:00-05:00' }],
    ['0800*PD', { occurredAt: '2026-07-14T08:00:00-07:00' }],
    ['0800*TT', { occurredAt: '2026-07-14T08:00:00-03:00' }],
    ['0800*UT', { occurredAt: '2026-07-14T08:00:00Z' }],
    ['0800*GM', { occurredAt: '2026-07-14T08:00:00Z' }],
    ['0800*01', { occurredAt: '2026-07-14T08:00:00+01:00' }],
    ['0800*24', { occurredAt: '2026-07-14T08:00:00-01:00' }],
    ['0800*13', { occurredAt: '2026-07-14T08:00:00-12:00' }],
  ])('%s', (time, moment) => {
    const [event] = eventsOf(status(`AT7*X3*NS***20260714*${time}`));
    expect({ occurredAt: event?.occurredAt, occurredLocal: event?.occurredLocal }).toMatchObject(moment);
  });

  it('Eastern time is five hours behind in winter', () => {
    expect(eventsOf(status('AT7*X3*NS***20260114*0800*ET'))[0]?.occurredAt).toBe('2026-01-14T08:00:00-05:00');
  });

  it.each([
    ['X1', '2026-07-14T23:59:00'],
    ['AF', '2026-07-14T00:00:00'],
    ['D1', '2026-07-14T00:00:00'],
  ])('without a time of day %s claims least, and says that the time is missing', (code, occurredLocal) => {
    const result = status(`AT7*${code}*NS***20260714`);
    expect(eventsOf(result)[0]).toMatchObject({ occurredLocal, data: { timeMissing: true } });
    expect(warningsOf(result)).toEqual(['TIME_MISSING']);
  });

  it.each([
    ['no date', '*0800', 'DATE_UNREADABLE', 5],
    ['a date that does not exist', '20260230*0800', 'DATE_UNREADABLE', 5],
    ['an hour that does not exist', '20260714*2460', 'TIME_UNREADABLE', 6],
    ['a time code that does not exist', '20260714*0800*XX', 'TIME_CODE_UNKNOWN', 7],
    ['a time code that is no code at all', '20260714*0800*constructor', 'TIME_CODE_UNKNOWN', 7],
  ])('%s quarantines the message', (_, time, code, element) => {
    expect(status(`AT7*X3*NS***${time}`)).toMatchObject({ understood: false, code, position: { tag: 'AT7', element } });
  });
});
