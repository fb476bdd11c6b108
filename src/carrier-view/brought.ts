import { createHash } from 'node:crypto';
import { BadRequestException, UnsupportedMediaTypeException } from '@nestjs/common';
import type { FreightDocument } from '../freight/document.ts';
import type { Reference } from '../freight/references.ts';
import type { NewFile } from '../facts/files.ts';
import type { BroughtDocumentDto } from './carrier-view.dto.ts';

/** A file of a form, held in memory. */
export interface BroughtFile {
  originalname: string;
  buffer: Buffer;
}

/** What papers are, by their first bytes; what the sender calls them counts for nothing. */
const kinds: readonly { contentType: string; begins: Buffer }[] = [
  { contentType: 'application/pdf', begins: Buffer.from('%PDF-') },
  { contentType: 'image/png', begins: Buffer.from('89504e470d0a1a0a', 'hex') },
  { contentType: 'image/jpeg', begins: Buffer.from('ffd8ff', 'hex') },
  { contentType: 'image/tiff', begins: Buffer.from('49492a00', 'hex') },
  { contentType: 'image/tiff', begins: Buffer.from('4d4d002a', 'hex') },
];

/**
 * A paper a carrier brought to one of its bills, as a document of that carrier's under every reference the bill is found
 * by. The same file to the same bill is the same document, however often it is brought.
 *
 * @throws BadRequestException without a file, UnsupportedMediaTypeException for what is neither PDF nor picture
 */
export function broughtDocument(
  to: { carrier: string; billId: string; currency: string | null; references: Reference[] },
  about: BroughtDocumentDto,
  file: BroughtFile | undefined,
): { document: FreightDocument; file: NewFile } {
  if (!file || file.buffer.length === 0)
    throw new BadRequestException({ code: 'required', detail: 'choose a file: the form’s part `file`' });
  const kind = kinds.find(({ begins }) => file.buffer.subarray(0, begins.length).equals(begins));
  if (!kind)
    throw new UnsupportedMediaTypeException({
      code: 'unsupported-file',
      detail: 'only PDF, PNG, JPEG and TIFF are taken',
    });
  const hash = createHash('sha256').update(file.buffer).digest('hex');
  const name = Buffer.from(file.originalname, 'latin1')
    .toString('utf8')
    .replace(/[\p{Cc}\p{Cs}]/gu, '')
    .slice(0, 255);
  const identity = createHash('sha256')
    .update(JSON.stringify([to.billId, about, hash]))
    .digest('hex');
  const { contentType } = kind;
  const document: FreightDocument = {
    source: `carrier:${to.carrier}`,
    documentId: `${about.type}-${identity.slice(0, 32)}`,
    type: about.type,
    carrier: to.carrier,
    references: to.references,
    data: dataOf(about, to.currency),
    file: { hash, contentType, bytes: file.buffer.length, ...(name === '' ? {} : { name }) },
  };
  return { document, file: { hash, content: file.buffer, contentType, name } };
}

function dataOf({ type, signedBy, signedLocal, amount, number }: BroughtDocumentDto, currency: string | null) {
  // A form's field for a time has no seconds.
  const local = signedLocal?.length === 16 ? `${signedLocal}:00` : signedLocal;
  const proof = type === 'POD' ? { ...(signedBy && { signedBy }), ...(local && { signedLocal: local }) } : {};
  const money = amount === undefined ? {} : { amount, ...(currency === null ? {} : { currency }) };
  return { ...proof, ...money, ...(number === undefined ? {} : { number }) };
}
