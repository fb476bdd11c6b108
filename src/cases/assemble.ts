import type { Dossier, DossierBill, InvoiceHead, MatchResult, PostedDocument, RivalBill } from '../audit/dossier.ts';
import { areRivals, duplicateKeys } from '../audit/match/duplicate-keys.ts';
import { matchBill } from '../audit/match/match.ts';
import { type CarrierInvoice, footingDifference, type Payment } from '../freight/bill.ts';
import type { Recorded } from '../freight/fact.ts';
import { Dec } from '../freight/money.ts';
import { referenceKeys } from '../freight/references.ts';
import type { Shipment } from '../freight/shipment.ts';
import type { LegalEntity, PartnerProfile, Policy } from '../freight/terms.ts';
import {
  anyEntityKey,
  calendarKey,
  carrierKey,
  fxKey,
  indexKey,
  legalEntityKey,
  locationKey,
  partnerKey,
  policyKey,
  termsKey,
} from '../wake/keys.ts';
import type { CaseBefore } from '../ledger/cases.ts';
import { isAudited } from '../ledger/deadlines.ts';
import { calendarsOf } from './calendars.ts';
import { isClosed } from './closed-cases.ts';
import { atKnownLocations, locationCodes } from './locations.ts';
import { happeningsNear, happeningsOf, type Happenings } from './happenings.ts';
import type { Move } from './move-bills.ts';
import { billReferences, dossierOf, neededKeys, shipmentReferences } from './needed-keys.ts';
import type { BillTaken, DossierRead, FoundFact, LedgerRead } from './read.ts';
import { recorded, shipmentsFound, standing } from './shipments.ts';
import { seriesOf, type TermsInForce } from './terms-in-force.ts';

/** A bill with where matching puts it. */
export interface PlacedBill extends BillTaken {
  match: MatchResult;
}

/** What matching says of a dossier as read: who belongs where, and which keys it lacks. */
export interface Placement {
  bills: PlacedBill[];
  moves: Move[];
  /** Versions of the dossier's own shipment, oldest first. */
  versions: Recorded<Shipment>[];
  others: Shipment[];
  near: FoundFact[];
  missingKeys: string[];
}

/** Matches every bill of a dossier anew, and says what keeps it from being audited as it stands. */
export function place(
  read: DossierRead,
  terms: TermsInForce,
  ledger: Pick<LedgerRead, 'before' | 'decisions'>,
): Placement {
  const shipments = shipmentsFound(read);
  const candidates = standing(shipments);
  const bills = read.bills.map((bill): PlacedBill => {
    const { matchWindowDays } = policyFor(ledger.before.get(bill.caseId), terms);
    const decisions = ledger.decisions.get(bill.caseId) ?? [];
    return { ...bill, match: matchBill(bill, candidates, { matchWindowDays, carriers: terms.carriers, decisions }) };
  });
  const moves = bills
    .map((bill): Move => ({ caseId: bill.caseId, from: read.dossier, to: dossierOf(bill.caseId, bill.match) }))
    .filter((move) => move.from !== move.to);
  const own = read.dossier.startsWith('S:') ? `shipment:${read.dossier.slice(2)}` : null;
  const versions = (own === null ? undefined : shipments.get(own)) ?? [];
  const others = [...shipments].flatMap(([key, found]) => (key === own ? [] : (found.at(-1)?.body ?? [])));
  const near = own === null ? [] : happeningsNear(read.facts, referencesOf(versions, bills));
  const needed = neededKeys(versions, bills);
  for (const key of shipments.keys()) needed.add(key);
  for (const { fact } of near)
    for (const key of referenceKeys((fact.body as Shipment).references ?? [])) needed.add(key);
  return { bills, moves, versions, others, near, missingKeys: [...needed].filter((key) => !read.keys.has(key)) };
}

function referencesOf(versions: readonly Recorded<Shipment>[], bills: readonly BillTaken[]) {
  return [...shipmentReferences(versions), ...bills.flatMap(({ bill }) => billReferences(bill))];
}

/** An open case is judged by the newest policy, a settled or denied one by that of its last judgement. */
function policyFor(before: CaseBefore | undefined, terms: TermsInForce): Policy {
  const last = isClosed(before) ? terms.policies.get(before.policyVersion) : undefined;
  return last ?? terms.newestPolicy;
}

function profileFor(source: string, before: CaseBefore | undefined, terms: TermsInForce): PartnerProfile | null {
  const versions = terms.profiles.get(source) ?? [];
  const last = isClosed(before) ? versions.find((one) => one.version === before.profileVersion) : undefined;
  return last ?? versions[0] ?? null;
}

