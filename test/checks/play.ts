import { eventually, type Json, type Reply, type RunningService, startService } from '../stories/service.ts';
import type { Given, Hand, Scenario, World } from './scenario.ts';
import { entity, namesOf, usualCarrier, worldOf } from './world.ts';

/** A scenario with the world it is played in. `refusals`: what the service did not take; its test fails with them. */
export interface Played extends Scenario {
  world: World;
  refusals: string[];
  /** To its message. */
  reply?: Reply;
}

const patienceSeconds = 280;
const atOnce = 6;

/** Gives every scenario its names; those with the same terms share a carrier and its contracts. */
export function named(scenarios: readonly Scenario[]): Played[] {
  const counts = new Map<string, number>();
  const sharing = new Map<string, string>();
  return scenarios.map((scenario) => {
    const kind = `${scenario.check.replace('-', '')}${scenario.asks.charAt(0).toUpperCase()}`;
    const count = (counts.get(kind) ?? 0) + 1;
    counts.set(kind, count);
    const code = `${kind}${count}`;
    return {
      ...scenario,
      world: worldOf(namesOf(code, carrierFor(scenario.given, code, sharing)), scenario.given),
      refusals: [],
    };
  });
}

/** Terms as text, for telling whether they are the same; null: something is worked out from names, so nobody shares it. */
function termsText(given: Given): string | null {
  const { contract = {}, contracts = [], carrier = {}, partner = null, alone = false } = given;
  const workedOut = [contract, ...contracts, carrier].some((each) => typeof each === 'function');
  return alone || workedOut ? null : JSON.stringify([contract, contracts, carrier, partner]);
}

const usualTerms = termsText({});

function carrierFor(given: Given, code: string, sharing: Map<string, string>): string {
  const terms = termsText(given);
  if (terms === null) return code;
  if (terms === usualTerms) return usualCarrier;
  const carrier = sharing.get(terms) ?? code;
  sharing.set(terms, carrier);
  return carrier;
}

