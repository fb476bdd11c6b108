/** What makes a text unfit to be taken in: where, and why. */
export interface UnfitText {
  code: 'invalid-text' | 'invalid-json' | 'too-deep';
  detail: string;
  offset: number;
}

/** JSON is nested at most so deep. */
const deepest = 32;

/**
 * Looks over JSON text before it is parsed: nesting beyond 32, U+0000 and lone surrogates (as such or escaped), which no
 * database keeps. Null: it is fit.
 */
export function unfitJson(text: string): UnfitText | null {
  let depth = 0;
  for (let at = 0; at < text.length; at += 1) {
    const unit = text.charCodeAt(at);
    if (unit === quote) {
      const end = endOfString(text, at);
      if (typeof end !== 'number') return end;
      at = end;
    } else if (unit === brace || unit === bracket) {
      depth += 1;
      if (depth > deepest) return { code: 'too-deep', detail: `nested deeper than ${deepest} levels`, offset: at };
    } else if (unit === endBrace || unit === endBracket) depth -= 1;
  }
  return unfitText(text);
}

/** Where the string that begins at a quote ends (the text's end when it does not), or what is unfit in it. */
function endOfString(text: string, begin: number): number | UnfitText {
  for (let at = begin + 1; at < text.length; at += 1) {
    const unit = text.charCodeAt(at);
    if (unit === quote) return at;
    if (unit !== backslash) continue;
    const unfit = text.charCodeAt(at + 1) === letterU ? unfitEscape(text, at) : null;
    if (unfit) return unfit;
    at += 1;
  }
  return text.length;
}

/**
 * A name that stands twice in one object of a JSON text: a reader would keep the last of the two and lose the other.
 * `value` is what the text was read as; null: every name stands once.
 */
export function repeatedName(text: string, value: unknown): UnfitText | null {
  // Mostly the counts are equal, and the text need not be looked over.
  return (text.match(/"\s*:/g)?.length ?? 0) === namesIn(value) ? null : firstRepeated(text);
}

function namesIn(value: unknown): number {
  if (typeof value !== 'object' || value === null) return 0;
  const parts = Object.values(value);
  return parts.reduce<number>((count, part) => count + namesIn(part), Array.isArray(value) ? 0 : parts.length);
}

function firstRepeated(text: string): UnfitText | null {
  const open: Set<string>[] = [];
  for (let at = 0; at < text.length; at += 1) {
    const unit = text.charCodeAt(at);
    if (opening.includes(unit)) open.push(new Set());
    else if (closing.includes(unit)) open.pop();
    if (unit !== quote) continue;
    const end = endOfString(text, at);
    if (typeof end !== 'number') return end;
    const name = isName(text, end) ? text.slice(at, end + 1) : null;
    if (name !== null && !added(open.at(-1), JSON.parse(name) as string))
      return { code: 'invalid-json', detail: `${name.slice(0, 60)} stands twice in one object`, offset: at };
    at = end;
  }
  return null;
}

/** A string that a colon follows names a member. */
function isName(text: string, end: number): boolean {
  let at = end + 1;
  while (/\s/.test(text.charAt(at))) at += 1;
  return text.charAt(at) === ':';
}

/** False for a name that the object has already. */
function added(names: Set<string> | undefined, name: string): boolean {
  const isNew = names?.has(name) !== true;
  names?.add(name);
  return isNew;
}

/** Looks over text that was read as UTF-8, and so has no lone surrogates: U+0000 alone is left. Null: it is fit. */
export function unfitText(text: string): UnfitText | null {
  const zero = text.indexOf('\0');
  return zero < 0 ? null : { code: 'invalid-text', detail: 'U+0000 is not allowed in text', offset: zero };
}

const [quote, backslash, letterU, brace, bracket, endBrace, endBracket] = [34, 92, 117, 123, 91, 125, 93];
const [opening, closing] = [
  [brace, bracket],
  [endBrace, endBracket],
];

function hex(text: string, at: number): number {
  return text.charCodeAt(at) === backslash && text.charCodeAt(at + 1) === letterU
    ? parseInt(text.slice(at + 2, at + 6), 16)
    : NaN;
}

const isHigh = (unit: number) => unit >= 0xd800 && unit <= 0xdbff;
const isLow = (unit: number) => unit >= 0xdc00 && unit <= 0xdfff;

function unfitEscape(text: string, at: number): UnfitText | null {
  const unit = hex(text, at);
  if (unit === 0) return { code: 'invalid-text', detail: 'U+0000 is not allowed in text', offset: at };
  const paired = isHigh(unit) ? isLow(hex(text, at + 6)) : !isLow(unit) || (at >= 6 && isHigh(hex(text, at - 6)));
  if (paired) return null;
  return { code: 'invalid-text', detail: 'half a character (a lone surrogate) is not allowed', offset: at };
}
