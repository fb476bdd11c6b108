import { randomUUID } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { brokerStories } from './demo-broker.ts';
import type { Story } from './demo-builders.ts';
import { demoCalendar, dieselPrices, dieselSeries, type DemoCalendar } from './demo-calendar.ts';
import { ltlStories } from './demo-ltl.ts';
import { printSummary, type Summary } from './demo-summary.ts';
import { carriers, contracts, glRules, legalEntities, partners } from './demo-terms.ts';
import { truckloadStories } from './demo-truckload.ts';
import { x12Files } from './demo-x12.ts';
import { serviceClient, type ServiceClient } from './service-client.ts';

/** Where the demo is loaded and by whom: two people, because nobody activates their own contract. */
export interface DemoSetting {
  url: string;
  makerKey: string;
  checkerKey: string;
  dataDir: string;
  /** The service's own day, `YYYY-MM-DD`. */
  today: string;
  latePodSeconds: number;
  print: (line: string) => void;
}

/** Kept beside the data, so that a second start neither loads twice nor changes its dates. */
interface DemoMemory {
  today: string;
  loaded: boolean;
  latePodSent: boolean;
}

/** Every story of the demo, counted from `today`. */
export function demoStories(calendar: DemoCalendar): Story[] {
  return [...ltlStories(calendar), ...truckloadStories(calendar), ...brokerStories(calendar)];
}

/**
 * Loads the demo company through the API (once), waits until every bill is audited and prints what came of it; then,
 * some seconds later, lets one POD arrive that a disputed bill was waiting for.
 */
export async function runDemo(setting: DemoSetting, signal: AbortSignal): Promise<void> {
  const memory = recall(setting);
  const calendar = demoCalendar(memory.today);
  const maker = serviceClient(setting.url, setting.makerKey);
  if (!memory.loaded) {
    await load(setting, calendar, maker);
    remember(setting, { ...memory, loaded: true });
  }
  printSummary((await maker.get('/v1/insights/summary')) as Summary, setting.print);
  if (!memory.latePodSent) {
    setting.print(`in ${setting.latePodSeconds} s a POD arrives that a disputed bill is waiting for`);
    await sleep(setting.latePodSeconds * 1000, undefined, { signal });
    await latePod(setting, calendar, maker);
    remember(setting, { ...memory, loaded: true, latePodSent: true });
  }
}

const memoryFile = (setting: DemoSetting) => join(setting.dataDir, 'demo.json');

function recall(setting: DemoSetting): DemoMemory {
  if (!existsSync(memoryFile(setting))) {
    const fresh = { today: setting.today, loaded: false, latePodSent: false };
    remember(setting, fresh);
    return fresh;
  }
  return JSON.parse(readFileSync(memoryFile(setting), 'utf8')) as DemoMemory;
}

function remember(setting: DemoSetting, memory: DemoMemory): void {
  writeFileSync(memoryFile(setting), JSON.stringify(memory));
}

async function load(setting: DemoSetting, calendar: DemoCalendar, maker: ServiceClient): Promise<void> {
  const step = async (title: string, work: () => Promise<unknown>) => {
    const began = performance.now();
    await work();
    setting.print(`${title} (${((performance.now() - began) / 1000).toFixed(1)} s)`);
  };
  const stories = demoStories(calendar);
  await step('company, carriers and partners', () => loadMasterData(maker));
  await step('diesel prices and contracts, activated by a second person', () =>
    loadTerms(calendar, maker, serviceClient(setting.url, setting.checkerKey)),
  );
  await step(`${stories.length} shipments with milestones, PODs and bills`, () =>
    loadStories(stories, calendar, maker),
  );
  await step('every bill audited', () => untilAudited(maker));
  await step('one bill disputed by a clerk: its POD is missing', () => disputeMissingPod(stories, maker));
  await untilAudited(maker);
}

async function loadMasterData(maker: ServiceClient): Promise<void> {
  for (const each of legalEntities) await maker.send('POST', '/v1/legal-entities', each);
  for (const each of carriers) await maker.send('POST', '/v1/carriers', each);
  for (const each of glRules) await maker.send('POST', '/v1/gl-rules', each);
  for (const each of partners) await maker.send('PUT', `/v1/partners/${encodeURIComponent(each.source)}`, each);
}

