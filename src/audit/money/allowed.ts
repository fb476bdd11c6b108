import { sum } from '../../freight/money.ts';
import type { Decimal } from '../../freight/money.ts';
import type { DossierBill } from '../dossier.ts';
import type { Rated } from '../expected.ts';
import { familyOf } from '../align/units.ts';
import { placeKey } from './bundles.ts';
import { lineName } from './line-money.ts';
import type { JudgedBill, LineMoney } from './line-money.ts';
import type { AlignedLine } from '../judged.ts';

/** What one bill was allowed for one charge and stop: negative where something was taken back or credited. */
interface Allowance {
  judged: JudgedBill;
  key: string;
  amount: Decimal;
  /** The line it was allowed on; null: a credit, spread over the charges it lowers. */
  money: LineMoney | null;
}

/** What the bills of a shipment were allowed so far, in their order. */
export class AllowedSoFar {
  private readonly allowances: Allowance[] = [];

  add(allowance: Allowance): void {
    if (!allowance.amount.isZero()) this.allowances.push(allowance);
  }

  /** Net of all bills for one charge and stop, or of those that `of` picks. */
  net(key: string, of: (judged: JudgedBill) => boolean = () => true): Decimal {
    const own = this.allowances.filter((allowance) => allowance.key === key && of(allowance.judged));
    return sum(own.map((allowance) => allowance.amount));
  }

  /** What the bills that `of` picks were allowed for one charge and stop, nothing taken back counted. */
  gross(key: string, of: (judged: JudgedBill) => boolean): Decimal {
    const own = this.allowances.filter((allowance) => allowance.key === key && of(allowance.judged));
    return sum(own.map((allowance) => allowance.amount).filter((amount) => amount.isPositive()));
  }

  keys(of: (judged: JudgedBill) => boolean = () => true): string[] {
    return [...new Set(this.allowances.filter((one) => of(one.judged)).map((one) => one.key))];
  }

  /** The first line that was allowed something for this charge and stop. */
  firstLine(key: string): LineMoney | null {
    return this.lines(key)[0]?.money ?? null;
  }

  /** Name of that line, as `INV-1 line 4`. */
  firstName(key: string): string | null {
    const [first] = this.lines(key);
    return first?.money ? lineName(first.judged.bill, first.money.line) : null;
  }

  /** The bill of that line. */
  firstBill(key: string): DossierBill | null {
    return this.lines(key)[0]?.judged.bill ?? null;
  }

  /** Those allowed something first; where none was, those by which something was taken. */
  private lines(key: string): Allowance[] {
    const own = this.allowances.filter((one) => one.key === key && one.money !== null);
    const allowed = own.filter(({ amount }) => amount.isPositive());
    return allowed.length > 0 ? allowed : own;
  }
}

/**
 * Which charge and stop a line is for, by one name on every bill of the shipment: the place of its expected charge where
 * it was put beside one or could be, else its own charge (the linehaul family as one) and stop.
 */
export function chargeKey(
  line: AlignedLine,
  places: ReadonlyMap<number, readonly number[]>,
  rated: Rated | null,
): string {
  const [own] = line.line === null ? [] : (places.get(line.line) ?? []);
  if (own !== undefined) return placeKey(own);
  const charge = familyOf(line.charge);
  const fits = (stop: number | null) => line.stop === null || stop === null || stop === line.stop;
  const place = (rated?.expected ?? []).findIndex((owed) => owed.charge === charge && fits(owed.stop));
  return place >= 0 ? placeKey(place) : `${charge}@${line.stop ?? '-'}`;
}
