import type { Broken } from './sample.ts';

const late = { afterMinutes: 60, percentOfLinehaul: '0.05', excused: [] };

/** Dates, currency, credits and tolerances. */
export const brokenRest: Broken[] = [
  [
    'PERCENT_LOOKS_WHOLE',
    '/tolerances/0/over/percent',
    { tolerances: [{ scope: { bill: true }, over: { percent: '2' } }] },
  ],
  ['IMPOSSIBLE_DATE', '/effective/to', { effective: { from: '2026-02-01', to: '2026-01-01' } }],
  [
    'VERSION_GAP',
    '/effective/from',
    { version: 2 },
    { siblings: [{ version: 1, state: 'ACTIVE', from: '2025-01-01', to: '2025-12-30' }] },
  ],
  ['VERSION_GAP', '/effective/to', {}, { siblings: [{ version: 2, state: 'ACTIVE', from: '2027-01-02', to: null }] }],
  [
    'VERSION_OVERLAP',
    '/effective',
    { version: 2 },
    { siblings: [{ version: 1, state: 'ACTIVE', from: '2025-01-01', to: null }] },
  ],
  ['REPLACES_UNKNOWN', '/replaces/0', { version: 2, replaces: [7] }, { siblings: [] }],
  ['ROUNDING_PLACES', '/rounding/places', { rounding: { places: 3 } }],
  ['FX_SERIES_UNKNOWN', '/fx/series', { fx: { series: 'ECB', dateRole: 'INVOICE' } }, { knownFxSeries: new Set() }],
  [
    'LATE_BAND_REPEATED',
    '/lateDelivery/1/afterMinutes',
    { lateDelivery: [late, { ...late, percentOfLinehaul: '0.10' }] },
  ],
  ['LATE_BANDS_UNSORTED', '/lateDelivery/1/afterMinutes', { lateDelivery: [{ ...late, afterMinutes: 120 }, late] }],
  [
    'LATE_CREDIT_FALLS',
    '/lateDelivery/1/percentOfLinehaul',
    { lateDelivery: [late, { ...late, afterMinutes: 120, percentOfLinehaul: '0.02' }] },
  ],
  ['LATE_ALWAYS_EXCUSED', '/lateDelivery/0/excused', { lateDelivery: [{ ...late, excused: ['CARRIER'] }] }],
  ['TOLERANCE_SCOPE_EMPTY', '/tolerances/0/scope', { tolerances: [{ scope: {}, over: { amount: '5' } }] }],
  [
    'TOLERANCE_SCOPE_MIXED',
    '/tolerances/0/scope',
    { tolerances: [{ scope: { charge: 'FUEL', bill: true }, over: { amount: '5' } }] },
  ],
  [
    'TOLERANCE_REPEATED',
    '/tolerances/1/scope',
    {
      tolerances: [
        { scope: { charge: 'ANY' }, over: { amount: '5' } },
        { scope: { charge: 'ANY' }, under: { amount: '5' } },
      ],
    },
  ],
  [
    'TOLERANCE_UNLIMITED',
    '/tolerances/0/over',
    { tolerances: [{ scope: { charge: 'ANY' }, over: { combine: 'ALL' } }] },
  ],
  ['TOLERANCE_NEVER', '/tolerances/0/under', { tolerances: [{ scope: { charge: 'ANY' }, under: { combine: 'ANY' } }] }],
];
