import PDFDocument from 'pdfkit';
import { typeface } from './typeface.ts';

/** How a text is set. */
export interface Style {
  size: number;
  strong?: boolean;
  color?: string;
  align?: 'left' | 'right';
  /** What the text is, for whoever has the page read out: a tag of PDF. */
  tag?: string;
}

/** One cell of a row: several texts below each other. */
export type Cell = { text: string; style: Style }[];

export interface Column {
  width: number;
  align?: 'left' | 'right';
}

/** What goes around the pages. */
export interface Sheet {
  title: string;
  subject: string;
  author: string;
  number: string;
  head: string;
  /** Stands as the time of making, so that the same letter is the same bytes. */
  madeAt: Date;
  size: 'LETTER' | 'A4';
  compress: boolean;
}

export const ink = '#1c2430';
export const muted = '#525c6b';
export const accent = '#33507a';
const rule = '#d8dee7';

const side = 45;
const top = 62;
const bottom = 58;
const gap = 8;

/** A node of the document's structure; the types of pdfkit name theirs and do not say what it is. */
interface Tagged {
  add(child: Tagged): unknown;
  end(): unknown;
}

interface FontOfDocument {
  _font: { font: { hasGlyphForCodePoint(codePoint: number): boolean } };
}

/** Pages being filled from the top, with their structure for whoever has them read out. */
export class Pages {
  private readonly doc: PDFKit.PDFDocument;
  private readonly root: Tagged;
  private readonly done: Promise<Buffer>;
  private parent: Tagged;
  /** Where the next thing goes. */
  y = top;

  constructor(private readonly sheet: Sheet) {
    const { regular, strong } = typeface();
    this.doc = new PDFDocument({
      size: sheet.size,
      margins: { top, bottom, left: side, right: side },
      autoFirstPage: false,
      bufferPages: true,
      compress: sheet.compress,
      pdfVersion: '1.7',
      lang: 'en',
      tagged: true,
      displayTitle: true,
      info: {
        Title: sheet.title,
        Author: sheet.author,
        Subject: sheet.subject,
        Creator: 'Tallyman',
        Producer: 'Tallyman',
        CreationDate: sheet.madeAt,
        ModDate: sheet.madeAt,
      },
    });
    this.done = bytesOf(this.doc);
    this.doc.registerFont('regular', regular);
    this.doc.registerFont('strong', strong);
    this.doc.on('pageAdded', () => {
      this.y = top;
    });
    this.doc.font('regular').addPage();
    this.root = this.tagged('Document');
    this.doc.addStructure(this.root as never);
    this.parent = this.root;
  }

  /** The width between the margins. */
  get width(): number {
    return this.doc.page.width - 2 * side;
  }

  /** Whether the typeface has a character. */
  has(codePoint: number): boolean {
    return (this.doc as unknown as FontOfDocument)._font.font.hasGlyphForCodePoint(codePoint);
  }

  /** Begins a new page unless so much room is left on this one; @returns whether it did. */
  room(height: number): boolean {
    if (this.y + height <= this.doc.page.height - bottom) return false;
    this.doc.addPage();
    return true;
  }

  /** Leaves a gap, which at the top of a page is none. */
  space(height: number): void {
    if (this.y > top) this.y += height;
  }

  /** A paragraph over the whole width, or beginning further right; a long one goes on over pages. */
  paragraph(text: string, style: Style, indent = 0): void {
    this.room(
      this.heightOf(text, style, this.width - indent) > 60 ? 40 : this.heightOf(text, style, this.width - indent),
    );
    this.write(text, style, { x: side + indent, width: this.width - indent });
    this.y = this.doc.y + 3;
  }

  /** A line across the page. */
  line(color = rule, thickness = 0.5): void {
    this.artifact('Layout', () => {
      this.doc.lineWidth(thickness).strokeColor(color);
      this.doc.moveTo(side, this.y).lineTo(this.doc.page.width - side, this.y);
      this.doc.stroke();
    });
  }

  /** What follows belongs together under a tag of PDF: a table, a section. */
  within(tag: string, fill: () => void): void {
    const outer = this.parent;
    this.parent = this.tagged(tag);
    outer.add(this.parent);
    fill();
    this.parent.end();
    this.parent = outer;
  }

