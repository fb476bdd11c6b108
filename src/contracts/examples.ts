/** A whole contract version, as the API's description shows it. */
export const contractExample = {
  contractId: 'ABCD-LTL',
  carrier: 'ABCD',
  legalEntities: ['ACME-US'],
  modes: ['LTL'],
  currency: 'USD',
  effective: { from: '2026-01-01', to: '2026-12-31' },
  replaces: [],
  dateRole: 'PICKUP',
  rounding: { mode: 'HALF_UP', places: 2 },
  lanes: [
    {
      lane: 'OH-TX',
      origin: { country: 'US', regions: ['OH'] },
      destination: { country: 'US', postalPrefixes: ['75', '76'] },
      linehaul: {
        model: 'WEIGHT_BREAKS',
        weightUnit: 'LB',
        per: '100',
        breaks: [
          { from: '0', rates: { '70': '55.10' } },
          { from: '1000', rates: { '70': '42.15' } },
          { from: '2000', rates: { '70': '36.40' } },
        ],
        deficit: true,
        discount: '0.62',
        minimum: '145.00',
      },
    },
  ],
  fuel: {
    index: 'EIA-DIESEL-US',
    model: 'PERCENT_TABLE',
    inForce: { addDays: 1 },
    table: [
      { from: '3.00', value: '0.24' },
      { from: '3.06', value: '0.245' },
    ],
    beyond: { step: '0.06', value: '0.005' },
    base: ['LINEHAUL'],
  },
  accessorials: [{ charge: 'LIFTGATE_DELIVERY', model: 'FLAT', amount: '85.00', authority: 'ORDERED' }],
  exclusions: [['LIFTGATE_DELIVERY', 'INSIDE_DELIVERY']],
  tolerances: [
    {
      scope: { charge: 'ANY' },
      over: { amount: '5.00', percent: '0.02', combine: 'ALL' },
      under: { amount: '25.00' },
    },
  ],
  payment: { terms: 'NET_30', baseline: 'INVOICE_DATE', disagreement: 'SHORT_PAY', recovery: 'CLAIM', partial: 'POST' },
  evidence: { delivery: 'REQUIRED', pod: 'REQUIRED', deadlineDays: 10, agreeWithinMinutes: 15 },
  limits: { billDays: null, disputeDays: 180, balanceDueDays: 180 },
};
