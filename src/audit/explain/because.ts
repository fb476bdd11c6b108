import type { ReasonCode } from '../../freight/codes.ts';
import { reasonOf } from '../checks/reasons.ts';
import type { DossierBill } from '../dossier.ts';
import type { AlignedLine, CheckContext } from '../judged.ts';
import { amountWords, chargeWords } from './words.ts';

/** A line with all that its sentence may speak of. */
export interface Told {
  context: CheckContext;
  bill: DossierBill;
  line: AlignedLine;
}

const shipmentName = ({ context }: Told) => {
  const shipment = context.evidence.shipment?.body.shipmentId;
  return shipment === undefined ? 'the shipment' : `shipment ${shipment}`;
};

const phrases: Partial<Record<ReasonCode, (told: Told, check?: string) => string>> = {
  DUP_CHARGE: ({ line }) =>
    `it repeats ${line.duplicateOf ?? 'an earlier line'} and ${chargeWords(line.charge)} is owed once`,
  ACC_NOT_CONTRACTED: ({ line: { charge } }) =>
    `the contract has no ${charge === 'OTHER' ? 'such charge' : chargeWords(charge)}`,
  ACC_NOT_AUTH: (told) =>
    `${chargeWords(told.line.charge)} was not ordered on ${shipmentName(told)} and nobody authorised it`,
  ACC_OVER_LIMIT: ({ bill, line }, check) => {
    if (line.expected === null) return 'it is over the limit it was authorised up to';
    const most = amountWords(line.expected, bill);
    return check === 'A-38' ? `the contract caps it at ${most}` : `it was authorised up to ${most}`;
  },
  ACC_NO_EVIDENCE: () => 'the receipt or event that the contract asks for did not come by the deadline',
  ACC_CONDITION: () => 'what the contract makes it depend on did not happen',
  ACC_NO_NOTICE: () => 'the carrier gave no notice in time',
  ACC_EXCLUDED: () => 'another charge of the same shipment is owed in its place',
  DETENTION_UNPROVEN: () => 'arrival and departure were not proven by the deadline',
  SHIPMENT_CANCELLED: (told) => `${shipmentName(told)} was cancelled before pickup`,
  AGREED_EXCEEDED: (told) => `${shipmentName(told)} has a price agreed for it`,
  LINEHAUL_WRONG: () => 'the agreed rates give another amount',
  DISCOUNT_WRONG: () => 'the agreed discount was not taken in full',
  FAK_NOT_APPLIED: () => 'the agreed class for freight of all kinds was not used',
  CLASS_WRONG: () => 'it was rated at another class',
  WEIGHT_WRONG: () => 'it was rated at another weight',
  DISTANCE_WRONG: () => 'it was rated over another distance',
  DEFICIT_IGNORED: () => 'rating at the next weight break is cheaper and agreed',
  MINIMUM_WRONG: () => 'the minimum charge was applied wrongly',
  RATE_EXPIRED: () => 'the rates used were not in force on the day',
  ROUNDING: () => 'it is rounded otherwise than agreed',
  FUEL_WRONG: ({ line }) =>
    line.expected?.isZero()
      ? 'the agreed index and terms give none'
      : 'the agreed index and terms give another surcharge',
  DETENTION_WRONG: () => 'the proven times give less',
  ACC_WRONG: () => 'the contract gives another amount',
  TAX_WRONG: ({ line }) =>
    line.expected?.isZero() ? 'the contract has no such tax' : 'the agreed rates on what is owed give less',
  FX_WRONG: ({ line }) =>
    line.charge === 'CURRENCY_ADJUSTMENT'
      ? 'the amounts are converted at the agreed rate already'
      : 'the agreed rate of exchange gives less',
  STALE_180: () => 'it was invoiced later than the contract allows',
};

/** Reasons of which the terms say more than the reason does, where nothing is owed. */
const saidByTerms: readonly ReasonCode[] = [
  'ACC_CONDITION',
  'ACC_NO_NOTICE',
  'ACC_WRONG',
  'AGREED_EXCEEDED',
  'DETENTION_WRONG',
  'FUEL_WRONG',
];

/** Why nothing is owed, as the rating of the charge says; null where an amount was worked out. */
function whyNothing({ line: { against } }: Told): string | null {
  if (!against?.amount?.isZero()) return null;
  const { op, inputs, label } = against.working;
  return op === 'LEAF' && inputs.length === 0 ? label : null;
}

/** Why, as the part of a sentence after a dash: lower case, no stop. */
export function because(code: ReasonCode, told: Told, check = told.line.against?.check): string {
  const said = saidByTerms.includes(code) ? whyNothing(told) : null;
  if (said !== null) return said;
  const phrase = phrases[code];
  if (phrase) return phrase(told, check);
  const { sentence } = reasonOf(code);
  return sentence.slice(0, 1).toLowerCase() + sentence.slice(1).replace(/\.$/, '');
}
