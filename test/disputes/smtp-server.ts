import { createServer, type Socket } from 'node:net';
import type { AddressInfo } from 'node:net';

/** What the server does with the next mail. */
export type Fault =
  /** Says 250 as it should. */
  | 'TAKE'
  /** Says 451: try again later. */
  | 'LATER'
  /** Says 550: never. */
  | 'NEVER'
  /** Has the mail, and breaks the connection before it says so. */
  | 'TAKE_AND_BREAK'
  /** Breaks the connection before the mail is there. */
  | 'BREAK';

/** A mail server on loopback that keeps what it is given and fails as it is told. */
export interface SmtpServer {
  url: string;
  mails: { from: string; to: string[]; content: string }[];
  /** One for each mail to come; when none is left mails are taken. */
  faults: Fault[];
  close(): Promise<void>;
}

interface Talk {
  from: string;
  to: string[];
  /** null: commands are read; else the lines of a mail so far. */
  lines: string[] | null;
}

/** Starts one on a free port. */
export async function smtpServer(): Promise<SmtpServer> {
  const sockets = new Set<Socket>();
  const kept: Pick<SmtpServer, 'mails' | 'faults'> = { mails: [], faults: [] };
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => sockets.delete(socket));
    socket.write('220 mail.example ESMTP\r\n');
    const talk: Talk = { from: '', to: [], lines: null };
    let rest = '';
    socket.on('data', (bytes) => {
      const lines = (rest + bytes.toString('latin1')).split('\r\n');
      rest = lines.pop() ?? '';
      for (const line of lines) answer(socket, talk, line, kept);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    ...kept,
    url: `smtp://127.0.0.1:${port}`,
    close: () => {
      for (const socket of sockets) socket.destroy();
      return new Promise((resolve) =>
        server.close(() => {
          resolve();
        }),
      );
    },
  };
}

function answer(socket: Socket, talk: Talk, line: string, kept: Pick<SmtpServer, 'mails' | 'faults'>): void {
  if (talk.lines !== null) {
    if (line === '.') endOfMail(socket, talk, kept);
    else talk.lines.push(line.startsWith('..') ? line.slice(1) : line);
    return;
  }
  command(socket, talk, line, kept);
}

function command(socket: Socket, talk: Talk, line: string, kept: Pick<SmtpServer, 'mails' | 'faults'>): void {
  const verb = line.slice(0, 4).toUpperCase();
  if (verb === 'EHLO') socket.write('250-mail.example\r\n250 8BITMIME\r\n');
  else if (verb === 'DATA') startOfMail(socket, talk, kept);
  else if (verb === 'QUIT') socket.end('221 bye\r\n');
  else {
    const address = /<([^>]*)>/.exec(line)?.[1] ?? '';
    if (verb === 'MAIL') Object.assign(talk, { from: address, to: [] });
    if (verb === 'RCPT') talk.to.push(address);
    socket.write('250 ok\r\n');
  }
}

function startOfMail(socket: Socket, talk: Talk, { faults }: Pick<SmtpServer, 'faults'>): void {
  if (faults[0] === 'BREAK') {
    faults.shift();
    socket.destroy();
    return;
  }
  talk.lines = [];
  socket.write('354 go on\r\n');
}

function endOfMail(socket: Socket, talk: Talk, { mails, faults }: Pick<SmtpServer, 'mails' | 'faults'>): void {
  const fault = faults.shift() ?? 'TAKE';
  const mail = { from: talk.from, to: talk.to, content: (talk.lines ?? []).join('\r\n') };
  talk.lines = null;
  if (fault === 'LATER') socket.write('451 the disk is full\r\n');
  else if (fault === 'NEVER') socket.write('550 no such mailbox\r\n');
  else {
    mails.push(mail);
    if (fault === 'TAKE_AND_BREAK') socket.destroy();
    else socket.write(`250 queued as ${mails.length}\r\n`);
  }
}
