import { orderOfPercentages } from '../audit/rate/accessorials/in-order.ts';
import type { AccessorialTerms, PerDay } from '../freight/accessorial.ts';
import { type ChargeCode, linehaulFamily } from '../freight/codes.ts';
import type { ContractVersion, Lane } from '../freight/contract.ts';
import type { FuelProgramme } from '../freight/fuel.ts';
import { decimal } from '../freight/money.ts';
import type { PlaceSelector } from '../freight/place.ts';
import type { FieldProblem } from '../masterdata/validated.ts';

/** Charges that other clauses price, or nobody does: no accessorial may be called so. */
const notAccessorial: readonly ChargeCode[] = [
  ...linehaulFamily,
  'FUEL',
  'SERVICE_CREDIT',
  'TAX',
  'UNEXPLAINED',
  'UNMAPPED',
];

/** Charges whose invoice 46 CFR 541.6 speaks of: time spent with somebody's equipment or on their ground. */
const ofEquipment: readonly ChargeCode[] = ['DEMURRAGE', 'PER_DIEM', 'DETENTION_PICKUP', 'DETENTION_DELIVERY'];

type Note = (at: string, code: string, detail: string) => void;

/** What is wrong with the accessorials, exclusions and caps of a contract, beside the form of their fields. */
export function accessorialProblems(contract: ContractVersion): FieldProblem[] {
  const problems: FieldProblem[] = [];
  const note: Note = (pointer, code, detail) => problems.push({ pointer, code, detail });
  checkEntries(contract.accessorials, contract, '', note);
  for (const [index, lane] of contract.lanes.entries())
    checkEntries(lane.accessorials, contract, `/lanes/${index}`, note);
  checkCaps(contract, note);
  if (problems.length === 0) checkCircles(contract, note);
  return problems;
}

function checkEntries(
  entries: readonly AccessorialTerms[] | null | undefined,
  contract: ContractVersion,
  at: string,
  note: Note,
): void {
  const seen = new Set<ChargeCode>();
  for (const [index, entry] of (entries ?? []).entries()) {
    const pointer = `${at}/accessorials/${index}`;
    const { charge } = entry;
    if (seen.has(charge)) note(`${pointer}/charge`, 'repeated', `${charge} stands twice`);
    if (notAccessorial.includes(charge)) note(`${pointer}/charge`, 'not-allowed', `${charge} is no accessorial`);
    seen.add(charge);
    checkEntry(entry, contract.zones, pointer, note);
    if (entry.model === 'PER_DAY') checkTiers(entry, `${pointer}/tiers`, note);
  }
}

interface Rule {
  pointer: string;
  code: string;
  detail: string;
  isBroken: (entry: AccessorialTerms) => boolean;
}

const causedByNothing = ({ charge, when }: AccessorialTerms) => !when?.event && charge !== 'REDELIVERY';

const rules: readonly Rule[] = [
  {
    pointer: '/maximum',
    code: 'out-of-order',
    detail: 'the maximum is below the minimum',
    isBroken: ({ minimum, maximum }) => !!minimum && !!maximum && decimal(maximum).lessThan(decimal(minimum)),
  },
  {
    pointer: '/notice',
    code: 'not-allowed',
    detail: 'only free time that runs by the clock (PER_TIME) has an end to give notice of',
    isBroken: ({ notice, model }) => !!notice && model !== 'PER_TIME',
  },
  {
    pointer: '/invoiceContent',
    code: 'not-allowed',
    detail: `only the invoice of ${ofEquipment.join(', ')} has contents of its own`,
    isBroken: ({ invoiceContent, charge }) => !!invoiceContent && !ofEquipment.includes(charge),
  },
  {
    pointer: '/when/event',
    code: 'required',
    detail: 'per EVENT counts events: name which',
    isBroken: (entry) => 'per' in entry && entry.per === 'EVENT' && causedByNothing(entry),
  },
  {
    pointer: '/when/event',
    code: 'required',
    detail: 'an attribution is that of an event: name which',
    isBroken: (entry) => !!entry.when?.attribution && causedByNothing(entry),
  },
  {
    pointer: '/when/holidays',
    code: 'required',
    detail: 'name the calendar or the days that are holidays',
    isBroken: ({ when }) => when?.days?.includes('HOLIDAY') === true && !when.holidays,
  },
  {
    pointer: '/when/outsideHours/to',
    code: 'out-of-order',
    detail: 'the hours end before they begin',
    isBroken: ({ when }) => !!when?.outsideHours && when.outsideHours.to <= when.outsideHours.from,
  },
];

