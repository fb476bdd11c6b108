import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { DataSource } from 'typeorm';
import { mailerOf } from '../../src/disputes/mail/mailer.ts';
import { SendMail } from '../../src/disputes/mail/send-mail.ts';
import { ownDatabase } from '../stories/approved-cases.ts';
import { type SmtpServer, smtpServer } from './smtp-server.ts';

const from = 'Freight Audit <audit@acme.example>';

let db: DataSource;
let end: () => Promise<void>;
let server: SmtpServer;
let dataDir: string;
beforeAll(async () => {
  ({ db, end } = await ownDatabase('mail'));
  server = await smtpServer();
  dataDir = mkdtempSync(join(tmpdir(), 'tallyman-mail-'));
}, 60_000);
afterAll(async () => {
  await server.close();
  await end();
  rmSync(dataDir, { recursive: true, force: true });
});
beforeEach(async () => {
  server.mails.length = 0;
  server.faults.length = 0;
  await db.query(`UPDATE dispute_message SET state = 'FAILED' WHERE state <> 'SENT'`);
});

const bySmtp = () => new SendMail(db, mailerOf({ smtpUrl: server.url, smtpFrom: from, dataDir }), from);
const byFile = () => new SendMail(db, mailerOf({ smtpUrl: null, smtpFrom: from, dataDir }), from);

async function look(sender: SendMail): Promise<void> {
  await sender.look();
  await sender.stop();
}

/** A dispute with a carrier that has this contact, and one message that waits to be sent. */
async function aMessage(carrier: { code: string; name?: string; contact?: string }, text = 'Please see below.') {
  const body = { carrier: carrier.code, name: carrier.name ?? 'Abcd Freight', disputeContact: carrier.contact };
  await db.query(
    `INSERT INTO master_record (kind, id, version, body, changed_by) VALUES ('carrier', $1, 1, $2, 'test')
     ON CONFLICT DO NOTHING`,
    [carrier.code, JSON.stringify(body)],
  );
  const contact = JSON.stringify({ name: 'Jane Roe\r\nBcc: x@evil.example', email: 'freight@acme.example' });
  const [dispute] = await db.query<{ id: string }[]>(
    `INSERT INTO dispute (carrier, legal_entity, currency, opened_by, state, sent_at, answer_by, contact)
     VALUES ($1, 'ACME-US', 'USD', 'test', 'SENT', clock_now(), '2026-04-15', $2) RETURNING dispute_id AS id`,
    [carrier.code, contact],
  );
  const [message] = await db.query<{ id: string }[]>(
    `INSERT INTO dispute_message (dispute_id, direction, kind, via, text, by, state)
     VALUES ($1, 'OUT', 'DISPUTE', 'ANY', $2, 'test', 'QUEUED') RETURNING message_id AS id`,
    [dispute?.id, text],
  );
  return message?.id ?? '';
}

const abcd = { code: 'ABCD', contact: 'Claims desk <claims@abcd.example>' };

async function stateOf(id: string): Promise<{ state: string; attempts: number; said: string | null; waits: number }> {
  const [row] = await db.query<{ state: string; attempts: number; said: string | null; waits: number }[]>(
    `SELECT state, attempts, last_answer AS said, extract(epoch FROM available_at - clock_now())::float AS waits
     FROM dispute_message WHERE message_id = $1`,
    [id],
  );
  if (!row) throw new Error('the message is gone');
  return row;
}

/** As if its time had come. */
const due = (id: string) =>
  db.query(`UPDATE dispute_message SET available_at = clock_now() WHERE message_id = $1`, [id]);

const header = (content: string, name: string) =>
  new RegExp(`^${name}: (.*(?:\\r\\n[ \\t].*)*)`, 'mi').exec(content)?.[1]?.replace(/\r\n\s*/g, ' ');

