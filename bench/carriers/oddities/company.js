/** Bills that look odd beside others: twins that cost the same, and documents that hold several bills. */
import { daysBetween } from '../calendar.js';
import { isZero } from '../exact.js';

const plainKinds = new Set(['honest', 'odd', 'mistaken']);

/** Whether a load's bill may stand in one document with others. */
const mayJoin = (load) => {
  const [bill] = load.bills;
  const alone = load.bills.length === 1 && !bill.gate && isZero(bill.footing) && bill.arrives === 1 && !load.ghost;
  return alone && plainKinds.has(load.kind) && bill.currency !== null && bill.kind === 'ORIGINAL' && !load.twin;
};

/**
 * Puts some bills of each carrier, dated within a week, together into documents of two to four.
 * @param {object[]} loads
 * @param {object} chance
 */
export function joinBills(loads, chance) {
  const free = loads.filter((load) => mayJoin(load) && chance.often(9));
  const carriers = [...new Set(free.map(({ plan }) => plan.profile.carrier))];
  for (const carrier of carriers) {
    const own = free
      .filter(({ plan }) => plan.profile.carrier === carrier)
      .sort((a, b) => (a.bills[0].invoiceDate < b.bills[0].invoiceDate ? -1 : 1));
    for (let from = 0, count = 1; from < own.length; count += 1) {
      const size = chance.whole(2, 4);
      const group = own.slice(from, from + size).map(({ bills }) => bills[0]);
      const near = group.filter(({ invoiceDate }) => daysBetween(group[0].invoiceDate, invoiceDate) <= 7);
      if (near.length > 1) joined(near, `${carrier}S${count}`);
      from += near.length;
    }
  }
}

function joined(bills, invoiceNumber) {
  const { invoiceDate } = bills.at(-1);
  for (const bill of bills) {
    Object.assign(bill, { invoiceNumber, invoiceDate });
    bill.oddities.push('one of several bills in a document');
  }
}
