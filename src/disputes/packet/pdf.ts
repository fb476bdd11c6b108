import { setImmediate as breath } from 'node:timers/promises';
import type { DisputePacket } from '../../freight/dispute.ts';
import { clipped, type Letter, type LetterLine } from './letter.ts';
import { accent, type Cell, type Column, muted, Pages, type Style } from './pages.ts';
import { settable } from './typeface.ts';

const body: Style = { size: 9.5 };
const small: Style = { size: 8, color: muted };
const cell: Style = { size: 8.5, tag: 'TD' };
const cellHead: Style = { size: 8.5, strong: true, tag: 'TH' };
const note: Style = { size: 7.5, color: muted, tag: 'TD' };
const title: Style = { size: 19, strong: true, tag: 'H1' };
const heading: Style = { size: 11.5, strong: true, tag: 'H2' };
const label: Style = { size: 9, strong: true, color: accent, tag: 'H3' };

const weights = { table: [28, 80, 72, 96, 64, 62, 64, 82], facts: [70, 190, 70, 190], evidence: [28, 26, 23, 23] };

/** Columns in these proportions over the whole width. */
function columnsOf(shares: readonly number[], width: number, right: readonly number[] = []): Column[] {
  const whole = shares.reduce((sum, share) => sum + share, 0);
  return shares.map((share, index) => ({
    width: (share / whole) * width,
    ...(right.includes(index) ? { align: 'right' as const } : {}),
  }));
}

/** A table whose head stands again on every page it goes on to. */
function table(pages: Pages, columns: readonly Column[], head: readonly string[], rows: readonly Cell[][]): void {
  const heads = head.map((text): Cell => [{ text, style: cellHead }]);
  const headHeight = pages.rowHeight(heads, columns);
  pages.within('Table', () => {
    rows.forEach((cells, index) => {
      const height = pages.rowHeight(cells, columns);
      const fresh = pages.room(index === 0 ? headHeight + height : height);
      if (index === 0 || fresh) pages.row(heads, columns);
      pages.row(cells, columns);
    });
  });
}

function facts(pages: Pages, letter: Letter): void {
  const columns = columnsOf(weights.facts, pages.width);
  const cells = letter.facts.map(({ label: name, value }): Cell[] => [
    [{ text: name, style: { ...note, size: 8.5, tag: 'TH' } }],
    [{ text: value, style: { ...cell, size: 9.5, strong: true } }],
  ]);
  pages.line(accent, 1);
  pages.within('Table', () => {
    for (let index = 0; index < cells.length; index += 2)
      pages.row([...(cells[index] ?? []), ...(cells[index + 1] ?? [[], []])], columns);
  });
  pages.space(8);
}

function chargeRow(line: LetterLine): Cell[] {
  return [
    [{ text: line.place, style: { ...cell, tag: 'TH' } }],
    [
      { text: line.invoice, style: cell },
      { text: line.invoiceDate, style: note },
    ],
    [{ text: line.bill, style: cell }],
    [
      { text: line.charge, style: cell },
      { text: clipped(line.described), style: note },
    ],
    [{ text: line.billed, style: cell }],
    [{ text: line.contract, style: cell }],
    [
      { text: line.asked, style: { ...cell, strong: true } },
      { text: line.closed ?? '', style: note },
    ],
    [
      { text: line.reason, style: cell },
      { text: line.codes, style: note },
    ],
  ];
}

function charges(pages: Pages, letter: Letter): void {
  const columns = columnsOf(weights.table, pages.width, [4, 5, 6]);
  pages.space(6);
  pages.room(80);
  pages.paragraph(`The charges we dispute, in ${letter.currency}`, heading);
  const head = ['No.', 'Invoice', 'Bill', 'Charge', 'Billed', 'Contract', 'Asked', 'Reason'];
  table(pages, columns, head, letter.lines.map(chargeRow));
  const total = { size: 9.5, strong: true, align: 'right' as const };
  pages.space(4);
  pages.paragraph(`Sum asked, open charges: ${letter.currency} ${letter.asked}`, total);
}

function working(pages: Pages, line: LetterLine): void {
  if (line.working.length === 0) pages.paragraph('Nothing is owed, so there is nothing to work out.', body);
  const value = 120;
  for (const step of line.working) {
    const indent = step.depth * 12;
    const columns: Column[] = [
      { width: indent },
      { width: pages.width - indent - value },
      { width: value, align: 'right' },
    ];
    const cells: Cell[] = [
      [],
      [
        { text: step.text, style: { ...cell, size: 9 } },
        { text: step.source, style: note },
      ],
      [{ text: step.value, style: { ...cell, size: 9 } }],
    ];
    pages.room(pages.rowHeight(cells, columns));
    pages.row(cells, columns);
  }
}

