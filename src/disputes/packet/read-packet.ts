import { NotFoundException } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { reasonOf } from '../../audit/checks/reasons.ts';
import type { ChargeResult } from '../../audit/report.ts';
import { readStored, type StoredJudgement } from '../../cases/stored-report.ts';
import type { CarrierInvoice } from '../../freight/bill.ts';
import type { ChargeCode, ReasonCode } from '../../freight/codes.ts';
import { askedOf, disputeNumber, type DisputePacket, type PacketLine } from '../../freight/dispute.ts';
import { amountText, decimal } from '../../freight/money.ts';
import { clauseOf, evidenceOf, type KnownFact, stepsOf, wouldChangeOf } from './proof.ts';

interface Reader {
  query: EntityManager['query'];
}

type Head = Omit<DisputePacket, 'number' | 'asked' | 'lines' | 'carrier' | 'legalEntity'> & {
  serial: number;
  carrier: string;
  carrierName: string | null;
  legalEntity: string | null;
  entityName: string | null;
};

interface Line {
  place: number;
  kind: PacketLine['kind'];
  caseId: string;
  line: number | null;
  charge: ChargeCode;
  stop: number | null;
  billed: string;
  asked: string;
  reason: ReasonCode;
  state: PacketLine['state'];
  invoiceNumber: string;
  invoiceDate: string;
  billNumber: string | null;
  shipmentId: string | null;
  bill: number;
  invoice: CarrierInvoice;
  report: string;
}

const nameOf = (kind: string, id: string) =>
  `(SELECT body ->> 'name' FROM master_record WHERE kind = '${kind}' AND id = ${id} ORDER BY version DESC LIMIT 1)`;

async function headOf(db: Reader, disputeId: string): Promise<Head> {
  const [row] = await db.query<Head[]>(
    `SELECT d.dispute_id AS "disputeId", d.serial, d.state, d.carrier, ${nameOf('carrier', 'd.carrier')} AS "carrierName",
            d.legal_entity AS "legalEntity", ${nameOf('legal-entity', 'd.legal_entity')} AS "entityName", d.currency,
            coalesce(d.sent_at, clock_now())::date::text AS "issuedOn", d.answer_by::text AS "answerBy", d.contact, d.message,
            (SELECT count(*)::int + 1 FROM dispute_proposal p WHERE p.dispute_id = d.dispute_id) AS round
     FROM dispute d WHERE d.dispute_id = $1`,
    [disputeId],
  );
  if (!row) throw new NotFoundException({ code: 'not-found', detail: `there is no dispute ${disputeId}` });
  return row;
}

/** Each line with its bill as it was sent, and the judgement it was asked by. */
function linesOf(db: Reader, disputeId: string): Promise<Line[]> {
  return db.query<Line[]>(
    `SELECT l.place, l.kind, l.case_id AS "caseId", l.line, l.charge, l.stop, l.billed, l.asked, l.reason, l.state,
            c.invoice_number AS "invoiceNumber", c.invoice_date::text AS "invoiceDate", c.bill_number AS "billNumber",
            c.shipment_id AS "shipmentId", b.bill, f.body AS invoice, r.body AS report
     FROM dispute_line l JOIN freight_case c USING (case_id) JOIN bill b USING (case_id) JOIN fact f USING (fact_id)
       JOIN report r ON r.case_id = l.case_id AND r.revision = l.revision
     WHERE l.dispute_id = $1 ORDER BY l.place`,
    [disputeId],
  );
}

const key = ({ source, id }: { source: string; id: string }) => `${source}\n${id}`;

async function factsOf(db: Reader, reports: Iterable<StoredJudgement>): Promise<Map<string, KnownFact>> {
  const wanted = new Map(
    [...reports].flatMap(({ dependencies }) => dependencies.facts.map((fact) => [key(fact), fact])),
  );
  const rows = await db.query<KnownFact[]>(
    `SELECT f.kind, f.source, f.external_id AS id, f.body,
            to_char(f.received_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') AS "receivedAt"
     FROM fact f JOIN unnest($1::text[], $2::text[]) AS wanted (source, id)
       ON f.source = wanted.source AND f.external_id = wanted.id ORDER BY f.received_at, f.fact_id`,
    [[...wanted.values()].map(({ source }) => source), [...wanted.values()].map(({ id }) => id)],
  );
  return new Map(rows.map((row) => [key(row), row]));
}

