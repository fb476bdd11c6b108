import type { Posting } from '../../freight/posting.ts';
import { callErp, fieldOf, type HttpErp, mostListBytes, noAnswer, notPosted } from './erp-call.ts';
import { patienceWith, type Reply, unclear, unclearOf } from './erp-call.ts';
import type { ErpTarget, ListAnswer, ListedVoucher, LookUpAnswer, PostAnswer } from './erp-target.ts';
import { ExactNumber, exactJson } from './exact-json.ts';
import {
  acknowledgedBy,
  believed,
  bookDay,
  called,
  foundAmong,
  halfWay,
  isCredit,
  lineText,
  listAll,
} from './found.ts';
import { listAt, magnitude, type Named, negated, unfit } from './found.ts';

/** NetSuite; the URL ends in `/services/rest`. */
export interface NetSuiteErp extends HttpErp {
  /** Internal ids: subsidiaries by our legal entities, accounts by our G/L accounts, currencies and terms by ours. */
  companies?: Named;
  accounts?: Named;
  currencies?: Named;
  terms?: Named;
}

const longestReference = 45;
const kinds = ['vendorBill', 'vendorCredit'] as const;

/**
 * Creates vendor bills and vendor credits under an external id that is ours: the same one again changes nothing, so a
 * posting is there once however often it is sent.
 */
export class NetSuiteTarget implements ErpTarget {
  constructor(private readonly erp: NetSuiteErp) {}

  async post(posting: Posting): Promise<PostAnswer> {
    const refusal = unfit(posting, longestReference);
    if (refusal) return refusal;
    const until = patienceWith(this.erp);
    const kind = isCredit(posting) ? 'vendorCredit' : 'vendorBill';
    const path = pathOf(kind, posting.postingId);
    let answer: Reply;
    try {
      answer = await callErp(this.erp, { path, method: 'PUT', body: exactJson(this.bill(posting)) }, until);
    } catch (error) {
      return noAnswer(error);
    }
    if (answer.status >= 300) return notPosted(answer);
    try {
      // The upsert answers without a body: what it made must be asked for.
      const reply = await callErp(this.erp, { path }, until);
      if (reply.status !== 200) return { kind: 'UNKNOWN', words: reply.words };
      return acknowledgedBy(reply, posting.postingId, told(kind, reply.json));
    } catch (error) {
      return halfWay(noAnswer(error));
    }
  }

  async findByReference(postingId: string): Promise<LookUpAnswer> {
    const until = patienceWith(this.erp);
    let absent: LookUpAnswer = { kind: 'UNCLEAR', retryAfterSeconds: null, words: '' };
    try {
      for (const kind of kinds) {
        const reply = await callErp(this.erp, { path: pathOf(kind, postingId) }, until);
        if (reply.status === 200) return foundAmong(reply, postingId, [told(kind, reply.json)]);
        // A page of some server in between is no answer of NetSuite's.
        if (reply.status !== 404 || fieldOf(reply.json, 'o:errorDetails') === undefined) return unclear(reply);
        absent = { kind: 'ABSENT', words: reply.words };
      }
      return absent;
    } catch (error) {
      return unclearOf(error);
    }
  }

  async listPosted(from: string, to: string): Promise<ListAnswer> {
    const q = `SELECT id, externalid, type, TO_CHAR(trandate, 'YYYY-MM-DD') AS trandate, foreigntotal FROM transaction
      WHERE type IN ('VendBill', 'VendCred') AND trandate BETWEEN TO_DATE('${from}', 'YYYY-MM-DD') AND TO_DATE('${to}', 'YYYY-MM-DD') ORDER BY id`;
    try {
      return await listAll(async (offset) => {
        const path = `/query/v1/suiteql?limit=500&offset=${offset}`;
        const headers = { prefer: 'transient' };
        const reply = await callErp(this.erp, { path, body: JSON.stringify({ q }), headers, atMost: mostListBytes });
        return { reply, entries: listAt(reply.json, 'items') };
      }, listed);
    } catch (error) {
      return unclearOf(error);
    }
  }

  async health(): Promise<{ reachable: boolean; words: string }> {
    const answer = await this.findByReference('00000000-0000-7000-8000-000000000000');
    return { reachable: answer.kind !== 'UNCLEAR', words: answer.words };
  }

  private bill(posting: Posting): Record<string, unknown> {
    const credit = isCredit(posting);
    const { companies, accounts, currencies, terms } = this.erp;
    const term = posting.terms === null ? undefined : terms?.[posting.terms];
    return {
      externalId: posting.postingId,
      entity: { id: posting.vendorId },
      subsidiary: { id: called(posting.legalEntity, companies) },
      tranId: posting.supplierReference,
      // A bill is of the day it is posted: that of the carrier's invoice may lie in a closed period.
      tranDate: bookDay(posting),
      dueDate: credit ? undefined : (posting.dueDate ?? undefined),
      terms: credit || term === undefined ? undefined : { id: term },
      currency: { id: called(posting.currency, currencies) },
      memo: `${posting.invoiceNumber} ${posting.postingId}`,
      expense: {
        items: posting.lines.map((line) => ({
          account: { id: called(line.glAccount, accounts) },
          amount: new ExactNumber(credit ? negated(line.amount) : line.amount),
          memo: lineText(line, 300),
        })),
      },
    };
  }
}

function pathOf(kind: (typeof kinds)[number], postingId: string): string {
  return `/record/v1/${kind}/eid:${postingId}`;
}

/** Credits are kept above zero. */
function told(kind: (typeof kinds)[number], record: unknown): ListedVoucher | null {
  return believed({
    documentNumber: fieldOf(record, 'id'),
    postedOn: fieldOf(record, 'tranDate'),
    amount: fieldOf(record, 'userTotal'),
    reference: fieldOf(record, 'externalId'),
    credit: kind === 'vendorCredit',
  });
}

/** In the ledger's view of SuiteQL a bill stands below zero, a credit above. */
function listed(row: unknown): ListedVoucher | null {
  const total = fieldOf(row, 'foreigntotal');
  const credit = fieldOf(row, 'type') === 'VendCred';
  return believed({
    documentNumber: fieldOf(row, 'id'),
    postedOn: fieldOf(row, 'trandate'),
    amount: typeof total === 'string' ? magnitude(total) : undefined,
    reference: fieldOf(row, 'externalid') ?? '-',
    credit,
  });
}
