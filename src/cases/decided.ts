import { HttpException } from '@nestjs/common';
import type { ChargeResult } from '../audit/report.ts';
import { lineKey } from '../audit/money/line-money.ts';
import { type DecisionKind, decisionKinds, type ReasonCode } from '../freight/codes.ts';
import { minorPlaces } from '../freight/currencies.ts';
import { decimal } from '../freight/money.ts';
import type { StoredJudgement } from './stored-report.ts';

/** What a person decides. */
export interface Decided {
  kind: DecisionKind;
  line?: number;
  charge?: string;
  amount?: string;
  reason?: ReasonCode;
  comment?: string;
  shipmentId?: string;
  shipmentSource?: string;
  /** Of HOLD_UNTIL: its last day. */
  until?: string;
  /** Of REASSIGN: who looks after the case now; null: nobody in particular. */
  assignee?: string | null;
  /** The dispute in which the carrier agreed to it. */
  disputeId?: string;
}

/** Decisions that say nothing about money. */
export const wordless: readonly DecisionKind[] = ['NOTE', 'LINK_SHIPMENT', 'REASSIGN'];

/**
 * The lines a decision speaks of.
 *
 * @throws HttpException 422 when the case has no such line
 */
export function linesOf(judgement: StoredJudgement, { kind, line, charge }: Decided): ChargeResult[] {
  if (wordless.includes(kind)) return [];
  if (line === undefined && charge === undefined) return judgement.charges;
  const found = judgement.charges.filter((one) =>
    line === undefined ? one.line === null && one.charge === charge : one.line === line,
  );
  if (found.length === 0) throw unprocessable('/line', 'no-such-line', 'the case has no such line');
  return found;
}

/** The judgements of these lines, which the decision binds to. */
export function boundTo(judgement: StoredJudgement, lines: readonly ChargeResult[]): Record<string, string> {
  return Object.fromEntries(lines.map((line) => [lineKey(line), judgement.judgements[lineKey(line)] ?? '']));
}

/** Fields that belong to some kinds only. */
const belongs: readonly [field: keyof Decided, kinds: readonly DecisionKind[]][] = [
  ['amount', ['APPROVE_AMOUNT', 'DISPUTE']],
  ['until', ['HOLD_UNTIL']],
  ['assignee', ['REASSIGN']],
  ['shipmentId', ['LINK_SHIPMENT']],
  ['shipmentSource', ['LINK_SHIPMENT']],
  ['line', decisionKinds.filter((kind) => !wordless.includes(kind) || kind === 'NOTE')],
  ['charge', decisionKinds.filter((kind) => !wordless.includes(kind) || kind === 'NOTE')],
];

/** Fields without which a kind says nothing. */
const needs: Partial<Record<DecisionKind, readonly (keyof Decided)[]>> = {
  APPROVE_AMOUNT: ['amount', 'line'],
  HOLD_UNTIL: ['until'],
  REASSIGN: ['assignee'],
  LINK_SHIPMENT: ['shipmentId'],
};

/**
 * Refuses a decision that makes no sense by itself or on these lines.
 *
 * @param today in the zone of the case's entity
 * @throws HttpException 422 naming the field
 */
export function refuseNonsense(
  decided: Decided,
  lines: readonly ChargeResult[],
  { currency, today }: { currency: string | null; today: string },
): void {
  const { kind, amount, until } = decided;
  for (const field of needs[kind] ?? [])
    if (decided[field] === undefined) throw unprocessable(`/${field}`, 'required', `${kind} needs ${field}`);
  for (const [field, kinds] of belongs)
    if (decided[field] !== undefined && !kinds.includes(kind))
      throw unprocessable(`/${field}`, 'not-allowed', `${field} does not belong to ${kind}`);
  if (until !== undefined && until < today)
    throw unprocessable('/until', 'impossible-date', `${until} is over: a hold ends today or later`);
  if (amount !== undefined) refuseAmount(decided, amount, lines, currency);
}

function refuseAmount(
  { kind, line }: Decided,
  amount: string,
  lines: readonly ChargeResult[],
  currency: string | null,
): void {
  if (line === undefined) throw unprocessable('/line', 'required', `an amount of ${kind} is for one line`);
  const places = (currency === null ? undefined : minorPlaces(currency)) ?? 2;
  const value = decimal(amount);
  if (value.decimalPlaces() > places)
    throw unprocessable('/amount', 'too-many-decimals', `${currency ?? 'the currency'} has ${places} decimal places`);
  const most = decimal(lines[0]?.billed ?? '0');
  if (value.greaterThan(most))
    throw unprocessable(
      '/amount',
      'above-billed',
      `the line was billed at ${most.toFixed()}: no more can be said of it`,
    );
}

/** A 422 about one field. */
export function unprocessable(pointer: string, code: string, detail: string): HttpException {
  return new HttpException({ code: 'invalid', detail, errors: [{ pointer, code, detail }] }, 422);
}
