import type { DisputePacket } from '../../freight/dispute.ts';
import { letterHtml } from '../packet/html.ts';
import { dateWords, type Letter, letterOf } from '../packet/letter.ts';
import { letterPdf, paperOf } from '../packet/pdf.ts';
import { onOneLine, readable } from '../packet/readable.ts';
import { letterText } from '../packet/text.ts';
import type { Mail } from './mailer.ts';

/** What waits to be told to a carrier. */
export interface Outgoing {
  messageId: string;
  disputeId: string;
  kind: string;
  text: string | null;
  /** What master data has as the carrier's contact for disputes; an address may stand in it. */
  disputeContact: string | null;
}

const before: Readonly<Record<string, string>> = {
  PROPOSAL: 'Proposal: ',
  WITHDRAWAL: 'Withdrawn: ',
  REMINDER: 'Reminder: ',
  RESOLUTION: 'Closed: ',
};

const addressPattern = /[^\s@<>"(),:;\\[\]]+@[^\s@<>"(),:;\\[\]]+\.[^\s@<>"(),:;\\[\].]+/;

/** The address in a contact as people write it: `Claims desk <claims@abcd.example>`; null: there is none. */
export function addressIn(contact: string | null): string | null {
  return addressPattern.exec(contact ?? '')?.[0] ?? null;
}

function subjectOf(kind: string, packet: DisputePacket): string {
  const { answerBy, currency, asked, number } = packet;
  const by = answerBy === null || kind === 'RESOLUTION' ? '' : `, answer by ${dateWords(answerBy)}`;
  return onOneLine(`${before[kind] ?? ''}Dispute ${number}: ${currency} ${asked}${by}`);
}

/** The letter with the words of this message above it, where it has its own. */
function withWords(letter: Letter, text: string | null): Letter {
  const words = readable(text ?? '')
    .split(/\n+/)
    .filter((paragraph) => paragraph !== '');
  return words.length === 0 ? letter : { ...letter, message: words };
}

/** A message to a carrier as mail: the letter as text and HTML, and as the files it can keep. */
export async function mailOf(outgoing: Outgoing, packet: DisputePacket, from: string): Promise<Mail> {
  const letter = withWords(letterOf(packet), outgoing.text);
  const html = letterHtml(letter);
  const pdf = await letterPdf(letter, paperOf(packet));
  const address = addressIn(outgoing.disputeContact);
  const domain = addressIn(from)?.split('@')[1] ?? 'localhost';
  const { contact, number, carrier } = packet;
  return {
    name: `${number}-${outgoing.messageId}`,
    messageId: `<${outgoing.messageId}@${domain}>`,
    thread: `<${outgoing.disputeId}@${domain}>`,
    to: address === null ? null : { name: onOneLine(carrier.name ?? carrier.code), address },
    replyTo: contact && addressIn(contact.email) ? { name: onOneLine(contact.name), address: contact.email } : null,
    subject: subjectOf(outgoing.kind, packet),
    text: letterText(letter),
    html,
    attachments: [
      { filename: `${number}.pdf`, content: pdf, contentType: 'application/pdf' },
      { filename: `${number}.html`, content: Buffer.from(html), contentType: 'text/html; charset=utf-8' },
    ],
  };
}