async function loadTerms(calendar: DemoCalendar, maker: ServiceClient, checker: ServiceClient): Promise<void> {
  await maker.send('POST', `/v1/indexes/${dieselSeries}/values`, dieselPrices(calendar));
  for (const contract of contracts(calendar)) {
    const known = await maker
      .get(`/v1/contracts/${contract.contractId}/versions/${contract.version}`)
      .catch(() => null);
    const path = `/v1/contracts/${contract.contractId}/versions/${contract.version}`;
    const state = (known as { state?: string } | null)?.state;
    if (state === undefined) await maker.send('POST', '/v1/contracts', contract);
    if (state === undefined || state === 'DRAFT') await maker.send('POST', `${path}/submissions`, {});
    if (state !== 'ACTIVE') await checker.send('POST', `${path}/activations`, {});
  }
}

async function loadStories(stories: Story[], calendar: DemoCalendar, maker: ServiceClient): Promise<void> {
  const byJson = stories.filter((story) => story.asX12 !== true);
  await taken(
    maker,
    '/v1/shipments',
    stories.flatMap((story) => story.shipments),
  );
  await taken(
    maker,
    '/v1/events',
    byJson.flatMap((story) => story.events),
  );
  await taken(
    maker,
    '/v1/documents',
    stories.flatMap((story) => story.documents),
  );
  await taken(
    maker,
    '/v1/invoices',
    byJson.flatMap((story) => story.invoices),
  );
  for (const story of stories.filter((each) => each.asX12 === true))
    for (const file of x12Files(story, calendar.today)) await maker.sendText('/v1/edi', file, 'application/edi-x12');
}

interface Taken {
  refused: number;
  results: { index: number; problem?: unknown }[];
}

async function taken(maker: ServiceClient, path: string, items: unknown[]): Promise<void> {
  const answer = (await maker.send('POST', path, items)) as Taken;
  if (answer.refused > 0)
    throw new Error(`${path}: ${JSON.stringify(answer.results.filter((each) => each.problem)).slice(0, 800)}`);
}

async function untilAudited(maker: ServiceClient): Promise<void> {
  for (let tries = 0; tries < 1200; tries += 1) {
    const backlog = (await maker.get('/v1/insights/backlog')) as { staleCases: number };
    if (backlog.staleCases === 0) return;
    await sleep(50);
  }
  throw new Error('the demo was not audited within a minute');
}

interface CaseRow {
  caseId: string;
  state: string;
  revision: number;
}
interface FullCase extends CaseRow {
  etag: string;
  reopenedCount: number;
  money: Record<string, string>;
}

async function caseOf(stories: Story[], maker: ServiceClient): Promise<FullCase> {
  const invoiceNumber = stories.find((story) => story.late)?.invoices[0]?.invoiceNumber ?? '';
  const found = (await maker.get(`/v1/cases?invoiceNumber=${invoiceNumber}`)) as { data: CaseRow[] };
  return (await maker.get(`/v1/cases/${found.data[0]?.caseId ?? ''}`)) as FullCase;
}

async function disputeMissingPod(stories: Story[], maker: ServiceClient): Promise<void> {
  const waiting = await caseOf(stories, maker);
  if (waiting.state !== 'AWAITING_EVIDENCE') return;
  await maker.send(
    'POST',
    `/v1/cases/${waiting.caseId}/decisions`,
    { kind: 'DISPUTE', reason: 'POD_MISSING', comment: 'No POD with the bill; asked the carrier for it.' },
    { 'idempotency-key': randomUUID(), 'if-match': waiting.etag },
  );
}

async function latePod(setting: DemoSetting, calendar: DemoCalendar, maker: ServiceClient): Promise<void> {
  const stories = demoStories(calendar);
  const proof = stories.find((story) => story.late)?.late;
  if (!proof) return;
  const before = await caseOf(stories, maker);
  setting.print(`${proof.documentId} arrives; its case is ${before.state}, revision ${before.revision}`);
  await maker.send('POST', '/v1/documents', [proof]);
  const began = performance.now();
  for (let state = ''; state !== 'SETTLED';) {
    const now = await caseOf(stories, maker);
    if (now.state !== state && now.revision > before.revision) {
      const seconds = ((performance.now() - began) / 1000).toFixed(1);
      setting.print(
        `case ${now.caseId} reopened: ${before.state} → ${now.state} after ${seconds} s, approved ${now.money.approved ?? ''}`,
      );
      state = now.state;
    }
    if (performance.now() - began > 30_000) break;
    await sleep(100);
  }
  const postings = (await maker.get(`/v1/postings?caseId=${before.caseId}`)) as {
    data: { state: string; documentNumber?: string | null }[];
  };
  for (const posting of postings.data)
    setting.print(`its posting is ${posting.state} in the ERP as ${posting.documentNumber ?? '…'}`);
}
