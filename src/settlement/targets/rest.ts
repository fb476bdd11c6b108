import type { Posting } from '../../freight/posting.ts';
import {
  callErp,
  type HttpErp,
  mostListBytes,
  noAnswer,
  notPosted,
  type Reply,
  unclear,
  unclearOf,
} from './erp-call.ts';
import type { ErpTarget, ListAnswer, LookUpAnswer, PostAnswer } from './erp-target.ts';
import { foundIn, listedIn, speaksOf, voucherIn, voucherOf, type VoucherTemplate } from './voucher.ts';

/** An ERP behind a REST interface: vouchers are posted to `<url>/vouchers` and found at `<url>/vouchers?reference=`. */
export interface RestErp extends HttpErp {
  template?: VoucherTemplate;
}

/** Pushes postings to any ERP that takes JSON over HTTP. Redirects are not followed, answers are read up to a size. */
export class RestTarget implements ErpTarget {
  constructor(private readonly erp: RestErp) {}

  async post(posting: Posting): Promise<PostAnswer> {
    const body = JSON.stringify(voucherOf(posting, this.erp.template));
    const headers = { 'idempotency-key': posting.postingId };
    try {
      return this.understood(await callErp(this.erp, { path: '/vouchers', body, headers }), posting.postingId);
    } catch (error) {
      return noAnswer(error);
    }
  }

  async findByReference(postingId: string): Promise<LookUpAnswer> {
    try {
      const reply = await callErp(this.erp, { path: `/vouchers?reference=${encodeURIComponent(postingId)}` });
      const { words } = reply;
      if (reply.status === 404 || reply.status === 204) return { kind: 'ABSENT', words };
      const voucher = reply.status === 200 ? foundIn(reply.json, postingId, this.erp.template) : undefined;
      if (voucher === undefined) return unclear(reply);
      return voucher === null ? { kind: 'ABSENT', words } : { kind: 'FOUND', voucher, words };
    } catch (error) {
      return unclearOf(error);
    }
  }

  async listPosted(from: string, to: string): Promise<ListAnswer> {
    try {
      const path = `/vouchers?${new URLSearchParams({ from, to })}`;
      const reply = await callErp(this.erp, { path, atMost: mostListBytes });
      const vouchers = reply.status === 200 ? listedIn(reply.json, this.erp.template) : undefined;
      return vouchers ? { kind: 'LISTED', vouchers } : { kind: 'UNCLEAR', words: reply.words };
    } catch (error) {
      return unclearOf(error);
    }
  }

  async health(): Promise<{ reachable: boolean; words: string }> {
    const answer = await this.findByReference('00000000-0000-0000-0000-000000000000');
    return { reachable: answer.kind !== 'UNCLEAR', words: answer.words };
  }

  /** What the status means. A 2xx without a document number is no acknowledgement, nor a 409 that is not of this posting. */
  private understood(reply: Reply, postingId: string): PostAnswer {
    const { status, json, words } = reply;
    const ours = Math.floor(status / 100) === 2 || (status === 409 && speaksOf(json, postingId));
    const voucher = voucherIn(json, this.erp.template);
    if (ours) return voucher ? { kind: 'ACKNOWLEDGED', voucher, words } : { kind: 'UNKNOWN', words };
    return status === 409 ? { kind: 'CONFLICT', words } : notPosted(reply);
  }
}