/** A dossier ready for the audit, and the wide keys it looked under. */
export interface Assembled {
  dossier: Dossier;
  lookedUnder: string[];
}

/** Puts together what the audit may know of a dossier whose bills lie right and whose keys are all held. */
export function assemble(read: DossierRead, placed: Placement, terms: TermsInForce, ledger: LedgerRead): Assembled {
  const happenings = happeningsFor(placed, terms);
  const carriers = carriersNamed(placed);
  const known = terms.carriers.filter(
    (one) => carriers.has(one.carrier) || (one.scacs ?? []).some((scac) => carriers.has(scac)),
  );
  for (const one of known) for (const code of [one.carrier, ...(one.scacs ?? [])]) carriers.add(code);
  const contracts = [...carriers].sort().flatMap((carrier) => terms.contracts.get(carrier) ?? []);
  const series = [...new Set(contracts.flatMap(({ contract }) => seriesOf(contract)))];
  const fxSeries = [...new Set(contracts.flatMap(({ contract }) => contract.fx?.series ?? []))];
  const sources = [...new Set([...happenings.events, ...happenings.documents].map((one) => one.source))];
  const profiles = sources.flatMap((source) => terms.newestProfiles.get(source) ?? []);
  const entities = entitiesNamed(placed);
  return {
    dossier: {
      key: read.dossier,
      shipments: placed.versions.map((version) => atKnownLocations(version, terms.locations)),
      ...happenings,
      bills: placed.bills.map((bill) => dossierBill(bill, terms, ledger)),
      rivals: rivalsOf(read, ledger),
      payments: paymentsOf(read),
      deadlines: placed.bills.flatMap(({ caseId }) =>
        (ledger.deadlines.get(caseId) ?? [])
          .filter(({ passedAt }) => passedAt !== null)
          .map(({ kind, dueAt }) => ({ caseId, kind, dueAt }))
          .filter(isAudited),
      ),
      contracts,
      indexes: series.flatMap((one) => terms.indexes.get(one) ?? []),
      fxRates: fxSeries.flatMap((one) => terms.fxRates.get(one) ?? []),
      carriers: known,
      legalEntities: [...terms.legalEntities, ...knownByContract(entities, terms)],
      calendars: terms.calendars,
      profiles: Object.fromEntries(profiles.map((profile) => [profile.source, profile])),
    },
    lookedUnder: [
      policyKey,
      ...[...carriers].flatMap((carrier) => [carrierKey(carrier), termsKey(carrier)]),
      ...entityKeys(entities, terms),
      ...[...new Set([...sources, ...read.bills.map((bill) => bill.invoice.source)])].map(partnerKey),
      ...calendarsOf(contracts).map(calendarKey),
      ...locationCodes(placed.versions).map(locationKey),
      ...series.map(indexKey),
      ...fxSeries.map(fxKey),
    ],
  };
}

/** Found under the invoices that past-due notices dun. */
function paymentsOf({ facts }: DossierRead): Recorded<Payment>[] {
  return facts.filter(({ fact }) => fact.kind === 'payment').map(({ fact }) => recorded<Payment>(fact));
}

function happeningsFor(placed: Placement, terms: TermsInForce): Happenings {
  const shipment = placed.versions.at(-1)?.body;
  if (!shipment) return { events: [], documents: [] };
  return happeningsOf(placed.near, {
    shipment,
    references: [...(shipment.references ?? []), ...placed.bills.flatMap(({ bill }) => billReferences(bill))],
    others: placed.others,
    matchWindowDays: terms.newestPolicy.matchWindowDays,
    carriers: terms.carriers,
    profiles: terms.newestProfiles,
  });
}

/**
 * Entities named, under their own names and the names they are known by, and their calendars. One that is not known may be
 * the alias of one yet to come: it waits for any.
 */
function entityKeys(named: ReadonlySet<string>, terms: TermsInForce): string[] {
  const known = terms.legalEntities.filter((one) =>
    [one.legalEntity, ...(one.aliases ?? [])].some((name) => isAmong(name, named)),
  );
  const unknown = [...named].some((name) => !terms.legalEntities.some((one) => one.legalEntity === name));
  return [
    ...[...new Set([...named, ...known.map((one) => one.legalEntity)])].map(legalEntityKey),
    ...(unknown ? [anyEntityKey] : []),
    ...known.flatMap((one) => (one.calendar ? [calendarKey(one.calendar)] : [])),
  ];
}

