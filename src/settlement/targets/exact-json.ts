/** A number that is written into JSON digit by digit, as it stands, for interfaces that take no texts. */
export class ExactNumber {
  constructor(readonly digits: string) {
    if (!/^-?\d+(\.\d+)?$/.test(digits)) throw new RangeError(`not a number: ${digits.slice(0, 40)}`);
  }
}

/** JSON with exact numbers: an amount never goes through a binary fraction. What is undefined is left out. */
export function exactJson(value: unknown): string {
  if (value instanceof ExactNumber) return value.digits;
  if (Array.isArray(value)) return `[${value.map((one) => exactJson(one ?? null)).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const fields = Object.entries(value).filter(([, field]) => field !== undefined);
  return `{${fields.map(([name, field]) => `${JSON.stringify(name)}:${exactJson(field)}`).join(',')}}`;
}

const textOrNumber = /"[^"\\]*(?:\\.[^"\\]*)*"|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/g;

/** JSON read with its numbers as texts, as they were written; undefined when it is no JSON. */
export function readExactly(json: string): unknown {
  try {
    return JSON.parse(json.replace(textOrNumber, (token) => (token.startsWith('"') ? token : `"${token}"`))) as unknown;
  } catch {
    return undefined;
  }
}