  /** How high a row of cells is. */
  rowHeight(cells: readonly Cell[], columns: readonly Column[]): number {
    const heights = cells.map((cell, index) => {
      const width = insideOf(columns, index);
      return cell.reduce(
        (sum, { text, style }) => sum + this.heightOf(text, this.fitting(text, style, width), width),
        0,
      );
    });
    return Math.max(...heights) + 6;
  }

  /** A row of cells beside each other, never split between pages, with a line below. Its cells say what they are. */
  row(cells: readonly Cell[], columns: readonly Column[]): void {
    const height = this.rowHeight(cells, columns);
    this.within('TR', () => {
      let x = side;
      cells.forEach((cell, index) => {
        const width = insideOf(columns, index);
        let y = this.y + 2;
        for (const { text, style } of cell) {
          const set = this.fitting(text, { ...style, align: columns[index]?.align ?? 'left' }, width);
          this.write(text, set, { x, width, y });
          y += this.heightOf(text, set, width);
        }
        x += columns[index]?.width ?? 0;
      });
    });
    this.y += height;
    this.line();
  }

  /** Writes what stands above and below every page and ends the document. */
  async end(): Promise<Buffer> {
    const { count } = this.doc.bufferedPageRange();
    for (let page = 0; page < count; page += 1) {
      this.doc.switchToPage(page);
      const { height, margins } = this.doc.page;
      margins.bottom = 0;
      this.margin(this.sheet.head, 30, 'Top');
      this.margin(`${this.sheet.number} · page ${page + 1} of ${count}`, height - 38, 'Bottom');
    }
    this.root.end();
    this.doc.end();
    return this.done;
  }

  private tagged(tag: string): Tagged {
    return this.doc.struct(tag) as unknown as Tagged;
  }

  private margin(text: string, y: number, attached: 'Top' | 'Bottom'): void {
    this.artifact('Pagination', () => {
      this.doc.font('regular').fontSize(8).fillColor(muted);
      const options = { width: this.width, align: 'center' as const, height: 12, ellipsis: true };
      this.doc.text(text, side, y, attached === 'Top' ? { ...options, align: 'left' } : options);
    });
  }

  private artifact(type: 'Layout' | 'Pagination', draw: () => void): void {
    this.doc.markContent('Artifact', { type });
    draw();
    this.doc.endMarkedContent();
  }

  private heightOf(text: string, style: Style, width: number): number {
    if (text === '') return 0;
    this.font(style);
    return this.doc.heightOfString(text, { width, lineGap: -1 });
  }

  /** An amount is never broken over lines: a long one is set smaller. */
  private fitting(text: string, style: Style, width: number): Style {
    if (!/^-?\d[\d,.]*$/.test(text)) return style;
    this.font(style);
    const needed = this.doc.widthOfString(text);
    return needed <= width ? style : { ...style, size: (style.size * width * 0.98) / needed };
  }

  private font({ size, strong = false, color = ink }: Style): void {
    this.doc
      .font(strong ? 'strong' : 'regular')
      .fontSize(size)
      .fillColor(color);
  }

  private write(text: string, style: Style, at: { x: number; width: number; y?: number }): void {
    if (text === '') return;
    this.font(style);
    const options = { width: at.width, align: style.align ?? 'left', lineGap: -1 };
    const tags = { structParent: this.parent as never, structType: style.tag ?? 'P' };
    this.doc.text(text, at.x, at.y ?? this.y, { ...options, ...tags });
  }
}

/** The width a cell's text has: between columns there is a gap, at the margin there is none. */
function insideOf(columns: readonly Column[], index: number): number {
  return (columns[index]?.width ?? 0) - (index === columns.length - 1 ? 0 : gap);
}

function bytesOf(doc: PDFKit.PDFDocument): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const parts: Buffer[] = [];
    doc.on('data', (part: Buffer) => parts.push(part));
    doc.on('end', () => {
      resolve(Buffer.concat(parts));
    });
    doc.on('error', reject);
  });
}
