import { accessorial, type Broken } from './sample.ts';

const detention = {
  charge: 'DETENTION_DELIVERY',
  model: 'PER_TIME',
  rate: '60.00',
  perMinutes: 60,
  incrementMinutes: 15,
  incrementRounding: 'UP',
  freeMinutes: 120,
  lateGraceMinutes: 15,
  whenLate: 'NONE',
};
const storage = {
  charge: 'STORAGE',
  model: 'PER_DAY',
  from: 'GATE_IN',
  to: 'GATE_OUT',
  freeDays: 2,
  calendar: 'CALENDAR',
};

/** Accessorials, exclusions and caps that contradict themselves. */
export const brokenCharges: Broken[] = [
  [
    'CIRCULAR',
    '/accessorials',
    accessorial(
      { charge: 'PEAK', model: 'PERCENT', percent: '0.1', of: ['SECURITY'] },
      { charge: 'SECURITY', model: 'PERCENT', percent: '0.1', of: ['PEAK'] },
    ),
  ],
  ['CIRCULAR', '/accessorials', accessorial({ charge: 'PEAK', model: 'PERCENT', percent: '0.1', of: ['PEAK'] })],
  [
    'PERCENT_LOOKS_WHOLE',
    '/accessorials/0/percent',
    accessorial({ charge: 'PEAK', model: 'PERCENT', percent: '15', of: ['LINEHAUL'] }),
  ],
  // 0.3 % of the value, not 30 %.
  [
    'PERCENT_LOOKS_WHOLE',
    '/accessorials/0/percent',
    accessorial({ charge: 'INSURANCE', model: 'PERCENT_OF_VALUE', percent: '0.3' }),
  ],
  [
    'PERCENT_BASE_WITHOUT_TERMS',
    '/accessorials/0/of/0',
    accessorial({ charge: 'PEAK', model: 'PERCENT', percent: '0.1', of: ['STORAGE'] }),
  ],
  ['REPEATED', '/accessorials/1/charge', accessorial({ charge: 'NOTIFY' }, { charge: 'NOTIFY' })],
  ['NOT_ALLOWED', '/accessorials/0/charge', accessorial({ charge: 'MINIMUM' })],
  ['ACCESSORIAL_ALWAYS_DUE', '/accessorials/0', accessorial({ charge: 'NOTIFY', authority: 'CONTRACT' })],
  ['REQUIRED', '/accessorials/0/requires/0', accessorial({ charge: 'NOTIFY', requires: [{}] })],
  ['CANCELLATION_UNASKED', '/accessorials/0', accessorial({ charge: 'TONU', authority: 'CONTRACT' })],
  ['NOT_ALLOWED', '/accessorials/0/notice', accessorial({ charge: 'NOTIFY', notice: { minutesBefore: 30 } })],
  ['INCREMENT_UNEVEN', '/accessorials/0/incrementMinutes', accessorial({ ...detention, incrementMinutes: 25 })],
  ['REQUIRED', '/accessorials/0/tiers/0/days', accessorial({ ...storage, tiers: [{ rate: '150' }, { rate: '250' }] })],
  [
    'NOT_ALLOWED',
    '/accessorials/0/tiers/1/days',
    accessorial({
      ...storage,
      tiers: [
        { days: 4, rate: '150' },
        { days: 3, rate: '250' },
      ],
    }),
  ],
  [
    'CAP_WITHOUT_TERMS',
    '/caps/0/charges/1',
    { caps: [{ charges: ['LIFTGATE_DELIVERY', 'STORAGE'], maximum: '100.00' }] },
  ],
  ['EXCLUSION_WITHOUT_TERMS', '/exclusions/0/1', { exclusions: [['LIFTGATE_DELIVERY', 'INSIDE_DELIVERY']] }],
  ['EXCLUSION_OF_ONE', '/exclusions/0', { exclusions: [['LIFTGATE_DELIVERY']] }],
];
