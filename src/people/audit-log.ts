import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';

/** One thing somebody changed: `subject` names it, `detail` says how. */
export interface LogEntry {
  person: string;
  action: string;
  subject: string;
  detail?: unknown;
}

/** The record of who changed what; rows are added in the transaction of the change and never touched again. */
@Injectable()
export class AuditLog {
  /** Adds an entry. */
  async write(tx: EntityManager, entry: LogEntry): Promise<void> {
    await tx.query('INSERT INTO audit_log (person, action, subject, detail) VALUES ($1, $2, $3, $4)', [
      entry.person,
      entry.action,
      entry.subject,
      entry.detail === undefined ? null : JSON.stringify(entry.detail),
    ]);
  }
}
