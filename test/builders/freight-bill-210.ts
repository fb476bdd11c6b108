import type { PartnerProfile } from '../../src/freight/terms.ts';
import { readX12 } from '../../src/formats/x12/envelope.ts';
import { readSet } from '../../src/formats/x12/read-set.ts';
import type { SetResult } from '../../src/formats/x12/understood.ts';
import { writeInterchange } from '../../src/formats/x12/write-envelope.ts';

/** The envelope that stands around a message unless a test is about envelopes. */
export const billEnvelope = { sender: 'FFRT', receiver: 'SHIPPERCO', control: '12', date: '2026-03-06', time: '09:00' };

/** A clean LTL bill of 440.48: freight less discount, fuel, liftgate. A test names what it puts in another's place. */
export const cleanBill: readonly string[] = [
  'B3**INV-88120*SHP-10042*PP*L*20260306*44048**20260304*035*FFRT',
  'C3*USD',
  'N9*CN*123456789',
  'N9*BM*BL-31007',
  'G62*86*20260302',
  'N1*BT*ACME INC*92*ACME-US',
  'N4*AKRON*OH*44301*US',
  'N1*RI*FAST FREIGHT',
  'LX*1',
  'L5*1*PUMPS*156600*N',
  'L0*1*2000*LB*1850*G***4*PLT**L',
  'L1*1*36.40*CW*72800****400',
  'L7*1******70',
  'LX*2',
  'L1*2***-45136****DSC',
  'LX*3',
  'L1*3***7884****405****FUEL SURCHARGE',
  'LX*4',
  'N9*QN*2',
  'L1*4***8500****LFT',
  'L3*1850*G***44048*******L',
];

/** Reads a 210 of these segments. */
export function readBill(
  lines: readonly string[],
  profile?: Partial<PartnerProfile>,
  version: '004010' | '005010' = '004010',
): SetResult {
  const segments = lines.map((line) => line.split('*'));
  const text = writeInterchange({ ...billEnvelope, version }, [{ code: 'IM', sets: [{ type: '210', segments }] }]);
  const [set] = readX12(text).interchanges[0]?.groups[0]?.sets ?? [];
  if (!set) throw new Error('no set');
  return readSet(set, profile ? { source: 'x12:FFRT', version: 1, ...profile } : undefined);
}

/** The clean bill with some segments replaced: the first whose start matches. */
export function billWith(changes: Record<string, string>, profile?: Partial<PartnerProfile>): SetResult {
  const lines = [...cleanBill];
  for (const [start, line] of Object.entries(changes)) {
    const index = lines.findIndex((one) => one.startsWith(start));
    if (index < 0) throw new Error(`no segment ${start}`);
    lines[index] = line;
  }
  return readBill(lines, profile);
}

/** The invoice that was understood. */
export function invoiceOf(result: SetResult) {
  if (!result.understood) throw new Error(result.detail);
  const [invoice] = result.facts.invoices;
  if (!invoice) throw new Error('no invoice');
  return invoice;
}

/** Its only freight bill. */
export const billOf = (result: SetResult) => invoiceOf(result).bills[0];
/** The codes of all warnings, in order. */
export const warningsOf = (result: SetResult) => result.warnings.map((warning) => warning.code);
