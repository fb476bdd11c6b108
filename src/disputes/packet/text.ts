import type { Letter, LetterLine } from './letter.ts';

function lineText(line: LetterLine, currency: string): string {
  return [
    `${line.place}. ${line.charge}, invoice ${line.invoice}, bill ${line.bill}${line.closed === null ? '' : ` (${line.closed})`}`,
    `   billed ${line.billed}, contract ${line.contract}, asked ${currency} ${line.asked}: ${line.reason}`,
    `   ${line.sentence}`,
    ...(line.cause === null ? [] : [`   Likely cause: ${line.cause}`]),
    `   What would change our mind: ${line.wouldChange}`,
  ].join('\n');
}

/** The letter as plain text, for readers of mail that show no HTML: what is asked and why; the proof is in the files. */
export function letterText(letter: Letter): string {
  const facts = letter.facts.map(({ label, value }) => `${label}: ${value}`).join('\n');
  const said = [...letter.message, ...letter.opening].join('\n\n');
  const lines = letter.lines.map((line) => lineText(line, letter.currency)).join('\n\n');
  return `${letter.title}\n\n${facts}\n\n${said}\n\n${lines}\n\n${letter.answering.join('\n\n')}\n`;
}
