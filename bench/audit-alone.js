import { audit } from '../dist/src/audit/audit.js';
import { prepareRules } from '../dist/src/audit/rules/rule.js';
import { defaultPolicy } from '../dist/src/freight/terms.js';
import { shippedRules } from '../dist/src/rulebook/shipped-rules.js';
import { contract, events, indexValue, invoice, pod, shipment } from './bills.js';

const receivedAt = '2026-03-07T08:00:00Z';
const recorded = (id, body) => ({ factId: `${body.source} ${id}`, source: body.source, id, receivedAt, body });

/** A dossier of one shipment and one bill, all of it payable. */
export function dossier(n) {
  const { bills, ...head } = invoice(n);
  return {
    key: `S:tms:SHP-${n}`,
    shipments: [recorded(`SHP-${n}#1`, shipment(n))],
    events: events(n).map((event) => recorded(event.eventId, event)),
    documents: [recorded(`POD-${n}`, pod(n))],
    bills: [
      {
        caseId: `case-${n}`,
        factId: `invoice-${n}`,
        receivedAt,
        invoice: head,
        bill: bills[0],
        documentDifference: '0',
        billsInDocument: 1,
        match: { status: 'MATCHED', shipmentSource: 'tms', shipmentId: `SHP-${n}`, by: `BOL BOL-${n}`, candidates: [] },
        policy: defaultPolicy,
        profile: null,
        decisions: [],
        postings: [],
        openItems: [],
        budgetLeft: null,
        conflicts: [],
      },
    ],
    rivals: [],
    deadlines: [],
    contracts: [{ contract: { ...contract, version: 1 }, activatedAt: receivedAt }],
    indexes: [indexValue],
    fxRates: [],
    carriers: [{ carrier: 'ABCD' }],
    legalEntities: [{ legalEntity: 'ACME-US', timeZone: 'America/New_York' }],
    calendars: [],
    profiles: {},
  };
}

/** V8 goes on compiling the audit while it judges its first eight thousand bills. */
const warmUp = 8000;

/**
 * Judges `bills` bills one after the other in this process, with their full working, when it has judged enough to be
 * compiled; and says how fast the first thousand went.
 *
 * @returns {Promise<{ billsPerSecond: number, atFirst: number }>} bills a second of this process's time on the processor
 */
export async function auditAlone(bills) {
  const rules = prepareRules(shippedRules());
  const dossiers = Array.from({ length: 200 }, (_, n) => dossier(n + 1));
  const run = async (count) => {
    const began = process.cpuUsage();
    for (let n = 0; n < count; n += 1) {
      const [report] = await audit(dossiers[n % dossiers.length], rules);
      if (report.money.approved !== '440.48') throw new Error(`approved ${report.money.approved}, not 440.48`);
    }
    const used = process.cpuUsage(began);
    return count / ((used.user + used.system) / 1_000_000);
  };
  const atFirst = await run(1000);
  await run(warmUp);
  return { billsPerSecond: await run(bills), atFirst };
}
