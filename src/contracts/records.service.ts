import { ConflictException, Injectable, NotFoundException } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { AuditLog } from '../people/audit-log.ts';
import type { RecordKind } from '../masterdata/masterdata.service.ts';
import { Wake } from '../wake/wake.ts';

/** One version of a record. */
export interface RecordView {
  id: string;
  version: number;
  changedBy: string;
  changedAt: Date;
  [field: string]: unknown;
}

interface RecordRow {
  id: string;
  version: number;
  body: Record<string, unknown>;
  changed_by: string;
  changed_at: Date;
}

/** What is written: the record's id and content. */
export interface NewRecord {
  kind: RecordKind;
  id: string;
  body: object;
}

/** Master records: every change is a new version, logged; nothing is overwritten. */
@Injectable()
export class RecordsService {
  constructor(
    private readonly db: DataSource,
    private readonly log: AuditLog,
    private readonly wake: Wake,
  ) {}

  /** Writes new versions of records, all or none. What says the same as before makes no version. */
  async put(person: string, records: readonly NewRecord[]): Promise<RecordView[]> {
    const views = await this.db.transaction(async (tx) => {
      const written: RecordView[] = [];
      for (const record of records) written.push(await this.write(tx, person, record));
      return written;
    });
    this.wake.ring('audit');
    return views;
  }

  /** Writes a new version of one record. */
  async putOne(person: string, record: NewRecord): Promise<RecordView> {
    const [view] = await this.put(person, [record]);
    if (!view) throw new Error('the record was not written');
    return view;
  }

  private async write(tx: EntityManager, person: string, { kind, id, body }: NewRecord): Promise<RecordView> {
    await tx.query('SELECT pg_advisory_xact_lock(hashtextextended($1, 0))', [`master:${kind}:${id}`]);
    const [before] = await tx.query<RecordRow[]>('SELECT * FROM master_now WHERE kind = $1 AND id = $2', [kind, id]);
    const text = JSON.stringify(body);
    if (before && JSON.stringify(before.body) === text) return viewOf(before);
    const [row] = await tx.query<RecordRow[]>(
      `INSERT INTO master_record (kind, id, version, body, changed_by) VALUES ($1, $2, $3, $4, $5)
       RETURNING id, version, body, changed_by, changed_at`,
      [kind, id, (before?.version ?? 0) + 1, text, person],
    );
    if (!row) throw new ConflictException({ code: 'conflict', detail: 'the record changed meanwhile' });
    const subject = `${kind}:${id}`;
    await this.log.write(tx, { person, action: `${kind}.put`, subject, detail: { version: row.version } });
    return viewOf(row);
  }

  /** The newest version of every record of a kind, by id. */
  async list(
    kind: RecordKind,
    { limit, after }: { limit: number; after: string | null },
  ): Promise<{ data: RecordView[]; page: { nextCursor: string | null } }> {
    const rows = await this.db.query<RecordRow[]>(
      'SELECT * FROM master_now WHERE kind = $1 AND ($2::text IS NULL OR id > $2) ORDER BY id LIMIT $3',
      [kind, after, limit + 1],
    );
    const data = rows.slice(0, limit).map(viewOf);
    return { data, page: { nextCursor: rows.length > limit ? (data.at(-1)?.id ?? null) : null } };
  }

  /** One record: its newest version, or the one asked for. */
  async one(kind: RecordKind, id: string, version?: number): Promise<RecordView> {
    const [row] = await this.db.query<RecordRow[]>(
      `SELECT * FROM master_record WHERE kind = $1 AND id = $2 AND ($3::int IS NULL OR version = $3)
       ORDER BY version DESC LIMIT 1`,
      [kind, id, version ?? null],
    );
    if (!row) throw new NotFoundException({ code: 'not-found', detail: `there is no ${kind} ${id.slice(0, 100)}` });
    return viewOf(row);
  }

  /** Every version of a record, newest first. */
  async versions(kind: RecordKind, id: string): Promise<{ data: RecordView[]; page: { nextCursor: null } }> {
    const rows = await this.db.query<RecordRow[]>(
      'SELECT * FROM master_record WHERE kind = $1 AND id = $2 ORDER BY version DESC LIMIT 1000',
      [kind, id],
    );
    return { data: rows.map(viewOf), page: { nextCursor: null } };
  }
}

function viewOf(row: RecordRow): RecordView {
  return { ...row.body, id: row.id, version: row.version, changedBy: row.changed_by, changedAt: row.changed_at };
}
