import { discountOf, netOf, times } from './carrier-billing.ts';
import type { Line, Load } from './demo-builders.ts';

export interface Billed {
  gross: string;
  discount?: string;
  fuelPercent?: string;
  extra?: Line[];
}

/** The carrier's usual four lines: gross, discount, fuel on the net, extras. */
export function ltlLines({ gross, discount = '0.62', fuelPercent = '0.3', extra = [] }: Billed): Line[] {
  const net = netOf(gross, discount);
  const discounted: Line[] = discount === '0' ? [] : [['DISCOUNT', discountOf(gross, discount), { rawCode: 'DSC' }]];
  return [
    ['LINEHAUL', gross, { rawCode: '400' }],
    ...discounted,
    ['FUEL', times(net, fuelPercent), { rawCode: 'FUE' }],
    ...extra,
  ];
}

export type Maker = (number: number, more?: Partial<Load>) => Load;
export type Fuel = (load: Load, weeksBack?: number) => string;
export type Honest = (load: Load) => Billed;

export const liftgate: Line = ['LIFTGATE_DELIVERY', '85.00', { rawCode: 'LFT', stop: 2 }];
