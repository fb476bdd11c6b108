import type { ChargeCode } from '../../freight/codes.ts';

/** Special charge codes (X12 element 150) by the one charge they can mean. */
const codesOf: Partial<Record<ChargeCode, string>> = {
  LINEHAUL: '400 LHS DLH COF AIR',
  FUEL: '405 FUE ENS',
  DISCOUNT: 'DSC 295',
  MINIMUM: 'MIN MIC AMC MLB',
  DEFICIT: 'DAA',
  STOP_OFF: 'SOC SAM STD STQ',
  DETENTION_PICKUP: 'DTL',
  DETENTION_DELIVERY: 'DTU',
  LAYOVER: 'LAY LYC',
  TONU: 'VOR VFN',
  RESIDENTIAL_PICKUP: 'REP',
  RESIDENTIAL_DELIVERY: 'RES',
  INSIDE_PICKUP: 'IPU',
  INSIDE_DELIVERY: 'IDL',
  APPOINTMENT: 'APT',
  NOTIFY: 'NFY MNC',
  REDELIVERY: 'RCL',
  RECONSIGNMENT: 'RCC RCD RDC DIV',
  STORAGE: 'SRG STR',
  DEMURRAGE: 'DEM DES DEA',
  CHASSIS: 'CHE FCS CTF',
  HAZMAT: 'HAZ HZC HMA HMI 420 DGS',
  OVERLENGTH: 'EXL',
  OVERWEIGHT: 'EXW',
  TEMPERATURE_CONTROL: 'HET PSH PSC REF HRS RMD',
  CUSTOMS: '360 CUS CSE CTX 240',
  TOLL: 'IHT BRD',
  INSURANCE: 'EVC INS 445',
  COD: 'COD',
  SINGLE_SHIPMENT: 'SSF',
  BORDER: 'BCF',
  WEEKEND: '665 SAT HOL',
  DOCUMENTATION: 'DOC',
  BUNKER: 'BSC BUA BU2 BU4',
  CURRENCY_ADJUSTMENT: 'CUA CUF CA2 CA4',
  ADDRESS_CORRECTION: '020 600',
  TAX: '750 GST TAX TTS TTL',
};

const charges = new Map<string, ChargeCode>();
for (const [charge, codes] of Object.entries(codesOf))
  for (const code of codes.split(' ')) charges.set(code, charge as ChargeCode);

/**
 * The charge an L1-08 means in the base standard (X12 element 150). Undefined where nobody knows, and where the code
 * leaves open what the contract must know: LFT is a liftgate at either end, DET a detention at either end.
 */
export function chargeOfCode(code: string): ChargeCode | undefined {
  return charges.get(code);
}

/** The first code of the base table for a charge; what we write into L1-08. Undefined: the standard has none. */
export function codeOfCharge(charge: ChargeCode): string | undefined {
  return codesOf[charge]?.split(' ', 1)[0];
}
