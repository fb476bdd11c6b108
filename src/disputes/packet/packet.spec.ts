import { describe, expect, it } from '@jest/globals';
import { aPacket, aPacketLine } from '../../../test/builders/dispute-packets.ts';
import { pagesOf } from '../../../test/builders/pdf-text.ts';
import type { DisputePacket } from '../../freight/dispute.ts';
import { letterHtml } from './html.ts';
import { letterOf } from './letter.ts';
import { letterPdf } from './pdf.ts';
import { onOneLine, readable } from './readable.ts';

const html = (packet: DisputePacket) => letterHtml(letterOf(packet));
const pdf = (packet: DisputePacket, compress = false) =>
  letterPdf(letterOf(packet), { size: 'A4', writtenOn: packet.issuedOn, compress });

const abroad = [
  'Spedycja Łódź Sp. z o.o.',
  'Åbo Frakt Ab',
  'Ελληνικές Μεταφορές',
  'Українські перевезення',
  'Vận tải Việt Nam',
  'Қазақ жолы',
];

describe('the packet of a dispute', () => {
  it('sets everything where it belongs: what a page puts aside it takes back, and nothing else', async () => {
    const lines = Array.from({ length: 12 }, (_, index) => aPacketLine({ place: index + 1 }));
    const drawn = (await pdf(aPacket({ lines }))).toString('latin1').match(/stream\n[^]*?endstream/g) ?? [];
    const pages = drawn.filter((stream) => stream.includes(' Tf\n'));
    expect(pages.length).toBeGreaterThan(1);
    for (const page of pages) {
      let kept = 0;
      for (const [, operator] of page.matchAll(/^(q|Q)$/gm)) {
        kept += operator === 'q' ? 1 : -1;
        expect(kept).toBeGreaterThanOrEqual(0);
      }
      expect(kept).toBe(0);
    }
  });

  it('says who asks whom for how much, and by when', () => {
    const { facts } = letterOf(aPacket({ asked: '12345.60' }));
    expect(Object.fromEntries(facts.map(({ label, value }) => [label, value]))).toEqual({
      To: 'Abcd Freight Lines (ABCD)',
      From: 'Acme Manufacturing Inc. (ACME-US)',
      Number: 'D-000123',
      Date: '16 March 2026',
      'Sum asked': 'USD 12,345.60',
      'Answer by': '15 April 2026',
      Contact: 'Jane Roe, freight@acme.example',
    });
  });

  it('keeps what was withheld apart from what is asked back, and counts no line that is closed', () => {
    const lines = [
      aPacketLine({ asked: '85.00' }),
      aPacketLine({ place: 2, kind: 'CLAIM', asked: '40.10' }),
      aPacketLine({ place: 3, kind: 'CLAIM', asked: '1.15' }),
      aPacketLine({ place: 4, asked: '999.00', state: 'WITHDRAWN' }),
    ];
    const { opening } = letterOf(aPacket({ lines }));
    // 40.10 + 1.15 = 41.25
    expect(opening.slice(1).map((text) => text.slice(0, 20))).toEqual(['USD 85.00 was not pa', 'USD 41.25 was paid a']);
  });

  it.each<[string, (packet: DisputePacket) => Promise<string>]>([
    [
      'HTML',
      (packet) =>
        Promise.resolve(
          html(packet)
            .replace(/<[^>]+>/g, ' ')
            .replace(/\s+/g, ' '),
        ),
    ],
    ['PDF', async (packet) => pagesOf(await pdf(packet)).join(' ')],
  ])(
    'tells in %s the clause, the working, the cause, the evidence with both times, and what would change it',
    async (_form, text) => {
      const said = await text(aPacket());
      for (const part of [
        'Charge not authorised',
        'X12 426: 23',
        'ABCD-LTL version 3, /accessorials/0',
        'Liftgate delivery: 85.00 a delivery, where ordered with the shipment.',
        'Price of one',
        'Charged although the order names no liftgate.',
        '2026-03-04 09:10 -06:00',
        '2026-03-05 14:03 UTC',
        'on or before 4 March 2026.',
      ])
        expect(said).toContain(part);
    },
  );

  it('shows names in all Latin, Greek and Cyrillic letters as they are', async () => {
    const lines = abroad.map((name, index) => aPacketLine({ place: index + 1, description: name }));
    const text = pagesOf(await pdf(aPacket({ lines }))).join(' ');
    for (const name of abroad) expect(text).toContain(name);
    expect(text).not.toContain('\ufffd');
    expect(text).not.toContain('[U+');
  });

  it('puts the number of a character it has no shape for, and says so', async () => {
    const text = pagesOf(await pdf(aPacket({ carrier: { code: 'COSU', name: '中远 → COSCO' } }))).join(' ');
    expect(text).toContain('[U+4E2D][U+8FDC] -> COSCO');
    expect(text).toContain('stand as their Unicode numbers');
  });

  it('lets nobody write markup, turn the writing round or hide a control character', () => {
    const nasty = '</title><script>alert(1)</script>"\'&\u202eevil\u0000\u001b[31m';
    const page = html(
      aPacket({
        message: nasty,
        carrier: { code: nasty, name: nasty },
        contact: { name: nasty, email: nasty },
        lines: [aPacketLine({ invoiceNumber: nasty, description: nasty, sentence: nasty, wouldChange: nasty })],
      }),
    );
    expect(page).not.toMatch(/<script|<\/title>[^]*<\/title>/);
    expect(page).not.toMatch(/(?!\n)[\p{Cc}\p{Cf}]/u);
    expect(page).toContain('&lt;script&gt;alert(1)&lt;/script&gt;&quot;&#39;&amp;[U+202E]evil[U+0000][U+001B][31m');
  });

  it('is one HTML page that fetches nothing and has no script', () => {
    expect(html(aPacket())).not.toMatch(/<script|<img|<link|src=|url\(|@import/);
  });

  it('gives each step of a working the place its depth says, however deep it jumps', () => {
    const step = (depth: number) => ({ depth, text: `step ${depth}`, value: '1', source: null });
    const page = html(aPacket({ lines: [aPacketLine({ working: [0, 1, 5, 1, 0].map(step) })] }));
    const tags = page.match(/<\/?(?:ul|li)\b/g) ?? [];
    expect(tags.filter((tag) => tag === '<ul')).toHaveLength(3);
    expect(tags.filter((tag) => tag === '</ul')).toHaveLength(3);
    expect(tags.filter((tag) => tag === '<li')).toHaveLength(5);
    expect(tags.filter((tag) => tag === '</li')).toHaveLength(5);
  });
});

describe('the PDF', () => {
  it('is the same bytes for the same packet', async () => {
    expect((await pdf(aPacket(), true)).equals(await pdf(aPacket(), true))).toBe(true);
  });

  it('has title, language and tags', async () => {
    const text = (await pdf(aPacket())).toString('latin1');
    expect(text).toMatch(/\/Lang \(en\)/);
    expect(text).toMatch(/\/Marked true/);
    expect(text).toMatch(/\/DisplayDocTitle true/);
    expect(text).toContain('Dispute D-000123 to Abcd Freight Lines');
    for (const tag of ['H1', 'H2', 'Table', 'TR', 'TH', 'TD', 'P']) expect(text).toContain(`/S /${tag}\n`);
  });

  it('numbers its pages, and repeats the head of a table that goes on', async () => {
    const lines = Array.from({ length: 40 }, (_, index) => aPacketLine({ place: index + 1 }));
    const pages = pagesOf(await pdf(aPacket({ lines })));
    pages.forEach((page, index) => {
      expect(page).toContain(`D-000123 · page ${index + 1} of ${pages.length}`);
    });
    expect(pages[1]).toMatch(/No\. Invoice Bill Charge Billed Contract Asked Reason/);
  });

  it('never breaks an amount, and takes words of any length', async () => {
    const line = aPacketLine({ billed: '123456789012.34', asked: '123456789012.34', billNumber: '9'.repeat(80) });
    const text = pagesOf(await pdf(aPacket({ lines: [line] }))).join(' ');
    expect(text).toContain('123,456,789,012.34');
    expect(text.replace(/\s/g, '')).toContain('9'.repeat(80));
  });
});

describe('a text of somebody else', () => {
  it.each([
    ['a\r\nb', 'a b'],
    ['soft\u00adhyphen', 'softhyphen'],
    ['e\u0301', 'é'],
    ['a\u2066b', 'a[U+2066]b'],
    ['\ud800', '[U+D800]'],
  ])('%j is shown as %j', (given, shown) => {
    expect(onOneLine(given)).toBe(shown);
  });

  it('keeps its lines where there is room for them', () => {
    expect(readable('a\r\nb\rc')).toBe('a\nb\nc');
  });
});
