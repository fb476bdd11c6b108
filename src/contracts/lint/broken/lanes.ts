import { type Broken, lane, ohio, us, withLanes } from './sample.ts';

/** Lanes and zones that do not tell places apart. */
export const brokenLanes: Broken[] = [
  ['LANE_AMBIGUOUS', '/lanes/1', withLanes(lane('A', ohio, us()), lane('B', ohio, us()))],
  [
    'LANE_MAY_BE_AMBIGUOUS',
    '/lanes/1',
    {
      zones: { EAST: [us({ regions: ['OH'] })], METRO: [us({ postalPrefixes: ['44'] })] },
      ...withLanes(lane('A', us({ zones: ['EAST'] }), us()), lane('B', us({ zones: ['METRO'] }), us())),
    },
  ],
  [
    'LANE_UNREACHABLE',
    '/lanes/0',
    withLanes(lane('A', ohio, us()), lane('B', us({ postalRanges: [{ from: '00000', to: '99999' }] }), us())),
  ],
  ['REPEATED', '/lanes/1/lane', withLanes(lane('A', ohio, us()), lane('A', us({ regions: ['PA'] }), us()))],
  [
    'RANGES_CROSS',
    '/lanes/1/destination',
    withLanes(
      lane('A', ohio, us({ postalRanges: [{ from: '44000', to: '44500' }] })),
      lane('B', ohio, us({ postalRanges: [{ from: '44400', to: '44999' }] })),
    ),
  ],
  [
    'RANGE_REVERSED',
    '/lanes/0/origin/postalRanges/0',
    withLanes(lane('A', us({ postalRanges: [{ from: '449', to: '441' }] }), us())),
  ],
  [
    'RANGE_MIXED',
    '/lanes/0/origin/postalRanges/0',
    withLanes(lane('A', us({ postalRanges: [{ from: '441', to: '44299' }] }), us())),
  ],
  ['COUNTRY_ABSENT', '/lanes/0/origin', withLanes(lane('A', { regions: ['OH'] }, us()))],
  ['UNKNOWN_CODE', '/lanes/0/origin/zones/0', withLanes(lane('A', us({ zones: ['NORTH'] }), us()))],
  ['ZONE_UNUSED', '/zones/A~1B', { zones: { 'A/B': [us({ regions: ['OH'] })] } }],
];
