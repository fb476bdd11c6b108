import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { aPacket, aPacketLine } from '../../../test/builders/dispute-packets.ts';
import type { DisputePacket } from '../../freight/dispute.ts';
import { readX12 } from './envelope.ts';
import { readSet } from './read-set.ts';
import type { Advice } from './set-824.ts';
import type { SetResult } from './understood.ts';
import { type Envelope, writeInterchange } from './write-envelope.ts';
import { write812, write824 } from './write-dispute.ts';

const envelope: Envelope = { sender: 'ACME', receiver: 'ABCD', control: '7', date: '2026-03-16', time: '09:00' };

const setsOf = (text: string) => readX12(text).interchanges.flatMap((one) => one.groups.flatMap((group) => group.sets));

function readOne(text: string): SetResult {
  const [set] = setsOf(text);
  if (!set) throw new Error('no set');
  return readSet(set);
}

function adviceOf(text: string): Advice {
  const result = readOne(text);
  if (!result.understood || !result.facts.advice) throw new Error(JSON.stringify(result));
  return result.facts.advice;
}

const answer = (...segments: string[]) =>
  writeInterchange({ ...envelope, sender: 'ABCD', receiver: 'ACME' }, [
    { code: 'AG', sets: [{ type: '824', segments: segments.map((segment) => segment.split('*')) }] },
  ]);

const elementsOf = (text: string, tag: string) =>
  setsOf(text).flatMap((set) => set.segments.filter((one) => one.tag === tag).map(({ elements }) => elements.slice(1)));

describe('an 824 of ours', () => {
  it('says for each charge what is asked, why, and under which number of ours', () => {
    const text = write824(aPacket(), envelope);
    expect(elementsOf(text, 'BGN')).toEqual([['11', 'D-000123', '20260316']]);
    expect(elementsOf(text, 'OTI')).toEqual([['TR', 'IK', 'INV-88120', '', '', '', '', '', '', '210']]);
    expect(elementsOf(text, 'REF')).toEqual([
      ['LI', '1'],
      ['CN', '123456789'],
      ['SI', 'SHP-10042'],
    ]);
    expect(elementsOf(text, 'AMT')).toEqual([['NA', '85.00']]);
    expect(elementsOf(text, 'TED')).toEqual([
      ['ZZZ', 'Liftgate at stop 2: billed 85.00, owed 0.00: the shipment', 'L1', '', '4', '58', '85.00', '0.00'],
    ]);
    expect(elementsOf(text, 'NTE')[0]).toEqual(['ADD', 'X12 426 23']);
  });

  it('asks back what was paid, and says nothing of charges that are closed', () => {
    const lines = [
      aPacketLine({ kind: 'CLAIM' }),
      aPacketLine({ place: 2, state: 'WITHDRAWN' }),
      aPacketLine({ place: 3, outward: { x426: null, x647: 'DUP' } }),
    ];
    const text = write824(aPacket({ lines }), envelope);
    expect(elementsOf(text, 'OTI').map(([code]) => code)).toEqual(['TE', 'TR']);
    expect(elementsOf(text, 'TED').map(([code]) => code)).toEqual(['ZZZ', 'DUP']);
  });
});

describe('an 812 of ours', () => {
  it('asks for one credit per invoice, in the invoice’s own figures', () => {
    const lines = [
      aPacketLine({ asked: '85.00' }),
      aPacketLine({ place: 2, asked: '40.10', reason: 'FUEL_WRONG', outward: { x426: null, x647: null } }),
      aPacketLine({ place: 3, asked: '1.15', invoiceNumber: 'INV-2' }),
    ];
    const text = write812(aPacket({ lines }), envelope);
    // 85.00 + 40.10 = 125.10; N2 has two implied decimals.
    expect(elementsOf(text, 'BCD').map((elements) => elements.slice(0, 7))).toEqual([
      ['20260316', 'D-000123-1', 'Z', '12510', 'C', '20260306', 'INV-88120'],
      ['20260316', 'D-000123-2', 'Z', '115', 'C', '20260306', 'INV-2'],
    ]);
    expect(elementsOf(text, 'CDD')).toEqual([
      ['23', 'C', '1', '8500'],
      ['ZZ', 'C', '2', '4010'],
      ['23', 'C', '3', '115'],
    ]);
    expect(elementsOf(text, 'CUR')[0]).toEqual(['BY', 'USD']);
  });

  it('writes yen with implied decimals and dinars with their point', () => {
    const asked = (currency: string, amount: string) =>
      elementsOf(write812(aPacket({ currency, lines: [aPacketLine({ asked: amount })] }), envelope), 'CDD')[0]?.[3];
    expect(asked('JPY', '1500')).toBe('150000');
    expect(asked('TND', '1.125')).toBe('1.125');
    expect(asked('USD', '-85.00')).toBe('8500');
  });
});

