/** What the mistakes of carriers have in common: billing a line again, wrongly. */
import { above, minus, plain, rounded } from '../exact.js';
import { cents, linehaulLines } from '../loads/bill.js';
import { totalWeight } from '../owed/measures.js';
import { owedFor } from '../owed/owed.js';
import { termsFor } from '../world/world.js';

const family = new Set(['LINEHAUL', 'DISCOUNT', 'DEFICIT', 'MINIMUM']);

/**
 * @typedef {object} Mistake
 * @property {string} kind as the table prints it
 * @property {string} touches what it changes; two mistakes on one bill touch different things
 * @property {number} [weight] how often it is made, 1 when absent
 * @property {(profile: object) => boolean} fits whether this carrier can make it
 * @property {(chance: object, profile: object) => object} [wish] what must be so before it can be made
 * @property {(load: object, bill: object, chance: object) => object[] | null} make its labels; null when it does not show
 */

/** What was seeded: on which charge, and which reasons name it. */
export const label = (charge, reasons, more = {}) => ({ charge, reasons, checks: [], ...more });

/** What would be owed had the carrier's wrong belief been true. */
export function believed(load, { shipment, contracts, events, documents }) {
  const { facts, plan } = load;
  const changed = {
    shipment: shipment ? shipment(structuredClone(facts.shipment)) : facts.shipment,
    events: events ? events(facts.events) : facts.events,
    documents: documents ? documents(facts.documents) : facts.documents,
    bills: load.bills,
  };
  const terms = termsFor(plan.profile);
  return owedFor(changed, contracts ? { ...terms, contracts: contracts(terms.contracts) } : terms);
}

/** The same contracts with a wrong linehaul in every lane. */
export const withLinehaul = (change) => (contracts) =>
  contracts.map((contract) => ({
    ...contract,
    lanes: contract.lanes.map((lane) => ({ ...lane, linehaul: change(lane.linehaul) })),
  }));

export const linehaulModel = (profile) => profile.contracts[0]?.lanes[0].linehaul.model;

/** Replaces the linehaul of a bill by a dearer one; whether it is dearer. */
export function rebillLinehaul(load, bill, wrong, reasons) {
  const right = load.owed.find('LINEHAUL', null);
  const expected = wrong.find('LINEHAUL', null);
  if (expected.amount === null || right.amount === null || !above(minus(expected.amount, right.amount), '6'))
    return null;
  return replaceLinehaul(bill, linehaulLines(expected, load.style), reasons);
}

export function replaceLinehaul(bill, lines, reasons) {
  const others = bill.lines.filter(({ charge }) => !family.has(charge));
  bill.lines = numbered([...lines, ...others]);
  return [label('LINEHAUL', reasons)];
}

export const numbered = (lines) => lines.map((line, index) => ({ ...line, line: index + 1 }));

/** Adds a line at the end. */
export function addLine(bill, line) {
  bill.lines = numbered([...bill.lines, { stop: null, ...line }]);
}

export const lineFor = (bill, charge) => bill.lines.find((line) => line.charge === charge);

/** Raises a line to another amount; whether it is dearer by enough to be no rounding and within no tolerance. */
export function raise(bill, line, amount, reasons) {
  if (!line || !above(minus(amount, line.amount), '5.50')) return null;
  line.amount = cents(amount);
  return [label(line.charge, reasons, { stop: line.stop })];
}

/** What a scale that nobody certified would have said: the whole shipment heavier by so many percent. */
export function weighedHeavier(load, percent) {
  const [{ weight }] = load.facts.shipment.items;
  const total = plain(rounded(totalWeight(load.facts.shipment.items, weight.unit), 1, 'HALF_UP'));
  const heavy = { value: grown(total, percent), unit: weight.unit };
  const wrong = believed(load, {
    events: (events) => [
      ...events,
      { ...events[0], eventId: 'scale', type: 'REWEIGHED', stop: undefined, place: undefined },
    ],
    documents: (documents) => [
      ...documents,
      { type: 'WEIGHT_CERTIFICATE', issuedAt: '2030-01-01T00:00:00Z', data: { weight: heavy } },
    ],
  });
  return { heavy, wrong };
}

/** A decimal text grown by so many percent, rounded to one decimal. */
export function grown(value, percent) {
  const [whole, tenth = '0'] = value.split('.');
  const tenths = (BigInt(whole + tenth.slice(0, 1)) * BigInt(100 + percent)) / 100n;
  return `${tenths / 10n}.${tenths % 10n}`.replace(/\.0$/, '');
}
