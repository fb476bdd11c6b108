import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type Browser, chromium, type Page } from 'playwright-core';
import { aMilestone, anInvoice, aShipment, flatCarrier, flatContract, flatEntity } from '../builders/flat-shipments.ts';
import { type RunningService, startService } from '../stories/service.ts';

const executablePath = process.env.TALLYMAN_CHROMIUM;
const skip = !executablePath && !process.env.CI;
if (skip) console.warn('SKIPPED: the page for carriers is not tried in a browser; TALLYMAN_CHROMIUM is not set');

(skip ? describe.skip : describe)('the page for a carrier', () => {
  const troubles: string[] = [];
  let service: RunningService;
  let browser: Browser;
  let page: Page;
  let link: string;

  beforeAll(async () => {
    service = await startService();
    for (const [path, body] of Object.entries({
      'legal-entities': flatEntity,
      carriers: flatCarrier,
      contracts: flatContract,
      'contracts/ABCD-FLAT/versions/1/submissions': {},
    }))
      await service.maker.post(`/v1/${path}`, body);
    await service.checker.post('/v1/contracts/ABCD-FLAT/versions/1/activations', {});
    await service.maker.post('/v1/shipments', aShipment('B1'));
    await service.maker.post('/v1/events', [aMilestone('B1', 'DEPARTED_STOP'), aMilestone('B1', 'DELIVERED')]);
    await service.maker.post('/v1/invoices', [
      anInvoice('B1'),
      anInvoice('X1', { source: 'api:EFGH', carrier: 'EFGH' }),
    ]);
    await service.settled();
    const made = await service.maker.post('/v1/carriers/ABCD/view-tokens', { label: 'receivables' });
    link = String(made.body.link);
    browser = await chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu', '--no-first-run'] });
    page = await browser.newPage();
    page.on('pageerror', (error) => troubles.push(error.message));
  }, 60_000);

  afterAll(async () => {
    await browser.close();
    await service.close();
  });

  test('opens with the link, takes the token out of the address, and shows its bills only', async () => {
    await page.goto(`${service.url}${link}`);
    await page.getByRole('link', { name: 'INV-B1' }).waitFor();
    expect(page.url()).not.toContain('tmc_');
    expect(await page.locator('#bills tbody tr').count()).toBe(1);
    expect(await page.locator('#who').innerText()).toMatch(/^ABCD · this link holds until \d{4}-/);
  }, 30_000);

  test('says why a bill is not paid, takes the proof of delivery, and shows that it is approved', async () => {
    await page.getByRole('link', { name: 'INV-B1' }).click();
    await page.getByText('The proof of delivery did not come.').first().waitFor();
    await page.getByLabel('Signed by').fill('Jones');
    await page.getByLabel(/^Signed when/).fill('2026-03-04T09:10');
    const file = { name: 'pod.pdf', mimeType: 'application/pdf', buffer: Buffer.from('%PDF-1.7 signed') };
    await page.getByLabel('PDF or picture').setInputFiles(file);
    await page.getByRole('button', { name: 'Send' }).click();
    await page.getByText('Taken. The bill is looked at again.').waitFor();
    await page.locator('#stands', { hasText: 'Approved.' }).waitFor({ timeout: 15_000 });
    expect(await page.locator('.money').innerText()).toMatch(/385\.00[^]*385\.00/);
    expect(await page.locator('main').innerText()).not.toMatch(/\b(null|false|undefined)\b/);
    expect(troubles).toEqual([]);
  }, 40_000);

  test('says so where the link is not valid', async () => {
    const stranger = await browser.newPage();
    await stranger.goto(`${service.url}/carrier#tmc_${'x'.repeat(32)}`);
    await stranger.getByText('the link is not valid any more').waitFor();
    await stranger.close();
  }, 30_000);
});