describe('a dispute that was sent', () => {
  it('goes to the carrier’s contact by SMTP, as text and HTML, with the packet as PDF and HTML', async () => {
    const id = await aMessage(abcd);
    await look(bySmtp());
    expect(await stateOf(id)).toMatchObject({ state: 'SENT', attempts: 1, said: '250 queued as 1' });
    const [mail] = server.mails;
    expect(mail).toMatchObject({ from: 'audit@acme.example', to: ['claims@abcd.example'] });
    const content = mail?.content ?? '';
    expect(header(content, 'Message-ID')).toBe(`<${id}@acme.example>`);
    expect(header(content, 'Subject')).toMatch(/^Dispute D-\d{6}: USD 0\.00, answer by 15 April 2026$/);
    for (const part of ['text/plain', 'text/html', 'application/pdf'])
      expect(content).toContain(`Content-Type: ${part}`);
    expect(content).toMatch(/filename="?D-\d{6}\.pdf/);
    expect(content).toContain(Buffer.from('%PDF-1.7').toString('base64').slice(0, 10));
  });

  it('is sent once, however many look', async () => {
    await aMessage(abcd);
    await Promise.all([look(bySmtp()), look(bySmtp()), look(bySmtp())]);
    expect(server.mails).toHaveLength(1);
  });

  it('waits longer each time the server has no room, and then goes', async () => {
    const id = await aMessage(abcd);
    server.faults.push('LATER', 'LATER');
    await look(bySmtp());
    const first = await stateOf(id);
    expect(first).toMatchObject({ state: 'QUEUED', attempts: 1 });
    expect(first.said).toContain('451');
    await due(id);
    await look(bySmtp());
    const second = await stateOf(id);
    expect(second.waits).toBeGreaterThan(first.waits * 2);
    await due(id);
    await look(bySmtp());
    expect(await stateOf(id)).toMatchObject({ state: 'SENT', attempts: 3 });
  });

  it.each(['BREAK', 'TAKE_AND_BREAK'] as const)('is sent again under the same Message-ID after %s', async (fault) => {
    const id = await aMessage(abcd);
    server.faults.push(fault);
    await look(bySmtp());
    expect(await stateOf(id)).toMatchObject({ state: 'QUEUED' });
    await due(id);
    await look(bySmtp());
    expect((await stateOf(id)).state).toBe('SENT');
    const ids = server.mails.map(({ content }) => header(content, 'Message-ID'));
    expect(new Set(ids)).toEqual(new Set([`<${id}@acme.example>`]));
  });

  it('that the server refuses for good fails, with the server’s words', async () => {
    const id = await aMessage(abcd);
    server.faults.push('NEVER');
    await look(bySmtp());
    const { state, said } = await stateOf(id);
    expect(state).toBe('FAILED');
    expect(said).toContain('550 no such mailbox');
  });

  it('is found again when whoever was sending it died', async () => {
    const id = await aMessage(abcd);
    await db.query(
      `UPDATE dispute_message SET state = 'SENDING', attempts = 1, available_at = clock_now() - interval '1 second'
       WHERE message_id = $1`,
      [id],
    );
    await look(bySmtp());
    expect(await stateOf(id)).toMatchObject({ state: 'SENT', attempts: 2 });
  });

  it('waits while there is no server at all', async () => {
    const id = await aMessage(abcd);
    const nowhere = mailerOf({ smtpUrl: 'smtp://127.0.0.1:9', smtpFrom: from, dataDir });
    await look(new SendMail(db, nowhere, from));
    expect(await stateOf(id)).toMatchObject({ state: 'QUEUED', attempts: 1 });
  });

  it('to a carrier without an address fails and says what to do', async () => {
    const id = await aMessage({ code: 'NOAD', contact: 'call Joe' });
    await look(bySmtp());
    const { state, said } = await stateOf(id);
    expect(state).toBe('FAILED');
    expect(said).toContain('disputeContact');
  });

  it('lets no name or text write a header or a recipient', async () => {
    await aMessage(
      { code: 'EVIL', name: 'Evil\r\nBcc: all@evil.example', contact: 'a@b.example\r\nBcc: all@evil.example' },
      'x\r\n.\r\nMAIL FROM:<all@evil.example>\r\n',
    );
    await look(bySmtp());
    expect(server.mails).toHaveLength(1);
    expect(server.mails[0]?.to).toEqual(['a@b.example']);
    const head = server.mails[0]?.content.split('\r\n\r\n')[0] ?? '';
    expect(head).not.toMatch(/^bcc:/im);
  });
});

describe('without a mail server', () => {
  it('a mail is written as one file, and once', async () => {
    const id = await aMessage({ code: 'FILE' });
    await look(byFile());
    const { state, said } = await stateOf(id);
    expect(state).toBe('SENT');
    const file = join(dataDir, said?.replace('written to ', '') ?? '');
    expect(existsSync(file)).toBe(true);
    expect(readFileSync(file, 'utf8')).toContain(`Message-ID: <${id}@acme.example>`);
    await db.query(`UPDATE dispute_message SET state = 'QUEUED', available_at = clock_now() WHERE message_id = $1`, [
      id,
    ]);
    await look(byFile());
    expect(readdirSync(join(dataDir, 'outbox')).filter((name) => name.includes(id))).toHaveLength(1);
  });
});