function isAmong(name: string, names: ReadonlySet<string>): boolean {
  const plain = (text: string) => text.trim().toUpperCase();
  return [...names].some((one) => plain(one) === plain(name));
}

/** An entity that any contract in force names is ours, even where no master record says so. */
function knownByContract(named: ReadonlySet<string>, terms: TermsInForce): LegalEntity[] {
  return [...named]
    .filter((one) => terms.contractEntities.has(one) && !terms.legalEntities.some((known) => known.legalEntity === one))
    .map((legalEntity) => ({ legalEntity }));
}

function carriersNamed({ bills, versions }: Placement): Set<string> {
  const named = [...bills.map(({ invoice }) => invoice.carrier), ...versions.map(({ body }) => body.carrier)];
  return new Set(named.filter((carrier) => typeof carrier === 'string'));
}

function entitiesNamed({ bills, versions }: Placement): Set<string> {
  const named = [...bills.map(({ invoice }) => invoice.legalEntity), ...versions.map(({ body }) => body.legalEntity)];
  return new Set(named.filter((entity) => typeof entity === 'string'));
}

const heads = new WeakMap<CarrierInvoice, InvoiceHead>();

/** A document without its bills; the same object each time. */
function headOf(invoice: CarrierInvoice): InvoiceHead {
  let head = heads.get(invoice);
  if (!head) {
    const copy: InvoiceHead & { bills?: unknown } = { ...invoice };
    delete copy.bills;
    head = copy;
    heads.set(invoice, head);
  }
  return head;
}

function dossierBill(bill: PlacedBill, terms: TermsInForce, ledger: LedgerRead): DossierBill {
  const { caseId, invoice } = bill;
  const before = ledger.before.get(caseId);
  const lowest = invoice.bills.every((one) => one.bill >= bill.bill.bill);
  return {
    caseId,
    factId: bill.factId,
    receivedAt: bill.receivedAt,
    invoice: headOf(invoice),
    bill: bill.bill,
    documentDifference: lowest ? footingOf(invoice) : '0',
    billsInDocument: invoice.bills.length,
    match: bill.match,
    policy: policyFor(before, terms),
    profile: profileFor(invoice.source, before, terms),
    decisions: ledger.decisions.get(caseId) ?? [],
    postings: ledger.postings.get(caseId) ?? [],
    openItems: ledger.openItems.get(caseId) ?? [],
    budgetLeft: null,
    conflicts: ledger.conflicts.filter(({ source, id }) => source === invoice.source && id === invoice.documentId),
  };
}

/** What cannot even be added up is the audit's to fail on. */
function footingOf(invoice: CarrierInvoice): string {
  try {
    return footingDifference(invoice);
  } catch {
    return '0';
  }
}

/** A dossier that could not be put together: its bills and nothing else, enough to park them. */
export function bare(read: DossierRead, terms: TermsInForce, ledger: LedgerRead): Assembled {
  const match: MatchResult = { status: 'NONE', shipmentSource: null, shipmentId: null, by: null, candidates: [] };
  const none = { shipments: [], events: [], documents: [], rivals: [], deadlines: [], contracts: [] };
  const noTerms = { indexes: [], fxRates: [], carriers: [], legalEntities: [], calendars: [], profiles: {} };
  const bills = read.bills.map((bill) => dossierBill({ ...bill, match }, terms, ledger));
  return { dossier: { key: read.dossier, ...none, ...noTerms, bills }, lookedUnder: [policyKey] };
}

/** States in which a sender has, or may have, handed a posting over. */
const sentStates: readonly PostedDocument['state'][] = ['SENDING', 'ACKNOWLEDGED', 'UNKNOWN', 'REFUSED'];

function rivalsOf(read: DossierRead, ledger: LedgerRead): RivalBill[] {
  const own = new Set(read.bills.flatMap(({ invoice, bill }) => duplicateKeys(invoice, bill)));
  return read.rivals
    .filter(({ invoice, bill }) => areRivals(duplicateKeys(invoice, bill), own))
    .map(({ caseId, invoice, bill }) => {
      const postings = ledger.postings.get(caseId) ?? [];
      const before = ledger.before.get(caseId);
      return {
        caseId,
        shipmentSource: before?.shipmentSource ?? null,
        shipmentId: before?.shipmentId ?? null,
        invoice: headOf(invoice),
        bill,
        posted: postings.reduce((total, posting) => total.plus(posting.net), new Dec(0)).toFixed(),
        sent: postings.some((posting) => posting.claimed || sentStates.includes(posting.state)),
      };
    });
}
