import type { ChargeCode, ReasonCode } from '../../freight/codes.ts';
import { zero } from '../../freight/money.ts';
import type { Rounding } from '../../freight/money.ts';
import type { ExpectedCharge, Need } from '../expected.ts';
import type { Working, WorkingSource } from '../working.ts';
import { isProven, rounded } from './figure.ts';
import type { Price } from './figure.ts';
import { ruleSource } from './sources.ts';

/** Which charge is expected, where, and which check compares it. */
export interface Slot {
  charge: ChargeCode;
  stop: number | null;
  check: string;
  basis: ExpectedCharge['basis'];
  invoiceContent?: ExpectedCharge['invoiceContent'];
}

const modeNames = { HALF_UP: 'half up', HALF_EVEN: 'half to even', UP: 'up', DOWN: 'down' } as const;

function workingOfNothing(label: string, unit: string, source: WorkingSource | null): Working {
  return { value: '0', unit, op: 'LEAF', label, inputs: [], source: source ?? ruleSource('nothing-owed', '/') };
}

/** A charge that is owed: its figure, rounded once as the contract says. */
export function owed(
  slot: Slot,
  price: Price,
  money: { currency: string; rounding: Rounding },
  more: Partial<Pick<ExpectedCharge, 'reason' | 'afterDeadline'>> = {},
): ExpectedCharge {
  if (!isProven(price)) {
    const asked = price.check === undefined ? slot : { ...slot, check: price.check };
    return notProvable(asked, price.needs, money.currency, more.afterDeadline ?? null);
  }
  const { mode, places } = money.rounding;
  const label = `rounded to ${places} places, ${modeNames[mode]}`;
  const figure = rounded(price, money.rounding, { label, unit: money.currency });
  // Assigned and not spread, which is slow where members are added (docs/performance.md).
  return Object.assign({}, slot, {
    amount: figure.value,
    reason: more.reason ?? null,
    needs: [],
    afterDeadline: null,
    certain: false,
    working: figure.working,
  });
}

/** A charge of which nothing is owed, and why. `certain`: whatever missing delivery facts would say. */
export function nothing(
  slot: Slot,
  reason: ReasonCode | null,
  unit: string,
  more: { certain: boolean; why: string; source?: WorkingSource | null },
): ExpectedCharge {
  const working = workingOfNothing(more.why, unit, more.source ?? null);
  return { ...slot, amount: zero, reason, needs: [], afterDeadline: null, certain: more.certain, working };
}

/** A charge that can not be proved yet. `afterDeadline` null: a person looks when the deadline has passed. */
export function notProvable(
  slot: Slot,
  needs: readonly Need[],
  unit: string,
  afterDeadline: ReasonCode | null,
): ExpectedCharge {
  const working: Working = {
    value: null,
    unit,
    op: 'SAME',
    label: `not provable yet: needs ${needs.map(({ fact }) => fact).join(', ')}`,
    inputs: [],
  };
  const reason = needs[0]?.reason ?? 'FACT_MISSING';
  return { ...slot, amount: null, reason, needs: distinct(needs), afterDeadline, certain: false, working };
}

function distinct(needs: readonly Need[]): Need[] {
  return needs.filter(({ fact }, index) => needs.findIndex((other) => other.fact === fact) === index);
}
