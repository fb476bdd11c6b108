import { describe, expect, it } from '@jest/globals';
import { warningsOf } from '../../../test/builders/freight-bill-210.ts';
import { eventsOf, readStatusLines, status } from '../../../test/builders/status-214.ts';

describe('a status is an event', () => {
  it('in full', () => {
    expect(
      eventsOf(status('AT7*X3*AG***20260714*0800*ES', ['MS1*AKRON*OH*USA', 'MS2*FFRT*T-100', 'AT8*G*L*1850*4'])),
    ).toEqual([
      {
        source: 'x12:FFRT',
        eventId: '',
        type: 'ARRIVED_AT_STOP',
        classifier: 'ACTUAL',
        carrier: 'FFRT',
        place: { city: 'AKRON', region: 'OH', country: 'US' },
        occurredAt: '2026-07-14T08:00:00-05:00',
        references: [
          { type: 'PRO', value: '555001' },
          { type: 'SHIPMENT', value: 'SHP-7' },
          { type: 'EQUIPMENT', value: 'T-100' },
        ],
        reason: { code: 'AG', attribution: 'CONSIGNEE' },
        data: { stopType: 'PICKUP', weight: { value: '1850', unit: 'LB' }, pieces: 4 },
      },
    ]);
  });

  it.each([
    ['X3', 'ARRIVED_AT_STOP', 'PICKUP'],
    ['X8', 'ARRIVED_AT_STOP', 'PICKUP'],
    ['CP', 'LOADED', 'PICKUP'],
    ['AM', 'LOADED', 'PICKUP'],
    ['AF', 'DEPARTED_STOP', 'PICKUP'],
    ['X6', 'IN_TRANSIT', undefined],
    ['X4', 'ARRIVED_AT_TERMINAL', undefined],
    ['P1', 'DEPARTED_TERMINAL', undefined],
    ['X1', 'ARRIVED_AT_STOP', 'DELIVERY'],
    ['X5', 'ARRIVED_AT_STOP', 'DELIVERY'],
    ['CD', 'DEPARTED_STOP', 'DELIVERY'],
    ['AH', 'DELIVERY_ATTEMPTED', 'DELIVERY'],
    ['A7', 'REFUSED', 'DELIVERY'],
    ['A3', 'RETURNED', undefined],
    ['SD', 'DELAYED', undefined],
    ['CA', 'CANCELLED', undefined],
    ['I1', 'GATE_IN', undefined],
    ['OA', 'GATE_OUT', undefined],
  ])('%s is %s', (code, type, stopType) => {
    const [event, ...more] = eventsOf(status(`AT7*${code}*NS***20260714*0800*LT`));
    expect(more).toEqual([]);
    expect(event).toMatchObject({ type, classifier: 'ACTUAL' });
    expect(event?.data?.stopType).toBe(stopType);
    expect(event?.reason).toBeUndefined();
  });

  it('D1 is unloaded and delivered', () => {
    expect(eventsOf(status('AT7*D1*NS***20260714*0800*LT')).map((event) => event.type)).toEqual([
      'UNLOADED',
      'DELIVERED',
    ]);
  });

  it.each([
    ['AG', 'DELIVERED'],
    ['X2', 'ARRIVED_AT_STOP'],
    ['C1', 'DEPARTED_TERMINAL'],
  ])('%s is an estimate and proves nothing', (code, type) => {
    expect(eventsOf(status(`AT7*${code}*NS***20260720*0800*LT`))).toMatchObject([{ type, classifier: 'ESTIMATED' }]);
  });

  it.each(['XB', 'AP', 'OO'])('%s says nothing to an audit: understood, noted, no event', (code) => {
    const result = status(`AT7*${code}*NS***20260714*0800*LT`);
    expect(eventsOf(result)).toEqual([]);
    expect(warningsOf(result)).toEqual(['STATUS_SILENT']);
  });

  it('one nobody knows quarantines the message', () => {
    expect(status('AT7*Q9*NS***20260714*0800*LT')).toMatchObject({
      understood: false,
      code: 'UNKNOWN_STATUS',
      position: { tag: 'AT7', segment: 4, element: 1 },
    });
  });

  it('means what the partner says it means', () => {
    const profile = {
      statuses: [
        { code: 'Q9', type: 'DELIVERED' as const },
        { code: 'X6', type: 'IGNORE' as const },
        { code: 'D1', type: 'UNLOADED' as const },
        { code: 'AP', type: 'DELIVERY_ATTEMPTED' as const },
      ],
      reasons: [{ code: 'ZZ', attribution: 'OUTSIDE' as const }],
    };
    const read = (code: string) => eventsOf(status(`AT7*${code}*ZZ***20260714*0800*LT`, [], profile));
    expect(read('Q9')).toMatchObject([{ type: 'DELIVERED', reason: { code: 'ZZ', attribution: 'OUTSIDE' } }]);
    expect(read('X6')).toEqual([]);
    expect(read('D1')).toMatchObject([{ type: 'UNLOADED', data: { stopType: 'DELIVERY' } }]);
    expect(read('AP')).toMatchObject([{ type: 'DELIVERY_ATTEMPTED', classifier: 'ACTUAL' }]);
  });

  it.each([
    ['AI', 'CARRIER'],
    ['AM', 'SHIPPER'],
    ['BS', 'CONSIGNEE'],
    ['AO', 'OUTSIDE'],
    ['BG', 'NEUTRAL'],
  ])('reason %s is the responsibility of %s', (code, attribution) => {
    expect(eventsOf(status(`AT7*SD*${code}***20260714*0800*LT`))[0]?.reason).toEqual({ code, attribution });
  });

  it('an unknown reason names nobody, with a warning', () => {
    const result = status('AT7*SD*Q9***20260714*0800*LT');
    expect(eventsOf(result)[0]?.reason).toEqual({ code: 'Q9' });
    expect(warningsOf(result)).toEqual(['REASON_UNKNOWN']);
  });

  it('dated after its message is kept, with a warning', () => {
    const result = status('AT7*AF*NS***20260716*0800*LT');
    expect(eventsOf(result)).toHaveLength(1);
    expect(warningsOf(result)).toEqual(['STATUS_AHEAD']);
  });
});

