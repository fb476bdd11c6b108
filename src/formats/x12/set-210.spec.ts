import { describe, expect, it } from '@jest/globals';
import {
  billEnvelope,
  billOf,
  billWith,
  cleanBill,
  invoiceOf,
  readBill,
  warningsOf,
} from '../../../test/builders/freight-bill-210.ts';
import { readX12 } from './envelope.ts';
import { readSet } from './read-set.ts';
import { writeInterchange } from './write-envelope.ts';

describe('a 210 is an invoice with one freight bill', () => {
  it('in full', () => {
    const result = readBill(cleanBill);
    expect(warningsOf(result)).toEqual(['CHARGE_UNMAPPED']);
    expect(invoiceOf(result)).toEqual({
      source: 'x12:FFRT',
      documentId: '',
      invoiceNumber: 'INV-88120',
      carrier: 'FFRT',
      billTo: { name: 'ACME INC', code: 'ACME-US', city: 'AKRON', region: 'OH', postalCode: '44301', country: 'US' },
      remitTo: { name: 'FAST FREIGHT' },
      invoiceDate: '2026-03-06',
      kind: 'ORIGINAL',
      currency: 'USD',
      total: '440.48',
      terms: 'PREPAID',
      bills: [
        {
          bill: 1,
          billNumber: '123456789',
          references: [
            { type: 'SHIPMENT', value: 'SHP-10042' },
            { type: 'PRO', value: '123456789' },
            { type: 'BOL', value: 'BL-31007' },
          ],
          pickupDate: '2026-03-02',
          deliveryDate: '2026-03-04',
          pieces: 4,
          weight: { value: '1850', unit: 'LB' },
          charges: [
            {
              line: 1,
              charge: 'LINEHAUL',
              rawCode: '400',
              description: 'PUMPS',
              freightClass: '70',
              quantity: { value: '2000', unit: 'LB' },
              rate: '36.4',
              rateBasis: 'PER_CWT',
              amount: '728.00',
            },
            { line: 2, charge: 'DISCOUNT', rawCode: 'DSC', amount: '-451.36' },
            { line: 3, charge: 'FUEL', rawCode: '405', description: 'FUEL SURCHARGE', amount: '78.84' },
            { line: 4, rawCode: 'LFT', stop: 2, amount: '85.00' },
          ],
        },
      ],
    });
  });

  it('in release 5010 with L11 for N9', () => {
    const lines = cleanBill.map((line) =>
      line.startsWith('N9') ? line.replace(/^N9\*(..)\*(.*)$/, 'L11*$2*$1') : line,
    );
    expect(billOf(readBill(lines, undefined, '005010'))).toEqual(billOf(readBill(cleanBill)));
  });

  it('whose number is that of the invoice when no PRO is given', () => {
    expect(billOf(billWith({ 'N9*CN': 'N9*PO*4711' }))?.billNumber).toBe('INV-88120');
  });

  it('with a total and no lines when the carrier sends none', () => {
    const result = readBill(cleanBill.filter((line) => !/^L[01X57]/.test(line)));
    expect(billOf(result)).toMatchObject({ charges: [], total: '440.48' });
  });

  it('in the profile’s currency when C3 is absent, else in none', () => {
    const lines = cleanBill.filter((line) => !line.startsWith('C3'));
    expect(invoiceOf(readBill(lines, { defaultCurrency: 'CAD', legalEntity: 'ACME-CA' }))).toMatchObject({
      currency: 'CAD',
      legalEntity: 'ACME-CA',
    });
    expect(invoiceOf(readBill(lines)).currency).toBeUndefined();
  });

  it.each([
    ['', 'ORIGINAL'],
    ['CO', 'CORRECTED'],
    ['RB', 'REBILL'],
    ['BD', 'BALANCE_DUE'],
    ['AD', 'ADJUSTMENT'],
    ['CA', 'CANCELLATION'],
    ['PD', 'PAST_DUE'],
    ['RF', 'REBUTTAL'],
    ['RP', 'REBUTTAL'],
  ])('of the kind B3-08 %s says', (indicator, kind) => {
    expect(invoiceOf(billWith({ B3: `B3**I2*S*PP*L*20260306*44048*${indicator}***FFRT` })).kind).toBe(kind);
  });

  it('of a supplement or a void by its shipment qualifier', () => {
    expect(invoiceOf(billWith({ B3: 'B3*R*I2*S*PP*L*20260306*44048****FFRT' })).kind).toBe('SUPPLEMENTAL');
    expect(invoiceOf(billWith({ B3: 'B3*V*I2*S*PP*L*20260306*44048****FFRT' })).kind).toBe('CANCELLATION');
  });

  it('names the invoice it corrects', () => {
    const corrected = billWith({ B3: 'B3**I2*S*PP*L*20260306*44048*CO***FFRT', 'N9*BM': 'N9*F8*INV-88120' });
    expect(invoiceOf(corrected).corrects).toEqual({ invoiceNumber: 'INV-88120' });
  });

  it.each([
    ['PP', 'PREPAID'],
    ['CC', 'COLLECT'],
    ['TP', 'THIRD_PARTY'],
  ])('on terms %s', (method, terms) => {
    expect(invoiceOf(billWith({ B3: `B3**I2*S*${method}*L*20260306*44048****FFRT` })).terms).toBe(terms);
  });

  it('on open terms, with a warning, when B3-04 does not say who pays', () => {
    const result = billWith({ B3: 'B3**I2*S*MX*L*20260306*44048****FFRT' });
    expect(invoiceOf(result).terms).toBeUndefined();
    expect(warningsOf(result)).toContain('TERMS_UNKNOWN');
  });

  it('with references as the partner means them', () => {
    const qualifiers = [
      { code: 'BM', type: 'LOAD' as const },
      { code: 'CN', type: 'IGNORE' as const },
    ];
    expect(billOf(billWith({}, { qualifiers }))?.references).toEqual([
      { type: 'SHIPMENT', value: 'SHP-10042' },
      { type: 'LOAD', value: 'BL-31007' },
    ]);
  });

  it('keeps a reference of unknown kind as OTHER, with a warning', () => {
    const result = billWith({ 'N9*BM': 'N9*X9*ABC' });
    expect(billOf(result)?.references).toContainEqual({ type: 'OTHER', value: 'ABC' });
    expect(warningsOf(result)).toContain('QUALIFIER_UNKNOWN');
  });

  it('has the distance its rate is per', () => {
    const result = billWith({ L0: 'L0*1*412*DM*1850*G******L', 'L1*1': 'L1*1*1.7669903*PM*72800****400' });
    expect(billOf(result)).toMatchObject({
      distance: { value: '412', unit: 'MI' },
      charges: [{ rateBasis: 'PER_MILE', quantity: { value: '412', unit: 'MI' } }, {}, {}, {}],
    });
  });

  it('means the same whatever separators, padding and control numbers surround it', () => {
    const [one, two] = [
      billEnvelope,
      {
        ...billEnvelope,
        control: '99',
        date: '2026-04-01',
        separators: { element: '|', component: '>', segment: '\n' },
      },
    ].map((around) => {
      const segments = cleanBill.map((line) =>
        line.split('*').map((text) => (around === billEnvelope ? text : `${text} `)),
      );
      const text = writeInterchange(around, [{ code: 'IM', sets: [{ type: '210', segments }] }]);
      const set = readX12(text).interchanges[0]?.groups[0]?.sets[0];
      return set ? readSet(set) : null;
    });
    expect(one?.understood === true && two?.understood === true && one.meaning === two.meaning).toBe(true);
  });
  it.each([
    ['as L3 counts them', { L3: '1850*G***44048******12*L' }, 12],
    ['as the lines count them where L3 does not', {}, 4],
  ])('pieces are %s', (_, { L3 }: { L3?: string }, pieces) => {
    const changes: Record<string, string> = L3 ? { L3: `L3*${L3}` } : {};
    expect(invoiceOf(billWith(changes)).bills[0]?.pieces).toBe(pieces);
  });
  it.each([
    ['a dry van of 53 feet', 'N7*ABCD*1234*********TF****5300', 'DRY_VAN_53'],
    ['a reefer of nobody knows what length', 'N7*ABCD*1234*********RT', 'REEFER'],
    ['left out where the code says nothing of it', 'N7*ABCD*1234*********ZZ****5300', undefined],
  ])('equipment is %s', (_, n7, equipment) => {
    const result = readBill([...cleanBill.slice(0, 8), n7, ...cleanBill.slice(8)]);
    expect(invoiceOf(result).bills[0]?.equipment).toBe(equipment);
  });
  it('two trailers of two kinds are no one equipment', () => {
    const trailers = ['N7*ABCD*1*********TF', 'N7*ABCD*2*********FT'];
    const result = readBill([...cleanBill.slice(0, 8), ...trailers, ...cleanBill.slice(8)]);
    expect(invoiceOf(result).bills[0]?.equipment).toBeUndefined();
  });
});

