/** In which order the world's messages reach the service: mixed, some twice, the late ones later, the lost ones never. */
import { documentIdOf, invoiceOf } from '../loads/bill.js';

const neighbours = 120;

/**
 * @param {object[]} loads
 * @param {number} stage the messages of this stage
 * @param {object} chance
 * @returns {{ path: string, body: object }[]} in the order in which they are sent
 */
export function messagesOf(loads, stage, chance) {
  const sent = [];
  // Most come around the time of their load, some at any time, some twice.
  const around = (index) => (chance.often(5) ? chance.whole(0, loads.length) : index + chance.whole(0, neighbours));
  const send = (message, index) => {
    sent.push({ ...message, at: around(index) });
    if (chance.often(3)) sent.push({ ...message, at: around(index) });
  };
  for (const [index, load] of loads.entries()) for (const message of ofLoad(load, stage)) send(message, index);
  for (const [index, bills] of documentsOf(loads, stage)) send({ path: '/v1/invoices', body: invoiceOf(bills) }, index);
  return sent.sort((a, b) => a.at - b.at).map(({ path, body }) => ({ path, body }));
}

function ofLoad(load, stage) {
  if (load.ghost) return [];
  const now = (fact) => (load.arrivals.get(fact) ?? 1) === stage;
  const { shipments, events, documents } = load.facts;
  return [
    ...shipments.filter(now).map((body) => ({ path: '/v1/shipments', body })),
    ...events.filter(now).map((body) => ({ path: '/v1/events', body })),
    ...documents.filter(now).map((body) => ({ path: '/v1/documents', body })),
  ];
}

/** The carrier invoices of a stage, each with its bills, at the place of its first load. */
function documentsOf(loads, stage) {
  const documents = new Map();
  for (const [index, load] of loads.entries())
    for (const bill of load.bills.filter(({ arrives }) => arrives === stage)) {
      const key = `${bill.source} ${documentIdOf(bill)}`;
      const document = documents.get(key) ?? [index, []];
      document[1].push(bill);
      documents.set(key, document);
    }
  return documents.values();
}
