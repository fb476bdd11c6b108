import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { numbered } from './readable.ts';

/** Noto Sans has all Latin, Greek and Cyrillic there is, which none of PDF's own typefaces have. */
const { resolve } = createRequire(import.meta.url);
const fontFile = (weight: string) => resolve(`@expo-google-fonts/noto-sans/${weight}/NotoSans_${weight}.ttf`);

/** The typeface of a letter, in the two weights it is set in, as the bytes of their files. */
export interface Typeface {
  regular: Buffer;
  strong: Buffer;
}

let read: Typeface | null = null;

/** Reads the typeface from its package, once in a process. */
export function typeface(): Typeface {
  read ??= { regular: readFileSync(fontFile('400Regular')), strong: readFileSync(fontFile('600SemiBold')) };
  return read;
}

/** Signs that Noto Sans leaves to other typefaces and that plain ones say as well. */
const plainer: Readonly<Record<string, string>> = {
  '→': '->',
  '←': '<-',
  '≤': '<=',
  '≥': '>=',
  '≠': '!=',
  '≈': '~',
  '■': '•',
  '✓': 'yes',
};

/** Anything made of texts, lists of them, and nulls. */
type Texts = string | null | Texts[] | { [name: string]: Texts };

/**
 * The same texts with only what the typeface has: a plainer sign where there is one, else the character's number.
 *
 * @returns the texts, and the characters that stand as numbers
 */
export function settable<T extends object>(
  texts: T,
  has: (codePoint: number) => boolean,
): { set: T; missing: string[] } {
  const missing = new Set<string>();
  const one = (character: string): string => {
    if (character === '\n' || has(character.codePointAt(0) ?? 0)) return character;
    const other = plainer[character];
    if (other !== undefined) return other;
    missing.add(character);
    return numbered(character);
  };
  const all = (value: Texts): Texts => {
    if (value === null || typeof value === 'number') return value;
    if (typeof value === 'string') return Array.from(value, one).join('');
    if (Array.isArray(value)) return value.map(all);
    return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, all(inner)]));
  };
  return { set: all(texts as Texts) as T, missing: [...missing] };
}
