import { isUtf8 } from 'node:buffer';
import { BadRequestException, PayloadTooLargeException, UnsupportedMediaTypeException } from '@nestjs/common';
import type { NextFunction, Request, Response } from 'express';
import { repeatedName, unfitJson } from './intake/text-guard.ts';
import type { UnfitText } from './intake/text-guard.ts';

const megabyte = 1_048_576;
const jsonLimit = 5 * megabyte;
const fileLimit = 25 * megabyte;

/** Paths that take more than JSON, and what. */
const special: readonly { path: RegExp; types: readonly string[]; read: 'stream' | 'bytes' | 'lines' }[] = [
  {
    path: /^\/v1\/(shipments|events|documents|invoices|payments)\/?$/,
    types: ['application/x-ndjson'],
    read: 'stream',
  },
  {
    path: /^\/v1\/(carriers|legal-entities|locations|calendars|gl-rules|fx-rates|indexes\/[^/]+\/values)\/?$/,
    types: ['application/x-ndjson'],
    read: 'lines',
  },
  {
    path: /^\/v1\/statements\/?$/,
    types: ['text/csv', 'text/plain', 'application/edi-x12', 'application/x12', 'application/octet-stream'],
    read: 'bytes',
  },
  {
    path: /^\/v1\/(documents|cases\/[^/]+\/documents|carrier-view\/bills\/[^/]+\/documents)\/?$/,
    types: ['multipart/form-data'],
    read: 'stream',
  },
  {
    path: /^\/v1\/edi\/?$/,
    // The last two are what senders say that were told nothing; the bytes tell what they are.
    types: [
      'text/plain',
      'application/edi-x12',
      'application/x12',
      'application/edifact',
      'application/edi-consent',
      'application/octet-stream',
      'application/x-www-form-urlencoded',
      '',
    ],
    read: 'bytes',
  },
];

type BodyRequest = Request & { rawBody?: Buffer };

/**
 * Reads the body of a request, by its type: JSON is looked over before it is parsed, EDI is left as bytes, streams and
 * forms are left to their routes, and anything else is refused with 415.
 */
export function readBody(request: BodyRequest, _response: Response, next: NextFunction): void {
  if (!hasBody(request)) {
    if (/^(POST|PUT|PATCH)$/.test(request.method)) request.body = {};
    next();
    return;
  }
  const read = wayOf(request);
  if (read === null) {
    request.resume();
    next(unsupported(request));
  } else if (read === 'stream') next();
  else
    collect(request, read === 'bytes' ? fileLimit : jsonLimit)
      .then((bytes) => {
        request.rawBody = bytes;
        if (read === 'bytes') request.body = bytes;
        else request.body = read === 'lines' ? parsedLines(bytes) : parsed(bytes);
        next();
      })
      .catch(next);
}

function hasBody({ headers }: Request): boolean {
  const { 'content-length': length, 'transfer-encoding': encoding } = headers;
  return (length !== undefined && length !== '0') || encoding !== undefined;
}

/** How a body is to be read; null: it is of a kind that is not taken. */
function wayOf(request: Request): 'stream' | 'bytes' | 'lines' | 'json' | null {
  if (!isReadable(request)) return null;
  const type = (request.headers['content-type'] ?? '').split(';', 1)[0]?.trim().toLowerCase() ?? '';
  const route = special.find(({ path, types }) => types.includes(type) && path.test(request.path));
  if (route) return route.read;
  const isEdi = /^\/v1\/edi\/?$/.test(request.path);
  return !isEdi && /^application\/([\w.-]+\+)?json$/.test(type) ? 'json' : null;
}

function isReadable(request: Request): boolean {
  const coding = request.headers['content-encoding'];
  const charset = /charset="?([\w-]+)/i.exec(request.headers['content-type'] ?? '')?.[1];
  return (
    (coding === undefined || coding === 'identity') &&
    (charset === undefined || /^(utf-?8|us-ascii|iso-8859-1)$/i.test(charset))
  );
}

function unsupported(request: Request): UnsupportedMediaTypeException {
  const { 'content-type': type = 'no content type', 'content-encoding': coding = 'identity' } = request.headers;
  const coded = coding === 'identity' ? '' : `, coded ${coding},`;
  return new UnsupportedMediaTypeException({
    detail: `${type.slice(0, 100)}${coded.slice(0, 50)} is not taken here`,
    code: 'unsupported-media-type',
  });
}

function collect(request: Request, limit: number): Promise<Buffer> {
  const tooLarge = new PayloadTooLargeException({
    code: 'too-large',
    detail: `the body is larger than ${limit / megabyte} MB`,
  });
  if (Number(request.headers['content-length'] ?? '0') > limit) {
    request.resume();
    return Promise.reject(tooLarge);
  }
  return new Promise((resolve, reject) => {
    let parts: Buffer[] = [];
    let size = 0;
    request.on('data', (part: Buffer) => {
      size += part.length;
      if (size <= limit) parts.push(part);
      else {
        parts = [];
        reject(tooLarge);
      }
    });
    request.on('end', () => {
      resolve(Buffer.concat(parts));
    });
    request.on('error', reject);
    request.on('aborted', () => {
      reject(new BadRequestException({ code: 'aborted', detail: 'the request ended before its body did' }));
    });
  });
}

/** Lines of JSON as an array of them: of what comes in small numbers, all or none. */
function parsedLines(bytes: Buffer): unknown[] {
  const lines = bytes.toString('utf8').split('\n');
  return lines.filter((line) => line.trim() !== '').map((line) => parsed(Buffer.from(line)));
}

function parsed(bytes: Buffer): unknown {
  if (!isUtf8(bytes)) throw new BadRequestException({ code: 'invalid-text', detail: 'the body is not UTF-8' });
  const text = bytes.toString('utf8').replace(/^\ufeff/, '');
  refuse(unfitJson(text));
  const value = readJson(text);
  refuse(repeatedName(text, value));
  return value;
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch (error) {
    throw new BadRequestException({ code: 'invalid-json', detail: (error as Error).message.slice(0, 300) });
  }
}

function refuse(unfit: UnfitText | null): void {
  if (!unfit) return;
  const { code, detail, offset } = unfit;
  const errors = [{ pointer: '', code, detail, offset }];
  throw new BadRequestException({ code, detail: `${detail} (character ${offset})`, errors });
}
