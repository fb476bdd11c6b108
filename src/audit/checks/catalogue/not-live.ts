/** A check of the trade's list that is not asked yet, and what stands in its way. */
export type NotLive = [id: string, title: string, why: string];

const toCome = 'The facts are there; the check is not written yet.';
const noPaper = 'Papers are read by whoever sends them to us; no images or pages are kept as facts.';
const noPivot = 'Pivot weights of unit load devices are not part of a contract yet.';
const noLegs = 'A leg with its own carrier is a shipment of its own; what crosses legs is not asked.';
const noTerms = 'No contract clause says what would be owed.';
const noTaxRules = 'Which tax applies where is not in the contract: only its arithmetic is asked.';
const noErp = 'The ERP’s own master data and calendar are not facts here.';
const noPayments = 'It looks at payments, which are kept and not audited.';
const noPortfolio = 'It looks at many bills at once; the audit judges one shipment.';
const noDandd = 'What the time of a container costs is asked; when its invoice must come is not.';
const noOldAddress = 'No fact holds the address as it stood before the correction.';
const noOtherPickups = 'It looks at other pickups of the same day; a dossier holds one shipment.';
const noAccruals =
  'Accruals follow what is expected and paid by themselves (`/v1/accruals`); what differs makes no finding.';
const noCode = 'There is no charge code for it; billed as another charge, that charge is checked.';

/** Every check of the list that is not live, in the list's order. One that becomes live is taken off here. */
export const notLive: readonly NotLive[] = [
  ['I-11', 'The document is authentic', noPaper],
  ['I-12', 'What was read off the page is certain enough', noPaper],
  ['P-08', 'No risk of paying the freight twice (section 7, broker and carrier)', noLegs],
  ['R-05', 'Deadhead, out-of-route and round trips', noTerms],
  ['R-19', 'Parcel: incentives and earned discounts', noPortfolio],
  ['R-25', 'Air: unit load devices, pivots and minimums', noPivot],
  ['R-26', 'Rail: ramp to ramp with drayage at both ends', noLegs],
  ['R-29', 'Clauses that move the price with an index', toCome],
  ['R-30', 'Rebates and tiers over a period', noPortfolio],
  ['A-08', 'Miles out of route', noCode],
  ['A-34', 'Correction of an address', noOldAddress],
  ['A-35', 'Parcel: additional handling and oversize', noTerms],
  ['A-36', 'Single shipment at a pickup', noOtherPickups],
  ['T-03', 'What an invoice must say for input tax', toCome],
  ['T-05', 'The agreement on self-billing holds', noTaxRules],
  ['T-06', 'The clearance number of an electronic invoice', noTaxRules],
  ['T-13', 'Advances are deducted', toCome],
  ['L-01', 'The period of credit', noPayments],
  ['L-05', 'The carrier answers a claim in time', toCome],
  ['L-06', 'The time for going to court', toCome],
  ['L-09', 'Who may be billed for demurrage (the rule was vacated)', noDandd],
  ['L-12', 'Interest owed by law on what is undisputed', noPayments],
  ['C-01', 'An account can be found', toCome],
  ['C-02', 'Cost centre and project are open', noErp],
  ['C-04', 'Shares of the legs of a route', noLegs],
  ['C-05', 'Inbound to landed cost, outbound to expense', toCome],
  ['C-06', 'The accrual is reversed once', noAccruals],
  ['C-07', 'The posting period is open', noErp],
  ['C-08', 'Against the budget or the quote', toCome],
  ['C-10', 'The vendor is not blocked', noErp],
  ['C-11', 'Paid is what was approved', noPayments],
  ['C-12', 'Remittance detail was sent', noPayments],
  ['G-03', 'Prices that drift from the contract', noPortfolio],
  ['G-05', 'Round amounts and the end of the month', noPortfolio],
  ['G-06', 'Gaps in numbers, new senders, new banks', noPortfolio],
  ['G-07', 'Weights billed against weights weighed', noPortfolio],
  ['G-10', 'Rules that never find anything', noPortfolio],
  ['G-12', 'Terms never used, lanes without terms', noPortfolio],
];