function checkEntry(entry: AccessorialTerms, zones: ContractVersion['zones'], at: string, note: Note): void {
  for (const { pointer, code, detail, isBroken } of rules) if (isBroken(entry)) note(`${at}${pointer}`, code, detail);
  for (const [position, { document, event }] of (entry.requires ?? []).entries())
    if (!document && !event) note(`${at}/requires/${position}`, 'required', 'name a document or an event');
  checkPlaces(entry.when?.places ?? [], zones, `${at}/when/places`, note);
}

function checkPlaces(places: readonly PlaceSelector[], zones: ContractVersion['zones'], at: string, note: Note): void {
  for (const [place, selector] of places.entries())
    for (const [index, zone] of (selector.zones ?? []).entries())
      if (!Object.hasOwn(zones ?? {}, zone))
        note(`${at}/${place}/zones/${index}`, 'unknown-code', `the contract has no zone ${zone}`);
}

function checkTiers({ tiers }: PerDay, at: string, note: Note): void {
  for (const [index, { days }] of tiers.entries()) {
    const last = index === tiers.length - 1;
    if (last && days) note(`${at}/${index}/days`, 'not-allowed', 'the last tier is for all days left: leave days out');
    if (!last && !days) note(`${at}/${index}/days`, 'required', 'for how many days, since a tier follows');
  }
}

function checkCaps({ caps }: ContractVersion, note: Note): void {
  for (const [index, { charges }] of (caps ?? []).entries())
    for (const [position, charge] of charges.entries()) {
      const pointer = `/caps/${index}/charges/${position}`;
      if (notAccessorial.includes(charge)) note(pointer, 'not-allowed', `${charge} is no accessorial`);
      if (charges.indexOf(charge) < position) note(pointer, 'repeated', `${charge} stands twice`);
    }
}

const baseOf = (fuel: FuelProgramme | 'NONE' | null | undefined): readonly ChargeCode[] =>
  fuel && fuel !== 'NONE' && 'base' in fuel ? fuel.base : [];

/** What follows an index on a lane, or by the contract alone, and what it is a percentage of. */
function indexedOn({ fuel, surcharges }: ContractVersion, lane: Lane | null) {
  const others = lane?.surcharges ?? surcharges ?? [];
  return {
    fuelBase: [...baseOf(lane?.fuel ?? fuel), ...others.flatMap(baseOf)],
    indexed: ['FUEL' as const, ...others.map(({ charge }) => charge)],
  };
}

const hasOwnTerms = ({ accessorials, fuel, surcharges }: Lane) =>
  (accessorials ?? []).length > 0 || (fuel ?? surcharges ?? null) !== null;

/** Percentages, fuel among them, that are of each other: on any lane with clauses of its own, else by the contract's. */
function checkCircles(contract: ContractVersion, note: Note): void {
  const { exclusions, caps } = contract;
  const lanes = contract.lanes.map((lane, index) => ({ at: `/lanes/${index}`, lane }));
  for (const { at, lane } of [{ at: '', lane: null }, ...lanes.filter((one) => hasOwnTerms(one.lane))]) {
    const ofLane = lane?.accessorials ?? [];
    const replaced = new Set(ofLane.map(({ charge }) => charge));
    const inherited = (contract.accessorials ?? []).filter(({ charge }) => !replaced.has(charge));
    const { circular } = orderOfPercentages({
      accessorials: [...inherited, ...ofLane],
      ...indexedOn(contract, lane),
      exclusions: exclusions ?? [],
      caps: caps ?? [],
    });
    if (circular.length > 0) note(`${at}/accessorials`, 'circular', circleWords(circular));
  }
}

function circleWords(charges: readonly string[]): string {
  const [only] = charges;
  return charges.length === 1
    ? `${only ?? ''} is a percentage of itself`
    : `${charges.join(' and ')} are percentages of each other`;
}
