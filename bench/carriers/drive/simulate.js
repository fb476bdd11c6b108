/** One run: the world is told, sent, waited for, and what the service says is read and compared. */
import { setTimeout as sleep } from 'node:timers/promises';
import { dice } from '../chance.js';
import { compareLoad, plainNumber } from '../compare/compare.js';
import { Score } from '../compare/score.js';
import { stages } from '../judge/judge.js';
import { documentIdOf } from '../loads/bill.js';
import { toldWorld } from '../stories.js';
import { makeKnown, makeKnownLate } from './agree.js';
import { messagesOf } from './messages.js';
import { allCases, atOnce, serviceAt } from './service.js';

/** Past the evidence deadline and the wait for a shipment, and past the time a balance due may take. */
const daysLater = 20;
const batch = 1000;

/**
 * @param {{ bills: number, seed: number, open: (offsetDays: number) => Promise<object>, say: (text: string) => void }} run
 *   open starts the service with its clock so many days ahead: `{ url, maker, checker, close }`
 * @returns {Promise<Score>}
 */
export async function simulate({ bills, seed, open, say }) {
  const run = { bills, seed, say, score: new Score(), chance: dice(seed).apart('messages'), loads: [] };
  await withService(open, 0, (service) => inTime(service, run));
  await withService(open, daysLater, (service) => late(service, run));
  return run.score;
}

async function withService(open, offsetDays, act) {
  const running = await open(offsetDays);
  try {
    await act(serviceAt(running));
  } finally {
    await running.close();
  }
}

async function inTime(service, run) {
  const { bills, seed, score, say } = run;
  const without = await makeKnown(service);
  for (const [carrier, why] of without) score.leftOut(carrier, why);
  run.without = new Set(without.keys());
  run.loads = toldWorld({ bills, seed, without: run.without });
  say(`told ${run.loads.length} loads with ${run.loads.reduce((all, load) => all + load.bills.length, 0)} bills`);
  await sendAll(service, messagesOf(run.loads, stages.inTime, run.chance), say);
  await service.settled();
  say('audited');
  const waiting = run.loads.filter((load) => load.waits);
  await compareAll(service, waiting, { stage: stages.inTime, score });
}

async function late(service, { loads, chance, score, say, without }) {
  await deadlinesPassed(service);
  await makeKnownLate(service, without);
  await sendAll(service, messagesOf(loads, stages.late, chance), say);
  await service.settled();
  say('audited again, with what came late');
  await compareAll(service, loads, { stage: stages.late, score });
  say('read and compared');
}

async function sendAll(service, messages, say) {
  for (let from = 0; from < messages.length; from += batch) {
    const now = messages.slice(from, from + batch);
    const paths = [...new Set(now.map(({ path }) => path))];
    await Promise.all(
      paths.map((path) =>
        service.stream(
          path,
          now.filter((one) => one.path === path).map(({ body }) => body),
        ),
      ),
    );
  }
  say(`sent ${messages.length} messages`);
}

/** Waits until what has passed has become facts, and these have been judged. */
async function deadlinesPassed(service) {
  const waiting = async () => {
    await service.settled();
    const { data } = await service.read('/v1/cases?state=AWAITING_EVIDENCE&limit=1');
    return data.length;
  };
  for (let calm = 0, tries = 0; calm < 2 && tries < 120; tries += 1) {
    await sleep(1000);
    calm = (await waiting()) === 0 ? calm + 1 : 0;
  }
  await service.settled();
}

async function compareAll(service, loads, { stage, score }) {
  const keyOf = (documentId, billNumber) => `${documentId} ${plainNumber(billNumber)}`;
  const wanted = new Map(
    loads.flatMap((load) => load.bills.map((bill) => [keyOf(documentIdOf(bill), bill.billNumber), load])),
  );
  const numbers = new Set(loads.flatMap((load) => load.bills.map(({ invoiceNumber }) => invoiceNumber)));
  const found = new Map(loads.map((load) => [load, []]));
  const rows = [];
  for await (const row of allCases(service)) if (numbers.has(row.invoiceNumber)) rows.push(row);
  await atOnce(rows, 8, async ({ caseId }) => {
    const one = slim(await service.read(`/v1/cases/${caseId}`));
    found.get(wanted.get(keyOf(one.documentId, one.billNumber)))?.push(one);
  });
  for (const load of loads) compareLoad(load, found.get(load), { stage, score });
}

/** A case without its long workings: there are many cases. */
const slim = (one) => ({ ...one, charges: one.charges.map((charge) => ({ ...charge, working: undefined })) });