function evidence(pages: Pages, line: LetterLine): void {
  if (line.evidence.length === 0) pages.paragraph('No fact beside the invoice and the contract is needed.', body);
  const columns = columnsOf(weights.evidence, pages.width);
  const rows = line.evidence.map(({ what, source, happened, learnt }): Cell[] =>
    [what, source, happened, learnt].map((text) => [{ text, style: cell }]),
  );
  table(pages, columns, ['What', 'Source', 'Happened', 'Learnt'], rows);
}

/** A label with what stands under it; the label is never left alone at the end of a page. */
function part(pages: Pages, name: string, fill: () => void): void {
  pages.space(6);
  pages.room(46);
  pages.paragraph(name, label);
  fill();
}

function proof(pages: Pages, line: LetterLine, currency: string): void {
  pages.space(12);
  pages.room(130);
  pages.line(accent, 1);
  pages.y += 5;
  const closed = line.closed === null ? '' : ` (${line.closed})`;
  pages.paragraph(`${line.place}. ${line.charge}, invoice ${line.invoice}${closed}`, heading);
  pages.paragraph(`Billed ${line.billed} · contract ${line.contract} · asked ${currency} ${line.asked}`, body);
  if (line.described !== '') pages.paragraph(`On the invoice: ${line.described}`, small);
  if (line.references !== '') pages.paragraph(line.references, small);
  pages.space(3);
  pages.paragraph(line.sentence, body);
  part(pages, 'Clause', () => {
    pages.paragraph(line.clause?.name ?? 'No clause of a contract speaks of this charge.', body);
    if (line.clause && line.clause.text !== '') pages.paragraph(line.clause.text, { ...body, color: muted }, 12);
  });
  part(pages, 'Working', () => {
    working(pages, line);
  });
  const { cause } = line;
  if (cause !== null)
    part(pages, 'Likely cause', () => {
      pages.paragraph(cause, body);
    });
  part(pages, 'Evidence', () => {
    evidence(pages, line);
  });
  part(pages, 'What would change our mind', () => {
    pages.paragraph(line.wouldChange, body);
  });
}

/** Of the letter as paper: what is usual where the currency is, and the day it was written. */
export interface Paper {
  size: 'LETTER' | 'A4';
  writtenOn: string;
  /** False only where a test reads what was written. */
  compress?: boolean;
}

/** The letter as PDF, tagged for reading out. The same letter is the same bytes. */
export async function letterPdf(letter: Letter, { size, writtenOn, compress = true }: Paper): Promise<Buffer> {
  const sheet = {
    title: `${letter.title} to ${letter.to}`,
    subject: `Charges disputed, ${letter.currency} ${letter.asked}`,
    author: letter.from,
    number: letter.number,
    head: `${letter.from} to ${letter.to}`,
    madeAt: new Date(`${writtenOn}T00:00:00Z`),
    size,
    compress,
  };
  const probe = new Pages(sheet);
  const { set, missing } = settable({ letter, head: sheet.head }, (codePoint) => probe.has(codePoint));
  const pages = new Pages({ ...sheet, head: set.head });
  front(pages, set.letter, missing);
  for (const line of set.letter.lines) {
    // Hundreds of lines take a while; requests that run meanwhile are answered between them.
    await breath();
    proof(pages, line, letter.currency);
  }
  return pages.end();
}

function front(pages: Pages, letter: Letter, missing: readonly string[]): void {
  pages.paragraph(letter.title, title);
  pages.space(4);
  facts(pages, letter);
  if (missing.length > 0)
    pages.paragraph(
      'Some characters are in no typeface of this document and stand as their Unicode numbers in brackets, such as [U+4E2D]; the same letter as HTML shows them.',
      small,
    );
  for (const text of letter.message) pages.paragraph(text, body, 12);
  pages.space(3);
  for (const text of letter.opening) pages.paragraph(text, body);
  charges(pages, letter);
  pages.space(8);
  part(pages, 'How to answer', () => {
    for (const text of letter.answering) pages.paragraph(text, body);
  });
}

/** Letter size where North America pays, A4 elsewhere; dated as the dispute is. */
export function paperOf({ currency, issuedOn }: DisputePacket): Paper {
  return { size: ['USD', 'CAD', 'MXN'].includes(currency) ? 'LETTER' : 'A4', writtenOn: issuedOn };
}
