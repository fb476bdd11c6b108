import { BadRequestException } from '@nestjs/common';

/** A part of a list. */
export interface Page<T> {
  data: T[];
  page: { nextCursor: string | null };
}

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** The rows of a part, and where the next one begins when this one is full. */
export function pageOf<T>(data: T[], limit: number, idOf: (row: T) => string): Page<T> {
  const last = data.length === limit ? data.at(-1) : undefined;
  return { data, page: { nextCursor: last === undefined ? null : Buffer.from(idOf(last)).toString('base64url') } };
}

/**
 * The id a cursor stands for; null for the first part.
 *
 * @throws BadRequestException when the cursor is not one of ours
 */
export function beforeOf(cursor: string | undefined): string | null {
  if (cursor === undefined) return null;
  const id = Buffer.from(cursor, 'base64url').toString('utf8');
  if (!uuid.test(id)) throw new BadRequestException({ code: 'bad-cursor', detail: 'the cursor is not one we gave' });
  return id;
}