describe('proof of delivery inside a 210', () => {
  it('is a document with signature and local time, and the day of delivery', () => {
    const lines = cleanBill.map((line) =>
      line.startsWith('B3') ? 'B3**INV-88120*SHP-10042*PP*L*20260306*44048****FFRT' : line,
    );
    const result = readBill([...lines.slice(0, 9), 'POD*20260304*0915*R MILLER', ...lines.slice(9)]);
    expect(billOf(result)?.deliveryDate).toBe('2026-03-04');
    expect(result.understood && result.facts.documents).toEqual([
      {
        source: 'x12:FFRT',
        documentId: '',
        type: 'POD',
        carrier: 'FFRT',
        references: billOf(result)?.references,
        data: { signedBy: 'R MILLER', signedLocal: '2026-03-04T09:15:00' },
      },
    ]);
  });

  it('an estimated delivery date proves nothing', () => {
    const result = billWith({ B3: 'B3**I2*S*PP*L*20260306*44048**20260304*017*FFRT' });
    expect(billOf(result)?.deliveryDate).toBeUndefined();
    expect(warningsOf(result)).toContain('DELIVERY_NOT_ACTUAL');
  });

  it('two days of delivery are told', () => {
    expect(warningsOf(billWith({ 'G62*86': 'G62*35*20260305' }))).toContain('DELIVERY_DATES_DIFFER');
  });

  it('an impossible date is told with its place', () => {
    expect(billWith({ 'G62*86': 'G62*86*20260230' })).toMatchObject({
      understood: false,
      code: 'DATE_UNREADABLE',
      position: { tag: 'G62', element: 2 },
    });
  });
});
