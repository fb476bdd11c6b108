import { createHash } from 'node:crypto';
import { BadRequestException } from '@nestjs/common';
import type { Sent } from './intake.service.ts';
import { repeatedName, unfitJson } from './text-guard.ts';

/** A file of a form, held in memory. */
export interface Upload {
  fieldname: string;
  originalname: string;
  mimetype: string;
  buffer: Buffer;
  size: number;
}

const isJson = ({ mimetype }: Upload) => /^application\/([\w.-]+\+)?json$/.test(mimetype);

/**
 * The document of a form, with its file's particulars filled in. Its JSON is the field or part `document`, else the only
 * text or JSON part there is, else one field for each of its properties, lists and objects of them as JSON.
 *
 * @throws BadRequestException when no JSON can be found, or more than one file
 */
export function formOf(body: unknown, uploads: readonly Upload[]): Sent {
  const fields = textsOf(body);
  const jsonParts = uploads.filter((upload) => upload.fieldname === 'document' || isJson(upload));
  const raw = jsonIn(fields, jsonParts);
  const [file, another] = uploads.filter((upload) => !jsonParts.includes(upload));
  if (another) throw new BadRequestException({ code: 'bad-request', detail: 'a document has one file' });
  const unfit = unfitJson(raw);
  if (unfit) throw new BadRequestException({ code: unfit.code, detail: unfit.detail });
  const value = parsed(raw);
  const repeated = repeatedName(raw, value);
  if (repeated) throw new BadRequestException({ code: repeated.code, detail: repeated.detail });
  if (!file || typeof value !== 'object' || value === null) return { raw, value };
  const hash = createHash('sha256').update(file.buffer).digest('hex');
  const name = Buffer.from(file.originalname, 'latin1').toString('utf8').replaceAll('\0', '').slice(0, 255);
  const contentType = file.mimetype.slice(0, 100);
  const about = { hash, contentType, bytes: file.size, ...(name === '' ? {} : { name }) };
  return { raw, value: { ...value, file: about }, file: { hash, content: file.buffer, contentType, name } };
}

function textsOf(body: unknown): Map<string, string> {
  const texts = Object.entries((body ?? {}) as Record<string, unknown>);
  return new Map(texts.filter((entry): entry is [string, string] => typeof entry[1] === 'string'));
}

function jsonIn(fields: ReadonlyMap<string, string>, parts: readonly Upload[]): string {
  const named = fields.get('document') ?? parts.find(({ fieldname }) => fieldname === 'document')?.buffer.toString();
  if (named !== undefined) return named;
  if (fields.has('source')) return JSON.stringify(Object.fromEntries([...fields].map(property)));
  const alone = [...fields.values(), ...parts.map(({ buffer }) => buffer.toString())];
  if (alone.length === 1 && alone[0] !== undefined) return alone[0];
  throw new BadRequestException({ code: 'required', detail: 'the form needs a field document: the JSON' });
}

/** A property given as a field of its own. */
function property([name, text]: [string, string]): [string, unknown] {
  return [name, name === 'stop' || /^\s*[[{]/.test(text) ? parsed(text) : text];
}

function parsed(raw: string): unknown {
  try {
    return JSON.parse(raw) as unknown;
  } catch (error) {
    throw new BadRequestException({ code: 'invalid-json', detail: (error as Error).message.slice(0, 300) });
  }
}
