import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Browser, chromium, type Page } from 'playwright-core';
import { readConfig } from '../../src/config.ts';
import { migrate } from '../../src/migrate.ts';
import { serve, type Service } from '../../src/serve.ts';
import { ownDatabase } from '../stories/approved-cases.ts';

const executablePath = process.env.TALLYMAN_CHROMIUM;
const skip = !executablePath && !process.env.CI;
if (skip) console.warn('SKIPPED: the console is not tried in a browser; TALLYMAN_CHROMIUM is not set');

const flags = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run'].concat([
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]);

(skip ? describe.skip : describe)('the console', () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'tallyman-console-'));
  const troubles: string[] = [];
  let database: Awaited<ReturnType<typeof ownDatabase>>;
  let service: Service;
  let browser: Browser;
  let page: Page;

  beforeAll(async () => {
    database = await ownDatabase('console');
    await migrate(database.url, null);
    service = await serve(readConfig({ PORT: '0', DATA_DIR: dataDir }), database.url, false);
    await aDisputedBill(service);
    browser = await chromium.launch({ executablePath, args: flags });
    page = await browser.newPage();
    page.on('pageerror', (error) => troubles.push(error.message));
  }, 60_000);

  afterAll(async () => {
    await browser.close();
    await service.close();
    await database.end();
    rmSync(dataDir, { recursive: true, force: true });
  });

  test('shows the work list to whoever brings a key, and takes the key out of the address', async () => {
    await page.goto(`${service.url ?? ''}/#key=${service.keys.maker}`);
    await page.getByRole('link', { name: 'INV-7001' }).waitFor();
    expect(page.url()).not.toContain(service.keys.maker);
    expect(await page.locator('#cases tbody tr').count()).toBe(1);
    expect(await page.locator('.card').innerText()).toContain('535.00');
  }, 30_000);

  test('finds no case where the filters fit none', async () => {
    await page.getByLabel('Carrier').fill('NOBODY');
    await page.getByRole('button', { name: 'Find' }).click();
    await page.getByText('No case is like this.').waitFor();
    await page.getByRole('link', { name: 'Show all' }).click();
  }, 30_000);

  test('opens a case and lays open the working of a charge', async () => {
    await page.getByRole('link', { name: 'INV-7001' }).click();
    await page.getByRole('heading', { name: /Invoice INV-7001/ }).waitFor();
    expect(await page.locator('.money').innerText()).toMatch(/450\.00[^]*85\.00/);
    await page.locator('summary').first().click();
    expect(await page.locator('details[open] .working').innerText()).toContain('WEST-TL');
  }, 30_000);

  test('decides, and shows what came of it', async () => {
    await page.getByLabel('Comment').fill('The dock lead confirmed the liftgate.');
    await page.getByRole('button', { name: 'Approve as billed' }).click();
    await page.getByText('Approve as billed: taken.').waitFor();
    await page.locator('h1 .state', { hasText: 'Approved' }).waitFor({ timeout: 15_000 });
    await page.locator('#postings').getByText('535.00').waitFor({ timeout: 15_000 });
  }, 40_000);

  test('says in the service’s words why a decision was not taken', async () => {
    await page.getByLabel('Reason code').fill('NO_SUCH_REASON');
    await page.getByRole('button', { name: 'Dispute' }).click();
    await page.getByText('Not taken:').waitFor();
    expect(troubles).toEqual([]);
  }, 30_000);
});

/** A flat linehaul of 450.00 and a liftgate of 85.00 nobody ordered. */
async function aDisputedBill(service: Service): Promise<void> {
  const post = async (path: string, body: unknown, key = service.keys.maker) => {
    const answer = await fetch(`${service.url ?? ''}${path}`, {
      method: 'POST',
      headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    if (!answer.ok) throw new Error(`${path}: ${await answer.text()}`);
  };
  const place = (region: string, timeZone: string) => ({ region, city: region, country: 'US', timeZone });
  const references = [{ type: 'BOL', value: 'B-7001' }];
  await post('/v1/legal-entities', { legalEntity: 'WEST', name: 'West Co', timeZone: 'America/Denver' });
  await post('/v1/carriers', { carrier: 'WTRK', name: 'West Truck' });
  await post('/v1/contracts', {
    contractId: 'WEST-TL',
    carrier: 'WTRK',
    legalEntities: ['WEST'],
    modes: ['TL'],
    currency: 'USD',
    effective: { from: '2026-01-01' },
    dateRole: 'PICKUP',
    lanes: [{ lane: 'ALL', origin: {}, destination: {}, linehaul: { model: 'FLAT', amount: '450.00' }, fuel: 'NONE' }],
    accessorials: [{ charge: 'LIFTGATE_DELIVERY', model: 'FLAT', amount: '85.00', authority: 'ORDERED' }],
    evidence: { delivery: 'REQUIRED', pod: 'NOT_REQUIRED' },
  });
  await post('/v1/contracts/WEST-TL/versions/1/submissions', {});
  await post('/v1/contracts/WEST-TL/versions/1/activations', {}, service.keys.checker);
  await post('/v1/shipments', {
    source: 'tms',
    shipmentId: 'SHP-7001',
    version: 1,
    legalEntity: 'WEST',
    carrier: 'WTRK',
    mode: 'TL',
    terms: 'PREPAID',
    currency: 'USD',
    status: 'ORDERED',
    references,
    stops: [
      { stop: 1, type: 'PICKUP', location: place('CO', 'America/Denver') },
      { stop: 2, type: 'DELIVERY', location: place('UT', 'America/Denver') },
    ],
    items: [{ item: 1, description: 'Tiles', pieces: 10, weight: { value: '9000', unit: 'LB' } }],
  });
  const event = { source: 'tms', classifier: 'ACTUAL', references };
  await post('/v1/events', [
    { ...event, eventId: '1', type: 'DEPARTED_STOP', stop: 1, occurredAt: '2026-03-02T09:00:00-07:00' },
    { ...event, eventId: '2', type: 'DELIVERED', stop: 2, occurredAt: '2026-03-03T09:00:00-07:00' },
  ]);
  await post('/v1/invoices', {
    source: 'api:WTRK',
    documentId: '7001',
    invoiceNumber: 'INV-7001',
    carrier: 'WTRK',
    legalEntity: 'WEST',
    invoiceDate: '2026-03-04',
    kind: 'ORIGINAL',
    currency: 'USD',
    total: '535.00',
    bills: [
      {
        bill: 1,
        billNumber: '7001',
        references,
        charges: [
          { line: 1, charge: 'LINEHAUL', amount: '450.00' },
          { line: 2, charge: 'LIFTGATE_DELIVERY', stop: 2, amount: '85.00' },
        ],
      },
    ],
  });
}
