import type { PartnerProfile } from '../../freight/terms.ts';
import { entryOf } from '../../freight/entry.ts';
import type { Dossier, DossierBill, RivalBill } from '../dossier.ts';
import { sameCarrier } from '../match/candidates.ts';

type Sent = DossierBill | RivalBill;

function profileOf(sent: Sent, { bills, profiles }: Dossier): PartnerProfile | null {
  if ('profile' in sent) return sent.profile;
  const { source } = sent.invoice;
  return bills.find(({ invoice }) => invoice.source === source)?.profile ?? entryOf(profiles, source) ?? null;
}

/** The usual currency of whoever sent a document: of its source's profile, else of the carrier in the master data. */
function usualCurrency(sent: Sent, dossier: Dossier): string | null {
  const profile = profileOf(sent, dossier);
  const carrier = sent.invoice.carrier ?? profile?.carrier ?? null;
  const known = dossier.carriers.find((one) => carrier !== null && sameCarrier(one.carrier, carrier, dossier.carriers));
  return profile?.defaultCurrency ?? known?.defaultCurrency ?? null;
}

/** The same dossier, every document in a currency: where it names none, the partner's default (model.md, Currency). */
export function inOwnCurrencies(dossier: Dossier): Dossier {
  const names = ({ invoice }: Sent) => typeof invoice.currency === 'string';
  if (dossier.bills.every(names) && dossier.rivals.every(names)) return dossier;
  const named = <B extends Sent>(sent: B): B =>
    names(sent) ? sent : { ...sent, invoice: { ...sent.invoice, currency: usualCurrency(sent, dossier) } };
  return { ...dossier, bills: dossier.bills.map(named), rivals: dossier.rivals.map(named) };
}
