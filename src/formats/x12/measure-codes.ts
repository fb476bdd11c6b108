import type { Weight } from '../../freight/measures.ts';
import { Dec, decimalText } from '../../freight/money.ts';
import { readDecimal } from './decimals.ts';

/** Weight units (X12 element 188): our unit and how many of it one of theirs makes. */
const weightUnits: Readonly<Record<string, { unit: 'LB' | 'KG'; times: string }>> = Object.freeze({
  L: { unit: 'LB', times: '1' },
  K: { unit: 'KG', times: '1' },
  S: { unit: 'LB', times: '2000' },
  T: { unit: 'LB', times: '2240' },
  E: { unit: 'KG', times: '1000' },
  G: { unit: 'KG', times: '0.001' },
});

/** Equipment (X12 element 40) in the words orders use; a code that says less is left out. */
const equipmentKinds: Readonly<Record<string, string>> = Object.freeze({
  TF: 'DRY_VAN',
  RT: 'REEFER',
  TW: 'REEFER',
  FT: 'FLATBED',
  CN: 'CONTAINER',
});

/** Equipment with its length in feet (X12 element 567, feet and inches): `DRY_VAN_53`; null: the code is not known. */
export function equipmentOf(code: string, length: string): string | null {
  const kind = Object.hasOwn(equipmentKinds, code) ? equipmentKinds[code] : undefined;
  const [, feet] = /^0?(\d{2})\d{2}$/.exec(length) ?? [];
  return kind === undefined ? null : [kind, feet].filter(Boolean).join('_');
}

/** Rate and value qualifiers (X12 element 122) as bases; others stay as they came. */
const rateBases: Readonly<Record<string, string>> = Object.freeze({
  CW: 'PER_CWT',
  PM: 'PER_MILE',
  FR: 'FLAT',
  LS: 'FLAT',
  PH: 'PER_HUNDRED',
  PS: 'PER_SHIPMENT',
  PL: 'PER_LOAD',
  PA: 'PER_CONTAINER',
  PP: 'PER_PIECE',
  PR: 'PER_HOUR',
  PD: 'PER_DAY',
  KG: 'PER_KG',
  LB: 'PER_LB',
  CM: 'PER_CBM',
  PF: 'PER_CFT',
  CT: 'PERCENT',
});

/** What a quantity is counted in (X12 element 221); others stay as they came. */
const quantityUnits: Readonly<Record<string, string>> = Object.freeze({
  LB: 'LB',
  KG: 'KG',
  MR: 'MI',
  DM: 'MI',
  DK: 'KM',
  FR: 'FLAT',
  TH: 'HOUR',
  TD: 'DAY',
  SP: 'STOP',
  PK: 'PACKAGE',
  NR: 'CONTAINER',
  NL: 'LOAD',
});

function known<T>(table: Readonly<Record<string, T>>, code: string): T | undefined {
  return Object.hasOwn(table, code) ? table[code] : undefined;
}

/** A weight with its X12 unit (element 188) in pounds or kilograms. Null: no weight, zero, or a unit we do not know. */
export function readWeight(value: string, unit: string): Weight | null {
  const decimal = readDecimal(value);
  const measure = known(weightUnits, unit);
  if (!decimal || !measure || decimal.lessThanOrEqualTo(0)) return null;
  const weight = decimal.times(new Dec(measure.times)).toDecimalPlaces(8);
  return weight.greaterThanOrEqualTo('1e12') ? null : { value: decimalText(weight), unit: measure.unit };
}

/** The basis a rate is per. An unknown qualifier stays as it came; blank is null. */
export function rateBasisOf(qualifier: string): string | null {
  return qualifier === '' ? null : (known(rateBases, qualifier) ?? qualifier);
}

/** The unit a quantity is in. An unknown qualifier stays as it came. */
export function quantityUnitOf(qualifier: string): string {
  return known(quantityUnits, qualifier) ?? qualifier;
}

/** The first X12 qualifier for a basis, unit or weight unit; what cannot be said in X12 is written as it is. */
export function qualifierOf(kind: 'basis' | 'quantity', name: string): string {
  const table = kind === 'basis' ? rateBases : quantityUnits;
  return Object.entries(table).find(([, ours]) => ours === name)?.[0] ?? name;
}
