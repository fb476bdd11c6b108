import { describe, expect, it } from '@jest/globals';
import type { Json } from './json.ts';
import { made, read, sheet } from '../../../test/builders/rate-sheets.ts';

describe('lanes', () => {
  it('take codes as text, with the leading zeros that a spreadsheet lost', () => {
    const mapping = `
lanes:
  - lane: "{o:3}-{d:3}"
    where: { live: ["yes", "Y"] }
    origin: { country: US, postalPrefixes: ["{o:3}"] }
    destination: { country: US, postalPrefixes: [{ column: more, split: " ", pad: 3 }] }
    equipment: [{ column: eq, text: true, blank: OMIT }]
    linehaul: { model: PER_DISTANCE, unit: MI, rate: { column: cents, times: "0.01" }, minimum: { column: min, blank: OMIT } }
`;
    const text = 'o,d,more,eq,cents,min,live\n70,441,70 71,,215,950,yes\n71,442,72,REEFER,230,,Y\n1,2,3,,1,1,no\n';
    expect(made(sheet(text), mapping)).toEqual({
      lanes: [
        expect.objectContaining({
          lane: '070-441',
          origin: { country: 'US', postalPrefixes: ['070'] },
          destination: { country: 'US', postalPrefixes: ['070', '071'] },
          equipment: [],
          linehaul: { model: 'PER_DISTANCE', unit: 'MI', rate: '2.15', minimum: '950' },
        }),
        expect.objectContaining({
          lane: '071-442',
          equipment: ['REEFER'],
          linehaul: { model: 'PER_DISTANCE', unit: 'MI', rate: '2.3' },
        }),
      ],
    });
  });

  it('of class rates gather the classes and breaks of all their rows', () => {
    const mapping = `
lanes:
  - lane: "{From}-{To}"
    origin: { country: US, regions: ["{From}"] }
    destination: { country: US, regions: ["{To}"] }
    linehaul:
      model: WEIGHT_BREAKS
      weightUnit: LB
      per: "100"
      breaks: { class: "{Class}", across: { 0: L5C, 500: M5C, 1000: M1M } }
      discount: { column: Disc, percent: true }
      minimum: { column: Min }
`;
    const text =
      'From,To,Class,Min,Disc,L5C,M5C,M1M\nOH,TX,70,145.00,62%,55.10,48.20,42.15\nOH,TX,85,145.00,62,61.00,53.10,48.10\n';
    const [lane] = (made(sheet(text), mapping) as { lanes: { linehaul: Json }[] }).lanes;
    expect(lane?.linehaul).toEqual({
      model: 'WEIGHT_BREAKS',
      weightUnit: 'LB',
      per: '100',
      discount: '0.62',
      minimum: '145.00',
      breaks: [
        { from: '0', rates: { '70': '55.10', '85': '61.00' } },
        { from: '500', rates: { '70': '48.20', '85': '53.10' } },
        { from: '1000', rates: { '70': '42.15', '85': '48.10' } },
      ],
    });
    expect(read(sheet(text.replace('85,145.00', '85,98.00')), mapping).problems).toEqual([
      { sheet: 'rates.csv', row: 3, detail: 'it says other than row 2 of the same (/lanes/0/linehaul/minimum)' },
    ]);
    expect(read(sheet(text.replace('TX,85', 'TX,70')), mapping).problems[0]).toEqual({
      sheet: 'rates.csv',
      row: 3,
      detail: 'class 70 from 0 stands in row 2 already',
    });
  });

  it('of class rates may have a row for each break', () => {
    const mapping = `
lanes:
  - lane: ALL
    sheet: rates.csv
    linehaul: { model: WEIGHT_BREAKS, weightUnit: LB, per: "100", breaks: { class: "{Class}", from: { range: Weight }, rate: Rate } }
`;
    const text = 'Class,Weight,Rate\n70,500-999,48.20\n70,0-499,55.10\n70,1000+,42.15\n';
    expect(made(sheet(text), mapping)).toMatchObject({
      lanes: [{ linehaul: { breaks: [{ from: '0', rates: { '70': '55.10' } }, { from: '500' }, { from: '1000' }] } }],
    });
  });

  it('of air freight, of distance bands and of parcels take theirs', () => {
    const mapping = `
lanes:
  - lane: AIR
    sheet: air.csv
    linehaul: { model: CHARGEABLE_WEIGHT, weightUnit: KG, volumeDivisor: "6000", breaks: { across: { 0: N, 100: Q100 } }, minimum: { column: MIN } }
  - lane: TL
    sheet: bands.csv
    linehaul: { model: PER_DISTANCE, unit: MI, bands: { from: { column: from, to: to }, amount: { column: amount, blank: OMIT }, rate: { column: rate, blank: OMIT } } }
  - lane: PARCEL
    sheet: parcel.csv
    linehaul:
      model: ZONE_TABLE
      weightUnit: LB
      zones: [{ sheet: zones.csv, zone: "{zone}", destination: { country: US, postalPrefixes: ["{zip3:3}"] } }]
      rates: { upTo: lb, across: { 2: Zone 2, 3: Zone 3 } }
`;
    const files = [
      sheet('MIN,N,Q100\n75.00,9.80,8.40\n', 'air.csv'),
      sheet('from,to,amount,rate\n0,99,300.00,\n100,249,450.00,\n250,,,2.05\n', 'bands.csv'),
      sheet('lb,Zone 2,Zone 3\n2,8.90,9.95\n1,8.10,9.10\n', 'parcel.csv'),
      sheet('zone,zip3\n2,441\n3,75\n', 'zones.csv'),
    ];
    expect((made(files, mapping) as { lanes: { linehaul: Json }[] }).lanes.map(({ linehaul }) => linehaul)).toEqual([
      expect.objectContaining({
        breaks: [
          { from: '0', rate: '9.80' },
          { from: '100', rate: '8.40' },
        ],
        minimum: '75.00',
      }),
      {
        model: 'PER_DISTANCE',
        unit: 'MI',
        bands: [
          { from: '0', amount: '300.00' },
          { from: '100', amount: '450.00' },
          { from: '250', rate: '2.05' },
        ],
      },
      expect.objectContaining({
        zones: [
          { zone: '2', destination: { country: 'US', postalPrefixes: ['441'] } },
          { zone: '3', destination: { country: 'US', postalPrefixes: ['075'] } },
        ],
        rates: {
          '2': [
            { upTo: '1', amount: '8.10' },
            { upTo: '2', amount: '8.90' },
          ],
          '3': [
            { upTo: '1', amount: '9.10' },
            { upTo: '2', amount: '9.95' },
          ],
        },
      }),
    ]);
  });
});
