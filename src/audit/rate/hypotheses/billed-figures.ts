import type { Distance, Weight } from '../../../freight/measures.ts';
import type { BilledLine } from '../../../freight/bill.ts';
import type { DossierBill } from '../../dossier.ts';
import type { WorkingSource } from '../../working.ts';
import type { WeighedAs } from '../goods.ts';

const billSource = ({ invoice, bill }: DossierBill, what: string): WorkingSource => ({
  kind: 'FACT',
  id: `${invoice.source} ${invoice.documentId}`,
  pointer: `/bills/${bill.bill}/${what}/value`,
});

const weightOn = ({ quantity }: BilledLine): Weight[] => {
  const unit = quantity?.unit;
  return quantity && (unit === 'LB' || unit === 'KG') ? [{ value: quantity.value, unit }] : [];
};

const distanceOn = ({ charge, quantity }: BilledLine): Distance[] => {
  const unit = quantity?.unit;
  return charge === 'LINEHAUL' && quantity && (unit === 'MI' || unit === 'KM') ? [{ value: quantity.value, unit }] : [];
};

/** Every weight that the bills name, of their heads and of their lines. */
export function billedWeights(bills: readonly DossierBill[]): WeighedAs[] {
  return bills.flatMap((one) => {
    const source = billSource(one, 'weight');
    const { weight, charges } = one.bill;
    return [...(weight ? [weight] : []), ...charges.flatMap(weightOn)].map((each) => ({ weight: each, source }));
  });
}

/** Every distance that the bills name, of their heads and of their linehaul lines. */
export function billedDistances(bills: readonly DossierBill[]): { measure: Distance; source: WorkingSource }[] {
  return bills.flatMap((one) => {
    const source = billSource(one, 'distance');
    const { distance, charges } = one.bill;
    return [...(distance ? [distance] : []), ...charges.flatMap(distanceOn)].map((measure) => ({ measure, source }));
  });
}

/** Every freight class that the bills name. */
export function billedClasses(bills: readonly DossierBill[]): string[] {
  return [...new Set(bills.flatMap(({ bill }) => bill.charges.flatMap(({ freightClass }) => freightClass ?? [])))];
}

/** The quantities of linehaul lines in units that are neither weights nor distances: what was counted. */
export function billedCounts(bills: readonly DossierBill[]): string[] {
  const measured = ['LB', 'KG', 'MI', 'KM'];
  const counts = bills.flatMap(({ bill }) =>
    bill.charges.flatMap(({ charge, quantity }) =>
      charge === 'LINEHAUL' && quantity && !measured.includes(quantity.unit) ? [quantity.value] : [],
    ),
  );
  return [...new Set(counts)];
}