describe('where and for what', () => {
  it('the place is that of MS1 alone: a consignee’s address does not say where the truck was', () => {
    const result = readStatusLines([
      'B10*555001*SHP-7*FFRT',
      'N1*CN*BUYER',
      'N4*DALLAS*TX*75201*US',
      'LX*1',
      'AT7*D1*NS***20260714*0800*CT',
    ]);
    expect(eventsOf(result)[0]?.place).toBeUndefined();
  });

  it('coordinates alone name no stop', () => {
    const result = status('AT7*X3*NS***20260714*0800*CT', ['MS1****0873000*0415200*W*N']);
    expect(eventsOf(result)[0]?.place).toBeUndefined();
    expect(warningsOf(result)).toEqual(['PLACE_WITHOUT_CITY']);
  });

  it('a stop sequence number is part of the place and no reference', () => {
    const result = readStatusLines([
      'B10*555001*SHP-7*FFRT',
      'L11*1*QN',
      'LX*1',
      'AT7*X3*NS***20260714*0800*LT',
      'LX*2',
      'L11*2*QN',
      'AT7*X1*NS***20260714*1800*LT',
    ]);
    expect(eventsOf(result).map((event) => event.place)).toEqual([{ sequence: 1 }, { sequence: 2 }]);
    expect(eventsOf(result)[1]?.references).toHaveLength(2);
  });

  it('references of a loop are those of its events, in the order of 4010 and of 5010', () => {
    const old = ['LX*1', 'AT7*X1*NS***20260714*0800*LT', 'MS1*DALLAS*TX', 'L11*900*DO', 'Q7*P*PCS*1'];
    const recent = ['LX*1', 'L11*900*DO', 'Q7*P*PCS*1', 'AT7*X1*NS***20260714*0800*LT', 'MS1*DALLAS*TX'];
    const [one, two] = [old, recent].map((lines) => eventsOf(readStatusLines(['B10*555001*SHP-7*FFRT', ...lines])));
    expect(one).toEqual(two);
    expect(one?.[0]?.references).toContainEqual({ type: 'DELIVERY_NOTE', value: '900' });
  });

  it('a lading exception is an event of its own at the same moment and place', () => {
    const lines = [
      'B10*555001*SHP-7*FFRT',
      'LX*1',
      'AT7*D1*NS***20260714*1710*LT',
      'MS1*BOISE*ID',
      'Q7*P*PCS*1',
      'Q7*D*CTN*2',
      'Q7*W*CTN*2',
    ];
    const result = readStatusLines(lines);
    expect(eventsOf(result).slice(2)).toMatchObject([
      {
        type: 'SHORT',
        classifier: 'ACTUAL',
        occurredLocal: '2026-07-14T17:10:00',
        place: { city: 'BOISE' },
        data: { pieces: 1, exception: 'P' },
      },
      { type: 'DAMAGED', data: { pieces: 2, stopType: 'DELIVERY' } },
    ]);
    expect(warningsOf(result)).toEqual(['EXCEPTION_NOT_READ']);
  });

  it('an appointment is planned, and carries its time', () => {
    expect(eventsOf(status('AT7***AB*NA*20260716*0920*PS', []))).toMatchObject([
      {
        type: 'APPOINTMENT_SET',
        classifier: 'PLANNED',
        data: { stopType: 'DELIVERY', from: '2026-07-16T09:20:00-08:00', to: '2026-07-16T09:20:00-08:00' },
      },
    ]);
    expect(eventsOf(status('AT7***AA*NA*20260716*0920', []))[0]?.data).toMatchObject({
      stopType: 'PICKUP',
      from: '2026-07-16T09:20:00',
    });
    expect(warningsOf(status('AT7***LD*NA*20260716*0920'))).toEqual(['STATUS_SILENT']);
    expect(status('AT7***QQ*NA*20260716*0920')).toMatchObject({
      understood: false,
      code: 'UNKNOWN_STATUS',
      position: { element: 3 },
    });
  });

  it('B10 may name a qualified reference in place of the PRO', () => {
    const result = readStatusLines(['B10***FFRT**BM*BL-31007', 'LX*1', 'AT7*X6*NS***20260714*0800*LT']);
    expect(eventsOf(result)[0]?.references).toEqual([{ type: 'BOL', value: 'BL-31007' }]);
  });

  it('a carrier that is no SCAC is left out', () => {
    const result = readStatusLines(['B10*555001*SHP-7*FASTFREIGHT', 'LX*1', 'AT7*X6*NS***20260714*0800*LT']);
    expect(eventsOf(result)[0]?.carrier).toBeUndefined();
    expect(warningsOf(result)).toEqual(['SCAC_UNREADABLE']);
  });

  it('a status outside of an LX loop is accepted, with a warning', () => {
    const result = readStatusLines(['B10*555001*SHP-7*FFRT', 'AT7*X6*NS***20260714*0800*LT']);
    expect(eventsOf(result)).toHaveLength(1);
    expect(warningsOf(result)).toEqual(['NO_LX']);
  });

  it.each([
    ['no B10', ['LX*1', 'AT7*X6*NS***20260714*0800*LT'], 'SEGMENT_MISSING'],
    ['no status', ['B10*555001*SHP-7*FFRT', 'LX*1'], 'SEGMENT_MISSING'],
    ['no reference', ['B10***FFRT', 'LX*1', 'AT7*X6*NS***20260714*0800*LT'], 'REFERENCE_MISSING'],
    [
      'a status and an appointment in one',
      ['B10*1*2*FFRT', 'LX*1', 'AT7*X6*NS*AA*NA*20260714*0800'],
      'STATUS_AMBIGUOUS',
    ],
    ['neither status nor appointment', ['B10*1*2*FFRT', 'LX*1', 'AT7*****20260714*0800'], 'STATUS_AMBIGUOUS'],
  ])('%s is not understood', (_, lines, code) => {
    expect(readStatusLines(lines)).toMatchObject({ understood: false, code });
  });

  it('a message that would grow without measure by being read is refused', () => {
    const references = Array.from({ length: 1000 }, (_, index) => `L11*${index}*PO`);
    const statuses = Array.from({ length: 1000 }, () => 'AT7*X6*NS***20260714*0800*LT');
    const loops = Array.from({ length: 1000 }, () => 'LX*1');
    for (const lines of [
      ['LX*1', ...statuses, ...references],
      [...references, ...loops, ...statuses],
    ])
      expect(readStatusLines(['B10*1*2*FFRT', ...lines])).toMatchObject({ understood: false, code: 'SET_TOO_LARGE' });
  });

  it('two happenings are two, although their control numbers are equal', () => {
    const meanings = [
      'AT7*AF*NS***20260714*0800*ET',
      'AT7*D1*NS***20260714*1500*ET',
      'AT7*D1*NS***20260715*0800*ET',
    ].map((at7) => {
      const result = status(at7);
      return result.understood ? result.meaning : '';
    });
    expect(new Set(meanings).size).toBe(3);
  });
});
