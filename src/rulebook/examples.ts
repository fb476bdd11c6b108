/** A rule as somebody would write it, with scenarios: detention over 300.00 of one carrier is looked at by the site manager. */
export const ruleExample = {
  id: 'detention-over-300',
  title: 'Detention over 300.00 goes to the site manager',
  clause: 'AP policy 7',
  scope: { carrier: 'ABCD' },
  checks: [] as string[],
  always: true,
  conditions: {
    all: [
      { fact: 'line.charge', operator: 'code.in', value: ['DETENTION_PICKUP', 'DETENTION_DELIVERY'] },
      { fact: 'line.billed', operator: 'money.gt', value: '300.00' },
    ],
  },
  outcome: 'REVIEW',
  reason: 'ACC_CONDITION',
  who: 'site manager',
  scenarios: [
    {
      title: 'detention of 340.00 goes to the site manager',
      facts: { 'line.charge': 'DETENTION_DELIVERY', 'line.billed': '340.00' },
      finding: 'REVIEW ACC_CONDITION',
    },
    {
      title: 'of just 300.00 it does not',
      facts: { 'line.charge': 'DETENTION_DELIVERY', 'line.billed': '300.00' },
      finding: 'none',
    },
    { title: 'nor does a linehaul', facts: { 'line.charge': 'LINEHAUL', 'line.billed': '940.00' }, finding: 'none' },
  ],
};