async function contractsOf(db: Reader, reports: Iterable<StoredJudgement>): Promise<Map<string, unknown>> {
  const named = [...reports].flatMap(({ dependencies }) => (dependencies.contract ? [dependencies.contract] : []));
  const rows = await db.query<{ contractId: string; version: number; body: unknown }[]>(
    `SELECT contract_id AS "contractId", version, body FROM contract_version
     WHERE (contract_id, version) IN (SELECT * FROM unnest($1::text[], $2::int[]))`,
    [named.map(({ contractId }) => contractId), named.map(({ version }) => version)],
  );
  return new Map(rows.map(({ contractId, version, body }) => [`${contractId} ${version}`, body]));
}

interface Known {
  currency: string;
  reports: ReadonlyMap<string, StoredJudgement>;
  facts: ReadonlyMap<string, KnownFact>;
  contracts: ReadonlyMap<string, unknown>;
}

type Proven = Pick<PacketLine, 'expected' | 'sentence' | 'cause' | 'clause' | 'working' | 'evidence' | 'wouldChange'>;

/** What the judgement has on a line. */
function proofOf(
  charge: ChargeResult,
  { dependencies }: StoredJudgement,
  { facts, contracts }: Known,
): Omit<Proven, 'wouldChange'> {
  const { expected, sentence, cause } = charge;
  const { contract } = dependencies;
  const body = contract === null ? null : contracts.get(`${contract.contractId} ${contract.version}`);
  const used = dependencies.facts.flatMap((fact) => facts.get(key(fact)) ?? []);
  return {
    ...{ expected, sentence, cause },
    clause: clauseOf(charge, contract, body),
    working: stepsOf(charge.working),
    evidence: evidenceOf(charge, used),
  };
}

/** A line the judgement no longer has: taken back since, or withdrawn. Its reason speaks for it. */
function unproven(reason: ReasonCode): Omit<Proven, 'wouldChange'> {
  return { expected: null, sentence: reasonOf(reason).sentence, cause: null, clause: null, working: [], evidence: [] };
}

function provenBy(line: Line, known: Known): Proven {
  const report = known.reports.get(line.report);
  const charge =
    report?.charges.find((one) => one.line === line.line && one.charge === line.charge && one.stop === line.stop) ??
    null;
  const proof = report && charge ? proofOf(charge, report, known) : unproven(line.reason);
  return { ...proof, wouldChange: wouldChangeOf(charge, line.reason) };
}

function lineOf(line: Line, known: Known): PacketLine {
  const money = (amount: string) => amountText(decimal(amount), known.currency);
  const { place, kind, caseId, invoiceNumber, invoiceDate, billNumber, shipmentId, charge, stop, reason, state } = line;
  const bill = line.invoice.bills.find((one) => one.bill === line.bill);
  const { x12_426: x426, x12_647: x647 } = reasonOf(reason);
  return {
    ...{ place, kind, caseId, invoiceNumber, invoiceDate, billNumber, shipmentId, charge, stop, reason, state },
    references: bill?.references ?? [],
    line: line.line,
    description: bill?.charges.find((one) => one.line === line.line)?.description ?? null,
    billed: money(line.billed),
    asked: money(line.asked),
    outward: { x426, x647 },
    ...provenBy(line, known),
  };
}

/**
 * A dispute as its carrier is told it, from the judgements its lines were asked by.
 *
 * @throws NotFoundException
 */
export async function readPacket(db: Reader, disputeId: string): Promise<DisputePacket> {
  const { serial, carrier, carrierName, legalEntity, entityName, ...head } = await headOf(db, disputeId);
  const rows = await linesOf(db, disputeId);
  const reports = new Map([...new Set(rows.map(({ report }) => report))].map((text) => [text, readStored(text)]));
  const known = {
    currency: head.currency,
    reports,
    facts: await factsOf(db, reports.values()),
    contracts: await contractsOf(db, reports.values()),
  };
  const lines = rows.map((row) => lineOf(row, known));
  return {
    ...head,
    number: disputeNumber(serial),
    carrier: { code: carrier, name: carrierName },
    legalEntity: { code: legalEntity ?? 'us', name: entityName },
    asked: askedOf(lines, head.currency),
    lines,
  };
}
