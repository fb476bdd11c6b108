/**
 * Whether an ETag is among those of an `If-Match` header (RFC 9110, 13.1.1). Also taken: without its quotes or with twice
 * as many, as clients write what they read in a body, and as weak, as proxies make it. `*` names none: a decision is on
 * what somebody saw.
 */
export function isAmong(etag: string, ifMatch: string): boolean {
  return ifMatch.split(',').some((one) => plain(one) === plain(etag));
}

const plain = (etag: string) => etag.trim().replace(/^W\//, '').replaceAll('"', '');
