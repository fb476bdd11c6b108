import { mkdir, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createTransport } from 'nodemailer';

/** A mail as it is put together for a carrier. */
export interface Mail {
  /** Names the file where nothing is sent: letters, digits and dashes. */
  name: string;
  /** The same at every attempt, so that a mail that arrives twice is known as one. */
  messageId: string;
  /** What other mails of the same dispute refer to as well. */
  thread: string;
  /** null: the carrier has no address; such a mail can be written as a file alone. */
  to: { name: string; address: string } | null;
  replyTo: { name: string; address: string } | null;
  subject: string;
  text: string;
  html: string;
  attachments: { filename: string; content: Buffer; contentType: string }[];
}

/** Where mails go. @returns what whoever took it answered */
export interface Mailer {
  /** Whether a mail without an address can be taken. */
  needsAddress: boolean;
  send(mail: Mail): Promise<string>;
  close(): void;
}

/** What the environment says about mail. */
export interface MailPlace {
  /** null: mails are written as files. */
  smtpUrl: string | null;
  smtpFrom: string;
  dataDir: string;
}

/** Why a mail was not taken; trying again can help unless it is `forGood`. */
export class NotSent extends Error {
  constructor(
    message: string,
    readonly forGood: boolean,
  ) {
    super(message);
  }
}

/** Nothing in a mail may make the service read a file or an address of the network. */
const closed = { disableFileAccess: true, disableUrlAccess: true };
const waits = { connectionTimeout: 10_000, greetingTimeout: 10_000, socketTimeout: 30_000 };

const messageOf = (from: string, mail: Mail) => ({
  from,
  ...(mail.to ? { to: mail.to } : {}),
  ...(mail.replyTo ? { replyTo: mail.replyTo } : {}),
  messageId: mail.messageId,
  references: mail.thread,
  subject: mail.subject,
  text: mail.text,
  html: mail.html,
  attachments: mail.attachments,
});

/** Sends by SMTP where there is a server, else writes mails as `.eml` files into `DATA_DIR/outbox`. */
export function mailerOf(place: MailPlace): Mailer {
  return place.smtpUrl === null ? fileMailer(place) : smtpMailer(place.smtpUrl, place.smtpFrom);
}

function smtpMailer(url: string, from: string): Mailer {
  const transport = createTransport({ url, ...waits, ...closed });
  return {
    needsAddress: true,
    send: async (mail) => {
      try {
        const { response } = await transport.sendMail(messageOf(from, mail));
        return response;
      } catch (error) {
        throw notSent(error);
      }
    },
    close: () => {
      transport.close();
    },
  };
}

/** A server that says 5xx to the mail will say so again; one that does not know us, or does not answer, may be mended. */
function notSent(error: unknown): NotSent {
  const {
    message = String(error),
    responseCode = 0,
    code = '',
  } = error as Partial<Error> & {
    responseCode?: number;
    code?: string;
  };
  return new NotSent(message, responseCode >= 500 && code !== 'EAUTH');
}

function fileMailer({ dataDir, smtpFrom }: MailPlace): Mailer {
  const transport = createTransport({ streamTransport: true, buffer: true, newline: 'windows', ...closed });
  return {
    needsAddress: false,
    send: async (mail) => {
      const { message } = await transport.sendMail(messageOf(smtpFrom, mail));
      const folder = join(dataDir, 'outbox');
      await mkdir(folder, { recursive: true });
      const file = join(folder, `${mail.name}.eml`);
      // Whoever looks into the folder finds whole mails only.
      await writeFile(`${file}.part`, message as Buffer);
      await rename(`${file}.part`, file);
      return `written to outbox/${mail.name}.eml`;
    },
    close: () => {
      transport.close();
    },
  };
}
