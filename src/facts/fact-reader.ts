import { Injectable, NotFoundException } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { FactKind } from '../freight/fact.ts';
import { normaliseReference, strongReferences } from '../freight/references.ts';
import type { FactListDto } from './fact-list.dto.ts';
import { type RollUp, rollUpsOf } from './roll-up.ts';

/** A fact as it is answered: what was said, who said it, and when we learnt it. */
export type FactView = Record<string, unknown> & {
  id: string;
  source: string;
  receivedAt: Date;
  /** Of an invoice: its cases, in one. */
  rollUp?: RollUp;
};

interface FactRow {
  fact_id: string;
  source: string;
  external_id: string;
  received_at: Date;
  body: Record<string, unknown>;
}

const columns = 'fact_id, source, external_id, received_at, body';

/** Reads facts back. */
@Injectable()
export class FactReader {
  constructor(private readonly db: DataSource) {}

  /** Facts of a kind, newest first. */
  async list(kind: FactKind, asked: FactListDto): Promise<{ data: FactView[]; page: { nextCursor: string | null } }> {
    const limit = asked.limit ?? 50;
    const forward = asked.sort === 'receivedAt';
    const values: unknown[] = [kind];
    const conditions = ['kind = $1'];
    for (const [condition, value] of conditionsOf(kind, asked, forward)) {
      values.push(value);
      conditions.push(condition.replaceAll('$?', `$${values.length}`));
    }
    values.push(limit + 1);
    const rows = await this.db.query<FactRow[]>(
      `SELECT ${columns} FROM fact WHERE ${conditions.join(' AND ')}
       ORDER BY fact_id ${forward ? 'ASC' : 'DESC'} LIMIT $${values.length}`,
      values,
    );
    const data = await this.views(kind, rows.slice(0, limit));
    return { data, page: { nextCursor: rows.length > limit ? (data.at(-1)?.id ?? null) : null } };
  }

  /** One fact by its id here, or by the sender's own id: the newest that fits. */
  async one(kind: FactKind, id: string): Promise<FactView> {
    const isOurs = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(id);
    const byKey = `fact_id IN (SELECT fact_id FROM fact_key WHERE key = 'ref:SHIPMENT:' || $3::text)
       AND (body ->> 'shipmentId') = $2`;
    const rows = await this.db.query<FactRow[]>(
      isOurs
        ? `SELECT ${columns} FROM fact WHERE kind = $1 AND fact_id = $2`
        : `SELECT ${columns} FROM fact WHERE kind = $1 AND ${kind === 'shipment' ? byKey : 'external_id = $2'}
           ORDER BY fact_id DESC LIMIT 1`,
      isOurs || kind !== 'shipment' ? [kind, id] : [kind, id, normaliseReference(id)],
    );
    const [view] = await this.views(kind, rows);
    if (!view) throw new NotFoundException({ code: 'not-found', detail: `there is no such ${kind}` });
    return view;
  }

  /** The file of a document, by its id here or the sender's own. */
  async fileOf(id: string): Promise<{ content: Buffer; contentType: string; name: string | null }> {
    const { file } = (await this.one('document', id)) as { file?: { hash?: string } | null };
    const [row] = await this.db.query<{ content: Buffer; content_type: string; name: string | null }[]>(
      'SELECT content, content_type, name FROM file WHERE hash = $1',
      [file?.hash ?? null],
    );
    if (!row) throw new NotFoundException({ code: 'not-found', detail: 'the document has no file' });
    return { content: row.content, contentType: row.content_type, name: row.name };
  }

  private async views(kind: FactKind, rows: readonly FactRow[]): Promise<FactView[]> {
    const rollUps =
      kind === 'invoice'
        ? await rollUpsOf(
            this.db,
            rows.map((row) => row.fact_id),
          )
        : new Map<string, RollUp>();
    return rows.map((row) => {
      const rollUp = rollUps.get(row.fact_id);
      return {
        ...row.body,
        id: row.fact_id,
        source: row.source,
        externalId: row.external_id,
        receivedAt: row.received_at,
        ...(rollUp ? { rollUp } : {}),
      };
    });
  }
}

/** The conditions asked for; `$?` stands for the value. */
function conditionsOf(kind: FactKind, asked: FactListDto, forward: boolean): [string, unknown][] {
  const conditions: [string, unknown][] = [];
  const add = (condition: string, value: unknown) => {
    if (value !== undefined) conditions.push([condition, value]);
  };
  add('source = $?', asked.source);
  add(
    kind === 'shipment' ? `(external_id = $?::text OR body ->> 'shipmentId' = $?::text)` : 'external_id = $?::text',
    asked.externalId,
  );
  for (const field of ['eventId', 'documentId', 'paymentId'] as const)
    add(idFields[kind] === field ? 'external_id = $?' : `body ->> '${field}' = $?`, asked[field]);
  if (kind === 'invoice') add(ofCase('shipment_id'), asked.shipmentId);
  else if (asked.shipmentId !== undefined)
    add(
      'fact_id IN (SELECT fact_id FROM fact_key WHERE key = $?)',
      `ref:SHIPMENT:${normaliseReference(asked.shipmentId)}`,
    );
  add(ofCase('bill_number'), asked.billNumber);
  add(
    kind === 'invoice'
      ? `fact_id IN (SELECT bill.fact_id FROM dossier_key JOIN bill USING (dossier) WHERE key = ANY($?::text[]))`
      : 'fact_id IN (SELECT fact_id FROM fact_key WHERE key = ANY($?::text[]))',
    asked.reference === undefined ? undefined : keysFor(asked.reference),
  );
  add(
    kind === 'invoice'
      ? 'fact_id IN (SELECT fact_id FROM bill WHERE invoice_number = $?)'
      : `body ->> 'invoiceNumber' = $?`,
    asked.invoiceNumber,
  );
  add(`body ->> 'carrier' = $?`, asked.carrier);
  add(`body ->> 'type' = $?`, asked.type);
  add('received_at >= $?', asked.since);
  add('received_at < $?', asked.until);
  add(`fact_id ${forward ? '>' : '<'} $?`, asked.cursor);
  return conditions;
}

const idFields: Partial<Record<FactKind, string>> = {
  event: 'eventId',
  document: 'documentId',
  invoice: 'documentId',
  payment: 'paymentId',
};

const ofCase = (column: string) =>
  `fact_id IN (SELECT bill.fact_id FROM bill JOIN freight_case c USING (case_id) WHERE c.${column} = $?)`;

/** The keys a number may be kept under, whatever kind of number it is. */
function keysFor(reference: string): string[] {
  const value = normaliseReference(reference);
  return strongReferences.map((type) => `ref:${type}:${value}`);
}
