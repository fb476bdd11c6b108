import type { Attribution } from './codes.ts';

/** Status reasons (X12 element 1651) by who is responsible. The grouping is ours, a partner's overlay comes first. */
const reasonsOf: Record<Attribution, string> = {
  CARRIER: 'A1 AA AF AH AI AJ AK AL AV AY AZ BF BH T7 BI BM BN BO BP BR D1 D2 P1 T1 T2 T3 T4 T5 T6',
  SHIPPER: 'A2 AM AX AW BB BC BQ C5 C6 C7 CB CC P3 AR AS AE',
  CONSIGNEE: 'AD AG AQ AN B1 B4 B5 B8 B9 BJ BK BS C1 C3 C4 C8 C9 HB A5 A6',
  OUTSIDE: 'AO AU BD BE CA AT F1 F2 P2 AP',
  NEUTRAL: 'A3 BG BL BT B2 C2 P4 RC S1',
};

const attributionOf = new Map<string, Attribution>();
for (const [attribution, codes] of Object.entries(reasonsOf))
  for (const code of codes.split(' ')) attributionOf.set(code, attribution as Attribution);

/** NS is a normal status, NA a normal appointment: nobody is responsible for anything. */
export function isNormal(reason: string): boolean {
  return reason === '' || reason === 'NS' || reason === 'NA';
}

/** Who is responsible for a reason of the base standard; undefined when the code is none of it. */
export function attributionOfReason(code: string): Attribution | undefined {
  return attributionOf.get(code);
}
