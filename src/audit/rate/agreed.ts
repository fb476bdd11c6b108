import { linehaulFamily } from '../../freight/codes.ts';
import type { ChargeCode } from '../../freight/codes.ts';
import type { Rounding } from '../../freight/money.ts';
import type { Recorded } from '../../freight/fact.ts';
import type { AgreedPrice, Shipment } from '../../freight/shipment.ts';
import type { Exchange, ExpectedCharge } from '../expected.ts';
import { accessorialCheck } from './accessorials/check-of-charge.ts';
import { notProvable, nothing, owed } from './expected-charge.ts';
import type { Slot } from './expected-charge.ts';
import { added, leaf, times } from './figure.ts';
import type { Figure } from './figure.ts';
import { shipmentSource } from './sources.ts';

/** A charge and stop that a price was agreed for; no stop is all stops. */
interface AgreedCharge {
  charge: ChargeCode;
  stop: number | null;
  figures: Figure[];
}

const asRated = (charge: ChargeCode): ChargeCode => (linehaulFamily.includes(charge) ? 'LINEHAUL' : charge);

/** The check of a charge whose price was agreed: of a linehaul that was quoted R-15, confirmed or tendered R-31. */
function checkOf(charge: ChargeCode, kind: AgreedPrice['kind']): string {
  if (charge === 'LINEHAUL') return kind === 'QUOTE' ? 'R-15' : 'R-31';
  return charge === 'FUEL' ? 'F-03' : accessorialCheck(charge);
}

function agreedCharges(shipment: Recorded<Shipment>, agreed: AgreedPrice): AgreedCharge[] {
  const charges: AgreedCharge[] = [];
  for (const [index, { charge: named, stop: at, amount }] of agreed.charges.entries()) {
    const charge = asRated(named);
    const stop = at ?? null;
    const step = { label: `agreed ${named}, ${agreed.kind} ${agreed.reference ?? ''}`.trim(), unit: agreed.currency };
    const figure = leaf(amount, step, shipmentSource(shipment, `/agreed/charges/${index}/amount`));
    const known = charges.find((one) => one.charge === charge && one.stop === stop);
    if (known) known.figures.push(figure);
    else charges.push({ charge, stop, figures: [figure] });
  }
  return charges;
}

/** How a price in another currency becomes one in the terms': absent where no contract converts. */
interface AgreedMoney {
  currency: string;
  rounding: Rounding;
  exchange?: (from: string) => Exchange | null;
}

/** A price agreed in another currency than the terms': converted by the contract's `fx`, and kept as it was agreed. */
function converted(slot: Slot, price: Figure, money: AgreedMoney): ExpectedCharge {
  const { unit } = price.working;
  const asAgreed = { currency: unit, amount: price.value, working: price.working };
  const exchange = money.exchange?.(unit) ?? null;
  const fact = `agreed ${slot.charge} in ${money.currency}, it is in ${unit}`;
  const without = { needs: [{ fact, reason: 'CURRENCY' as const, from: 'US' as const }] };
  const known = exchange ?? without;
  if ('needs' in known) return { ...notProvable(slot, known.needs, money.currency, null), asAgreed };
  const step = { label: known.label, unit: money.currency };
  return { ...owed(slot, times(price, known.rate, step), money), asAgreed };
}

/**
 * The charges whose price was agreed for this shipment alone: it comes before any contract, and asks for no authority or
 * evidence. Charges of the linehaul family are one LINEHAUL. An agreed price in another currency than the contract's is
 * converted where the contract converts, else it can not be compared. Charges in `allIn` are 0.00.
 */
export function agreedExpected(shipment: Recorded<Shipment>, money: AgreedMoney): ExpectedCharge[] {
  const agreed = shipment.body.agreed ?? null;
  if (!agreed) return [];
  const priced = agreedCharges(shipment, agreed).map(({ charge, stop, figures }) => {
    const slot: Slot = { charge, stop, check: checkOf(charge, agreed.kind), basis: 'AGREED' };
    const step = { label: `agreed ${charge} in all`, unit: agreed.currency };
    const price = added(figures, step);
    return agreed.currency === money.currency ? owed(slot, price, money) : converted(slot, price, money);
  });
  const allIn = new Set((agreed.allIn ?? []).map(asRated));
  for (const { charge } of priced) allIn.delete(charge);
  const included = [...allIn].map((charge) =>
    nothing(
      { charge, stop: null, check: checkOf(charge, agreed.kind), basis: 'AGREED' },
      'AGREED_EXCEEDED',
      money.currency,
      {
        certain: true,
        why: 'included in the agreed price',
        source: shipmentSource(shipment, '/agreed/allIn'),
      },
    ),
  );
  return [...priced, ...included];
}

/** True when an agreed price stands in the place of a charge: it names it at this stop, or at all. */
export function isAgreed(
  agreed: readonly ExpectedCharge[],
  { charge, stop }: { charge: ChargeCode; stop: number | null },
) {
  return agreed.some((one) => one.charge === charge && (one.stop === null || one.stop === stop));
}
