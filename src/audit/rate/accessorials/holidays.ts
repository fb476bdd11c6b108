import type { Holidays } from '../../../freight/accessorial.ts';
import type { LocalDate } from '../../../freight/time.ts';
import type { Need } from '../../expected.ts';
import type { WorkingSource } from '../../working.ts';
import type { Rating } from '../context.ts';
import { contractSource } from '../sources.ts';

/** Days on which nobody works, and who says so; no source where nobody names any. */
export interface KnownHolidays {
  days: ReadonlySet<LocalDate>;
  source: WorkingSource | null;
}

const none: KnownHolidays = { days: new Set(), source: null };

/** The holidays a clause names: its own days, or a calendar of the master data; one that is not there is a missing fact. */
export function holidaysOf(
  holidays: Holidays | null | undefined,
  pointer: string,
  { contract, dossier }: Rating,
): KnownHolidays | Need {
  if (!holidays) return none;
  if (typeof holidays !== 'string') return { days: new Set(holidays), source: contractSource(contract, pointer) };
  const known = dossier.calendars.find(({ calendar }) => calendar === holidays);
  if (!known) return { fact: `calendar ${holidays} of the master data`, reason: 'FACT_MISSING', from: 'US' };
  const version = known.version ?? null;
  return {
    days: new Set(known.holidays),
    source: {
      kind: 'RULE',
      id: `calendar ${holidays}`,
      version: version === null ? null : `${version}`,
      pointer: '/holidays',
    },
  };
}