describe('an 824 that answers a dispute', () => {
  it('accepts, changes, rejects and holds, charge by charge', () => {
    const text = answer(
      'BGN*11*CARR-77*20260320***D-000123',
      'OTI*TA*IK*INV-88120',
      'REF*LI*1',
      'OTI*TC*IK*INV-88120',
      'REF*LI*2',
      'AMT*NA*40',
      'TED*RAT*Rate is per the March tariff',
      'NTE*ADD*See page 2.',
      'OTI*TR*CN*123456789',
      'AMT*1*12.5',
      'OTI*TH*IK*INV-2',
    );
    const line = {
      place: null,
      invoiceNumber: null,
      billNumber: null,
      credited: null,
      total: null,
      codes: [],
      text: null,
    };
    expect(adviceOf(text)).toEqual({
      dispute: 'D-000123',
      reference: 'CARR-77',
      lines: [
        { ...line, verdict: 'ACCEPTED', place: 1, invoiceNumber: 'INV-88120' },
        {
          ...line,
          verdict: 'CHANGED',
          place: 2,
          invoiceNumber: 'INV-88120',
          credited: '40',
          codes: ['RAT'],
          text: 'Rate is per the March tariff See page 2.',
        },
        { ...line, verdict: 'REJECTED', billNumber: '123456789', total: '12.5' },
        { ...line, verdict: 'HELD', invoiceNumber: 'INV-2' },
      ],
    });
  });

  it('that changes something without saying to what is for a person to read', () => {
    const result = readOne(answer('BGN*11*D-000123*20260320', 'OTI*TE*IK*INV-1'));
    expect(result).toMatchObject({
      understood: true,
      facts: { advice: { lines: [{ verdict: 'HELD' }] } },
      warnings: [{ code: 'CHANGE_WITHOUT_AMOUNT' }],
    });
  });

  it('may speak of the whole dispute', () => {
    expect(adviceOf(answer('BGN*11*77*20260320', 'OTI*TA*ZZ*d000123')).lines).toMatchObject([
      { verdict: 'ACCEPTED', place: null, invoiceNumber: null },
    ]);
  });

  it.each<[string, string[], string, object]>([
    ['a code nobody knows', ['OTI*XX*IK*INV-1'], 'ADVICE_UNKNOWN', { segment: 3, element: 1 }],
    ['an amount that is none', ['OTI*TC*IK*INV-1', 'AMT*NA*lots'], 'AMOUNT_UNREADABLE', { segment: 4, element: 2 }],
    ['a number of a charge that is none', ['OTI*TA', 'REF*LI*one'], 'PLACE_UNREADABLE', { segment: 4, element: 2 }],
    ['two disputes', ['OTI*TA', 'REF*ZZ*D-000124'], 'DISPUTE_AMBIGUOUS', { segment: 4, element: 2 }],
    ['nothing answered', [], 'SEGMENT_MISSING', { segment: 1 }],
  ])('with %s is quarantined with its place', (_case, segments, code, position) => {
    expect(readOne(answer('BGN*11*D-000123*20260320', ...segments))).toMatchObject({
      understood: false,
      code,
      position,
    });
  });

  it('about something else is none of the sets we read', () => {
    expect(readOne(answer('BGN*11*1126-9404*20210217', 'OTI*TR*BM*1126-9404'))).toMatchObject({
      understood: false,
      code: 'UNSUPPORTED_SET',
    });
  });
});

const cents = fc.integer({ min: 1, max: 99_999_999 }).map((units) => (units / 100).toFixed(2));
const word = fc.stringMatching(/^[A-Z0-9][A-Z0-9 .&-]{0,18}[A-Z0-9]$/);
const packets: fc.Arbitrary<DisputePacket> = fc
  .array(
    fc.record({ asked: cents, billed: cents, invoiceNumber: word, billNumber: fc.option(word), sentence: fc.string() }),
    {
      minLength: 1,
      maxLength: 6,
    },
  )
  .map((lines) => aPacket({ lines: lines.map((line, index) => aPacketLine({ ...line, place: index + 1 })) }));
const envelopes = fc.constantFrom<Envelope>(
  envelope,
  { ...envelope, version: '005010' },
  { ...envelope, separators: { element: '|', component: ':', segment: '\n' } },
);

describe('any dispute', () => {
  it('written as 824 reads back as what was asked, charge by charge', () => {
    fc.assert(
      fc.property(packets, envelopes, (packet, around) => {
        const advice = adviceOf(write824(packet, around));
        expect(advice.dispute).toBe(packet.number);
        expect(
          advice.lines.map(({ place, invoiceNumber, billNumber }) => ({ place, invoiceNumber, billNumber })),
        ).toEqual(packet.lines.map(({ place, invoiceNumber, billNumber }) => ({ place, invoiceNumber, billNumber })));
        advice.lines.forEach(({ credited }, index) => {
          expect(parseFloat(credited ?? '')).toBe(parseFloat(packet.lines[index]?.asked ?? ''));
        });
      }),
    );
  });

  it('written as 812 asks in each set for the sum of its charges, and in all for the whole', () => {
    fc.assert(
      fc.property(packets, envelopes, (packet, around) => {
        let whole = 0;
        for (const set of setsOf(write812(packet, around))) {
          expect(set.problem).toBeUndefined();
          const amounts = set.segments
            .filter(({ tag }) => tag === 'CDD')
            .map(({ elements }) => parseInt(elements[4] ?? '', 10));
          const told = set.segments.find(({ tag }) => tag === 'BCD')?.elements[4] ?? '';
          expect(amounts.reduce((sum, amount) => sum + amount, 0)).toBe(parseInt(told, 10));
          whole += parseInt(told, 10);
        }
        expect(whole).toBe(packet.lines.reduce((sum, { asked }) => sum + Math.round(parseFloat(asked) * 100), 0));
      }),
    );
  });
});
