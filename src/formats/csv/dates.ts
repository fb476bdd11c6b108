import { isDate } from '../../freight/time.ts';
import type { Reading } from './numbers.ts';

const parts: Readonly<Partial<Record<string, string>>> = {
  YYYY: '([0-9]{4})',
  MM: '([0-9]{1,2})',
  DD: '([0-9]{1,2})',
};

/** Whether a text tells how dates are written: `YYYY`, `MM` and `DD` once each, with anything between them. */
export function isDateFormat(format: string): boolean {
  return (['YYYY', 'MM', 'DD'] as const).every((part) => format.split(part).length === 2);
}

/** A cell as a date of the calendar, `YYYY-MM-DD`; `format` is how the sheet writes it. */
export function dateOf(text: string, format: string): Reading<string> {
  const names = [...format.matchAll(/YYYY|MM|DD/g)].map(([part]) => part);
  const pattern = format
    .split(/(YYYY|MM|DD)/)
    .map((part) => parts[part] ?? part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'))
    .join('');
  const found = new RegExp(`^${pattern}$`).exec(text.trim());
  const of = (name: string, length: number) => (found?.[names.indexOf(name) + 1] ?? '').padStart(length, '0');
  const value = `${of('YYYY', 4)}-${of('MM', 2)}-${of('DD', 2)}`;
  return found && isDate(value) ? { value } : { detail: `“${text.slice(0, 40)}” is no date written ${format}` };
}
