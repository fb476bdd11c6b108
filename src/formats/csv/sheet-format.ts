import { isObject, type Json, type JsonObject } from './json.ts';
import type { NumberFormat } from './numbers.ts';
import { type Separator, separators } from './read-csv.ts';
import type { NoteProblem, SheetFormat } from './sheet.ts';

const oneOf = <T extends string>(list: readonly T[], value: Json | undefined): T | undefined =>
  list.find((each) => each === value);

/** How sheets are written, as a mapping says it; what it does not say is as in `general`. */
export function sheetFormat(node: JsonObject, general: SheetFormat, note: NoteProblem): SheetFormat {
  const format: SheetFormat = { ...general };
  const { separator, header, numbers } = node;
  const known = oneOf<Separator>(separators, separator);
  if (known !== undefined) format.separator = known;
  else if (separator !== undefined) note({ detail: 'mapping: separator is one of , ; | and a tab' });
  if (typeof header === 'number' && header >= 1) format.header = header;
  else if (header !== undefined) note({ detail: 'mapping: header is the number of the row with the column names' });
  if (numbers !== undefined) format.numbers = numberFormat(numbers, note);
  return format;
}

function numberFormat(node: Json, note: NoteProblem): NumberFormat {
  const said = isObject(node) ? node : {};
  const format: NumberFormat = {};
  const decimal = oneOf(['.', ','] as const, said.decimal);
  const thousands = oneOf([',', '.', ' ', "'"] as const, said.thousands);
  if (decimal) format.decimal = decimal;
  if (thousands) format.thousands = thousands;
  if (Array.isArray(said.currency)) format.currency = said.currency.filter((sign) => typeof sign === 'string');
  for (const key of Object.keys(said))
    if (!Object.hasOwn(format, key)) note({ detail: `mapping: numbers.${key} is not understood` });
  if (thousands !== undefined && thousands === (decimal ?? '.'))
    note({ detail: 'mapping: numbers.thousands and numbers.decimal are the same' });
  return format;
}
