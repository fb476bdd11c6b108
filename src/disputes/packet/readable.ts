/** Characters without a shape that change nothing of what is read. */
const invisible = /[\u00ad\u200b-\u200d\u2060\ufeff]/g;

/** Controls, marks that turn the direction of writing, private and unassigned characters: a text must not hide in them. */
const unreadable = /[\p{Cc}\p{Cf}\p{Co}\p{Cs}\p{Cn}]/gu;

/** A character by its number: `[U+202E]`. */
export function numbered(character: string): string {
  const code = (character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0');
  return `[U+${code}]`;
}

/**
 * A text of somebody else as it may be shown: composed (NFC), with line ends kept as `\n`; what has no shape and no
 * meaning is gone, and any other character that cannot be seen stands as its number.
 */
export function readable(text: string): string {
  return text
    .normalize('NFC')
    .replace(/\r\n?|[\u0085\u2028\u2029\v\f]/g, '\n')
    .replaceAll('\t', ' ')
    .replace(invisible, '')
    .replace(unreadable, (one) => (one === '\n' ? one : numbered(one)))
    .trim();
}

/** The same in one line. */
export function onOneLine(text: string): string {
  return readable(text).replace(/\s+/g, ' ');
}
