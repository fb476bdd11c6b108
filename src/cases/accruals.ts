import { createHash } from 'node:crypto';
import { Logger } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import {
  type AccrualMove,
  accrue,
  type AccruedLine,
  type Accruing,
  type ChargeAccrual,
  chargeAccruals,
  movedBy,
  openOf,
} from '../audit/accrue/accrue.ts';
import { chargesNamed } from '../audit/accrue/settled-costs.ts';
import { shipmentCost, type ShipmentCost } from '../audit/accrue/shipment-cost.ts';
import { amountText, type Decimal, decimal, sum } from '../freight/money.ts';
import type { LegalEntity } from '../freight/terms.ts';
import { addToDate, endOfDay, epochMs, localDate } from '../freight/time.ts';
import {
  type AccrualDraft,
  type AccrualPosting,
  accrualsForUpdate,
  type AccruedCharge,
  accruingAmong,
  keepShipmentAccruals,
  postedOn,
  type ShipmentAccrual,
  writeAccruals,
} from '../ledger/accruals.ts';
import { withdrawPostings } from '../ledger/postings.ts';
import type { Assembled } from './assemble.ts';
import type { JudgedCase } from './judge.ts';
import { type PostedCharges, postedInCurrency } from './posted-charges.ts';
import { vendorOf } from './settling.ts';
import type { TermsInForce } from './terms-in-force.ts';

const log = new Logger('Accruals');

/** What accruing looks at besides the dossiers. */
interface Context {
  terms: TermsInForce;
  judged: readonly JudgedCase[];
  turn: string;
}

/** One shipment with what is to be done about its accruals. */
interface Accrued {
  row: ShipmentAccrual;
  withdraw: string[];
  drafts: AccrualDraft[];
}

/**
 * Brings the accruals of shipments in line with what they are expected to cost and what was posted for their bills; call
 * it after the postings of their cases are written, in that transaction, under the dossiers' locks. Shipments whose entity
 * does not accrue, and never did for them, are left alone; one that cannot be rated stays as it is.
 *
 * @returns whether there is something to send
 */
export async function accrueShipments(
  tx: EntityManager,
  assembled: readonly Assembled[],
  context: Context,
): Promise<boolean> {
  const { terms } = context;
  const shipments = assembled.filter(({ dossier }) => dossier.shipments.length > 0 && dossier.key.startsWith('S:'));
  if (shipments.length === 0) return false;
  const keys = shipments.map(({ dossier }) => dossier.key);
  const { known, now } = await accruingAmong(tx, keys);
  const concerned = shipments.filter(({ dossier }) => known.has(dossier.key) || someAccrue(terms));
  if (concerned.length === 0) return false;
  const accruals = await accrualsForUpdate(tx, [...known]);
  const posted = await postedOn(tx, keys);
  const done = concerned.flatMap((one) => {
    const { key } = one.dossier;
    const before = { isKnown: known.has(key), now };
    const standing = { postings: accruals.get(key) ?? [], posted: posted.get(key) ?? [], ...before };
    return accruedOrLeft(one, standing, context) ?? [];
  });
  await withdrawPostings(
    tx,
    done.flatMap(({ withdraw }) => withdraw),
  );
  await keepShipmentAccruals(
    tx,
    done.map(({ row }) => row),
  );
  const drafts = done.flatMap((one) => one.drafts);
  await writeAccruals(tx, drafts);
  return drafts.length > 0;
}

/** Whether any entity accrues, or ever said whether it does. */
function someAccrue({ legalEntities }: TermsInForce): boolean {
  return legalEntities.some(({ accruals }) => (accruals ?? null) !== null);
}

interface Standing {
  postings: readonly AccrualPosting[];
  posted: readonly PostedCharges[];
  isKnown: boolean;
  now: string;
}

function accruedOrLeft(assembled: Assembled, standing: Standing, context: Context): Accrued | null {
  try {
    return accrued(assembled, standing, context);
  } catch (error) {
    log.error(`the accruals of ${assembled.dossier.key} stay as they are: ${String(error)}`);
    return null;
  }
}

function accrued({ dossier, lookedUnder }: Assembled, standing: Standing, context: Context): Accrued | null {
  const { terms, judged, turn } = context;
  const cost = shipmentCost(dossier, terms.newestPolicy);
  if (cost === null) return null;
  const entity = terms.legalEntities.find((one) => one.legalEntity === cost.legalEntity);
  if (entity?.accruals !== 'DISPATCH' && !standing.isKnown) return null;
  const releaseDueAt = releaseDue(cost, entity, terms);
  const reports = judged.flatMap((one) => (one.dossier.key === dossier.key ? one.report : []));
  const common: Omit<Accruing, 'accrued'> = {
    cost,
    ended: whyEnded(cost, entity, releaseDueAt !== null && epochMs(releaseDueAt) < epochMs(standing.now)),
    posted: postedInCurrency(standing.posted, reports, cost),
    spokenOf: chargesNamed(reports.flatMap(({ charges }) => charges)),
    glRules: terms.glRules,
  };
  const { kept, withdraw, moves } = next(common, standing.postings);
  const written = [...kept.flatMap(linesOf), ...moves.flatMap((move) => linesOf({ ...move, postingId: '' }))];
  const charges = chargeAccruals({ ...common, accrued: written }).map(inTexts);
  const isOpen = charges.some(({ open }) => !decimal(open).isZero());
  const { shipment, legalEntity, carrier, mode, ratingDate, dispatchedOn } = cost;
  const row: ShipmentAccrual = {
    ...{ dossier: dossier.key, shipmentSource: shipment.source, shipmentId: shipment.shipmentId },
    ...{ legalEntity, carrier, mode, ratingDate, dispatchedOn, lookedUnder, auditTurn: turn, charges, isOpen },
    since: isOpen ? (kept[0]?.createdAt ?? standing.now) : null,
    releaseDueAt,
  };
  const drafts = moves.map((move) => draftOf(move, { row, entity, terms, kept, now: standing.now }));
  return { row, withdraw, drafts };
}

