import type { ZoneTableRate } from '../../../freight/linehaul.ts';
import { decimal } from '../../../freight/money.ts';
import { firstMove } from '../bands.ts';
import { type Note, step } from '../finding.ts';
import { MeetingIndex } from '../places/meetings.ts';
import type { Overlap } from '../places/zone-overlaps.ts';
import { postalLength, waysOf, wayText } from '../places/ways.ts';

/** Between the divisors for inches (139, 166, 194) and those for centimetres (4,000 to 6,000). */
const betweenDivisors = 1000;

/** Parcel rates: every zone rated, nothing cheaper by more weight, no place in two zones. */
export function lintZoneTable(rate: ZoneTableRate, at: string, note: Note): void {
  for (const [index, { zone }] of rate.zones.entries())
    if (!rate.rates[zone]?.length) note('ZONE_UNRATED', `${at}/zones/${index}`, `Zone ${zone} has no rates.`);
  for (const [zone, rows] of Object.entries(rate.rates)) {
    const pointer = `${at}/rates/${step(zone)}`;
    const fall = firstMove(
      rows.map(({ amount }) => amount),
      'FALLS',
    );
    if (fall)
      note(
        'AMOUNT_FALLS',
        `${pointer}/${fall.index}/amount`,
        `In zone ${zone} the amount falls from ${fall.before} to ${fall.after} at ${rows[fall.index]?.upTo ?? ''} ${rate.weightUnit}.`,
      );
  }
  if (!rate.perExtra) note('ZONE_TABLE_ENDS', at, 'Above the last row there is no rate.');
  lintDivisor(rate, at, note);
  lintZones(rate, at, note);
}

function lintDivisor({ dimDivisor, weightUnit }: ZoneTableRate, at: string, note: Note): void {
  if (!dimDivisor) return;
  const forInches = decimal(dimDivisor).lessThan(betweenDivisors);
  if (forInches !== (weightUnit === 'LB'))
    note(
      'DIVISOR_UNIT',
      `${at}/dimDivisor`,
      `${dimDivisor} is a divisor for cubic ${forInches ? 'inches' : 'centimetres'}, but weights are in ${weightUnit}.`,
    );
}

const noZones: ReadonlyMap<string, ReadonlyMap<string, Overlap>> = new Map();

function lintZones({ zones }: ZoneTableRate, at: string, note: Note): void {
  const length = postalLength(zones.map(({ destination }) => destination));
  const ways = zones.map(({ destination }, id) => ({ id, ways: waysOf(destination, length) }));
  const index = new MeetingIndex(ways, noZones);
  for (const [position, { zone }] of zones.entries())
    for (const [other, { way }] of index.meetings(ways[position]?.ways ?? [])) {
      const rival = zones[other];
      if (!rival || other >= position || rival.zone === zone) continue;
      note(
        'ZONE_AMBIGUOUS',
        `${at}/zones/${position}`,
        `Zones ${zone} and ${rival.zone} (${at}/zones/${other}) are equally specific for ${wayText(way)}.`,
      );
      break;
    }
}