/** Does something for every item, a few at a time. */
async function forEach<T>(items: readonly T[], act: (item: T) => Promise<void>): Promise<void> {
  const waiting = [...items];
  const worker = async () => {
    for (let item = waiting.shift(); item !== undefined; item = waiting.shift()) await act(item);
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
}

/** Waits until every answer is up to date, however many there are. */
export function allAudited(running: RunningService): Promise<void> {
  return eventually(async () => {
    const { body } = await running.maker.get('/v1/insights/backlog');
    if (body.staleCases !== 0) throw new Error(`${body.staleCases} cases are stale still`);
  }, patienceSeconds);
}

/** Starts a service, on a database of its own unless one is given, and plays all these scenarios in it, up to and with what happens afterwards. */
export async function play(scenarios: readonly Played[], databaseUrl?: string): Promise<RunningService> {
  const running = await startService(databaseUrl === undefined ? {} : { databaseUrl });
  await agreeTerms(running, scenarios);
  // Every change of terms has found that there is nothing yet to audit again.
  await allAudited(running);
  await sendFacts(running, scenarios);
  await forEach(scenarios, (scenario) => sendMessage(running, scenario));
  await allAudited(running);
  const longer = scenarios.filter(({ given }) => given.afterwards);
  await forEach(longer, async (scenario) => {
    await scenario.given.afterwards?.(handOf(running, scenario)).catch((error: unknown) => {
      scenario.refusals.push(String(error));
    });
  });
  if (longer.length > 0) await allAudited(running);
  return running;
}

/**
 * The same service on the same database, with its clock so many days later, all deadlines up to then passed, and what the
 * scenarios of that day have happen then.
 */
export async function playLater(
  databaseUrl: string,
  days: number,
  scenarios: readonly Played[],
): Promise<RunningService> {
  const running = await startService({ databaseUrl, env: { CLOCK_OFFSET_DAYS: String(days) } });
  // The clock is looked at once a second: two looks, and nothing more that it brings about.
  await new Promise((resolve) => setTimeout(resolve, 2500));
  await allAudited(running);
  const longer = scenarios.filter(({ given }) => given.thereafter);
  await forEach(longer, async (scenario) => {
    await scenario.given.thereafter?.(handOf(running, scenario)).catch((error: unknown) => {
      scenario.refusals.push(String(error));
    });
  });
  if (longer.length > 0) await allAudited(running);
  return running;
}

type Refused = (reply: Reply) => void;

const refusedOf =
  (scenario: Played, what: string): Refused =>
  (reply) => {
    if (reply.status >= 300) scenario.refusals.push(`${what}: ${reply.status} ${reply.text.slice(0, 600)}`);
  };

/** Master data first and all of it before any fact: then nothing is audited twice. */
async function agreeTerms(running: RunningService, scenarios: readonly Played[]): Promise<void> {
  await running.maker.post('/v1/legal-entities', [entity]);
  const seen = new Set<string>();
  const isNew = (key: string) => {
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  };
  const firsts = scenarios.filter(({ world }) => isNew(`carrier ${world.names.carrier}`));
  await forEach(firsts, (scenario) => agreeWithCarrier(running, scenario));
  for (const scenario of scenarios)
    for (const [path, records] of recordsOf(scenario.given))
      if (isNew(`${path} ${JSON.stringify(records)}`))
        // A policy is one for all, and is set by itself.
        for (const body of path === 'policies' ? records : [records])
          refusedOf(scenario, path)(await running.maker.post(`/v1/${path}`, body));
}

async function agreeWithCarrier(running: RunningService, scenario: Played): Promise<void> {
  const { carriers, partners, contracts } = scenario.world;
  if (carriers.length > 0) refusedOf(scenario, 'carriers')(await running.maker.post('/v1/carriers', carriers));
  for (const { source, ...profile } of partners)
    refusedOf(scenario, `partner ${source}`)(await running.maker.put(`/v1/partners/${source}`, profile));
  for (const contract of contracts) await activate(running, contract, refusedOf(scenario, 'contract'));
}

function recordsOf({ masterData = {}, indexes = {}, fxRates = [] }: Given): [path: string, records: object[]][] {
  return [
    ...Object.entries(masterData),
    ...Object.entries(indexes).map(([series, values]): [string, object[]] => [`indexes/${series}/values`, values]),
    ...(fxRates.length > 0 ? [['fx-rates', fxRates] as [string, object[]]] : []),
  ];
}

/** Written by one person, put in force by another. */
async function activate(
  { maker, checker }: RunningService,
  contract: World['contracts'][number],
  refused: Refused,
): Promise<void> {
  const draft = await maker.post('/v1/contracts', contract);
  refused(draft);
  const path = `/v1/contracts/${contract.contractId ?? ''}/versions/${draft.body.version}`;
  if (draft.status >= 300) return;
  refused(await maker.post(`${path}/submissions`, {}));
  refused(await checker.post(`${path}/activations`, {}));
}

const factKinds = ['shipments', 'events', 'documents', 'invoices'] as const;

async function sendFacts(running: RunningService, scenarios: readonly Played[]): Promise<void> {
  for (const kind of factKinds) {
    const told = kind === 'invoices' ? scenarios.filter(({ given }) => !given.message) : scenarios;
    const sent = told.flatMap((scenario) => scenario.world[kind].map((fact) => ({ scenario, fact })));
    const text = sent.map(({ fact }) => JSON.stringify(fact)).join('\n');
    const reply = await running.maker.send(`/v1/${kind}`, text, { 'content-type': 'application/x-ndjson' });
    for (const line of reply.text.split('\n')) {
      const { index, status, problem } = line.trim() === '' ? {} : JSON.parse(line);
      if (status === 'ACCEPTED' || typeof index !== 'number') continue;
      sent[index]?.scenario.refusals.push(`${kind}: ${status} ${JSON.stringify(problem)}`);
    }
  }
}

async function sendMessage({ maker }: RunningService, scenario: Played): Promise<void> {
  try {
    const message = scenario.given.message?.(scenario.world);
    if (!message) return;
    const type = message.path === '/v1/edi' ? 'application/edi-x12' : 'application/json';
    scenario.reply = await maker.send(message.path, message.text, { 'content-type': type });
  } catch (error) {
    scenario.refusals.push(String(error));
  }
}

function handOf(running: RunningService, played: Played): Hand {
  const { world } = played;
  return {
    world,
    names: world.names,
    maker: running.maker,
    checker: running.checker,
    settled: () => allAudited(running),
    caseOf: async (invoice) => {
      await allAudited(running);
      return caseOf(running, played, invoice === undefined ? {} : { of: invoice });
    },
    send: async (kind, ...facts) => {
      const { body } = await running.maker.post(`/v1/${kind}`, facts);
      const refused = (body.results as Json[]).find(({ status }) => status !== 'ACCEPTED');
      if (refused) throw new Error(`${kind}: ${JSON.stringify(refused)}`);
    },
  };
}

/** The case a scenario asks about, as everyone reads it. */
export async function caseOf(
  { maker }: RunningService,
  { world, given }: Played,
  { of, bill = 1 }: { of?: number; bill?: number },
): Promise<Json> {
  const invoice = world.invoices.at(of ?? -1);
  if (!invoice) throw new Error(`the scenario has no invoice ${of ?? ''}`);
  const sentAs = given.message?.(world).source ?? invoice.source;
  const { documentId, invoiceNumber } = invoice;
  const query = new URLSearchParams({ source: sentAs, ...(given.message ? { invoiceNumber } : { documentId }) });
  const list = await maker.get(`/v1/cases?${query.toString()}`);
  for (const { caseId } of list.body.data as Json[]) {
    const found = await maker.get(`/v1/cases/${caseId}`);
    if (found.body.bill === bill) return found.body;
  }
  throw new Error(`there is no case of ${invoice.documentId} bill ${bill}`);
}

/** What a check that looks over many bills finds among those of the scenario's carrier. */
export async function patternsOf({ maker }: RunningService, { check, world }: Played): Promise<Json[]> {
  const query = new URLSearchParams({ check, carrier: world.names.carrier });
  const { body } = await maker.get(`/v1/insights/patterns?${query.toString()}`);
  return body.data as Json[];
}