function inTexts({ charge, stop, legalEntity, carrier, currency, lines, ...known }: ChargeAccrual): AccruedCharge {
  const text = (amount: Decimal) => amountText(amount, currency);
  return {
    ...{ charge, stop, legalEntity, carrier, currency },
    expected: text(known.expected),
    settled: text(known.settled),
    accrued: text(movedBy(lines, 'EXPECTED')),
    reversed: text(movedBy(lines, 'SETTLED')),
    released: text(movedBy(lines, 'UNBILLED', 'CANCELLED', 'STOPPED')),
    open: text(openOf(lines)),
  };
}

/** Why a shipment accrues nothing, whatever it costs; null: it accrues. */
function whyEnded(cost: ShipmentCost, entity: LegalEntity | undefined, isOverdue: boolean): Accruing['ended'] {
  if (entity?.accruals !== 'DISPATCH') return 'STOPPED';
  if (cost.cancelled && cost.charges.length === 0) return 'CANCELLED';
  if (cost.dispatchedOn === null) return cost.cancelled ? 'CANCELLED' : 'STOPPED';
  return isOverdue ? 'UNBILLED' : null;
}

/** The end of the last day on which a bill may still come: after it, what is open is released. */
function releaseDue(cost: ShipmentCost, entity: LegalEntity | undefined, terms: TermsInForce): string | null {
  const from = cost.deliveredOn ?? cost.dispatchedOn;
  if (from === null) return null;
  const days = terms.newestPolicy.accrualReleaseDays;
  return endOfDay(addToDate(from, { days }), entity?.timeZone ?? 'UTC');
}

/** What no sender has taken is written anew rather than followed, as with postings of cases; the same again is nothing. */
function next(common: Omit<Accruing, 'accrued'>, postings: readonly AccrualPosting[]) {
  const nothing = { kept: postings, withdraw: [] as string[], moves: [] as AccrualMove[] };
  if (accrue({ ...common, accrued: postings.flatMap(linesOf) }).length === 0) return nothing;
  const lastTaken = postings.findLastIndex(({ claimed }) => claimed);
  const kept = postings.slice(0, lastTaken + 1);
  const withdraw = postings.slice(lastTaken + 1).map(({ postingId }) => postingId);
  return { kept, withdraw, moves: accrue({ ...common, accrued: kept.flatMap(linesOf) }) };
}

function linesOf(posting: AccrualMove & { postingId: string }): AccruedLine[] {
  const { postingId, reason, legalEntity, carrier, currency, lines } = posting;
  return lines.map((line) => ({ postingId, reason, legalEntity, carrier, currency, line }));
}

interface Drafting {
  row: ShipmentAccrual;
  entity: LegalEntity | undefined;
  terms: TermsInForce;
  kept: readonly AccrualPosting[];
  now: string;
}

function draftOf(move: AccrualMove, { row, entity, terms, kept, now }: Drafting): AccrualDraft {
  const { reason, lines, legalEntity, carrier, currency } = move;
  const { dossier, shipmentSource, shipmentId } = row;
  const expected = JSON.stringify(row.charges.map(({ charge, stop, expected }) => [charge, stop, expected]));
  const books = terms.legalEntities.find((one) => one.legalEntity === legalEntity) ?? entity;
  return {
    ...{ dossier, legalEntity, carrier, currency, lines },
    type: reason === 'EXPECTED' ? 'ACCRUAL' : 'ACCRUAL_REVERSAL',
    target: books?.accrualTarget ?? books?.erpTarget ?? 'default',
    vendorId: vendorOf({ carrier, legalEntity }, terms),
    invoiceDate: localDate(now, books?.timeZone ?? 'UTC'),
    net: amountText(sum(lines.map(({ amount }) => decimal(amount))), currency),
    evidence: {
      reportDigest: `sha256:${createHash('sha256').update(expected).digest('hex')}`,
      url: `/v1/accruals?shipmentId=${encodeURIComponent(shipmentId)}`,
    },
    accrual: { shipmentSource, shipmentId, reason, reverses: reason === 'EXPECTED' ? [] : reversedBy(move, kept) },
  };
}

/** The accruals whose charges a reversal takes back. */
function reversedBy(move: AccrualMove, kept: readonly AccrualPosting[]): string[] {
  const charges = chargesNamed(move.lines.map(({ charge, stop = null }) => ({ charge, stop })));
  return kept
    .filter(({ type, currency }) => type === 'ACCRUAL' && currency === move.currency)
    .filter(({ lines }) =>
      lines.some(({ charge }) => charges.has([...chargesNamed([{ charge, stop: null }])][0] ?? '')),
    )
    .map(({ postingId }) => postingId);
}
