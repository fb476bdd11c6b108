import { createServer, type IncomingHttpHeaders, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { DataSource } from 'typeorm';
import { announce, type News } from '../../src/ledger/announcements.ts';
import { eventually, type Json, type RunningService } from './service.ts';

/** One call as it was heard. */
export interface Heard {
  headers: IncomingHttpHeaders;
  body: string;
  event: Json;
}

/** Somebody who is told of events and answers as told. */
export interface Receiver {
  url: string;
  heard: Heard[];
  answer: (response: ServerResponse, heard: Heard) => void;
  server: Server;
}

const receivers: Receiver[] = [];

/** A receiver on loopback; takes everything unless told otherwise. */
export async function aReceiver(
  answer: Receiver['answer'] = (response) => response.writeHead(204).end(),
): Promise<Receiver> {
  const receiver: Receiver = { url: '', heard: [], answer, server: createServer() };
  receiver.server.on('request', (request, response: ServerResponse) => {
    let body = '';
    request.on('data', (chunk) => (body += String(chunk)));
    request.on('end', () => {
      const heard = { headers: request.headers, body, event: JSON.parse(body) };
      receiver.heard.push(heard);
      receiver.answer(response, heard);
    });
  });
  await new Promise<void>((resolve) => receiver.server.listen(0, '127.0.0.1', resolve));
  receiver.url = `http://127.0.0.1:${(receiver.server.address() as AddressInfo).port}/in`;
  receivers.push(receiver);
  return receiver;
}

/** Ends every receiver. */
export function endReceivers(): void {
  for (const { server } of receivers) {
    server.closeAllConnections();
    server.close();
  }
}

/** An answer of this status. */
export const status = (code: number) => (response: ServerResponse) => response.writeHead(code).end();

/** What a receiver heard of a subject. */
export const about = (receiver: Receiver, subject: string): Heard[] =>
  receiver.heard.filter(({ event }) => event.subject === subject);

/** Waits until a receiver has heard of a subject so often. */
export async function heardOf(receiver: Receiver, subject: string, times = 1): Promise<Heard[]> {
  return eventually(async () => {
    const found = about(receiver, subject);
    if (found.length < times) throw new Error(`${subject} was heard ${found.length} times`);
    return Promise.resolve(found);
  });
}

/** News of a dispute of carrier ABCD with ACME-US. */
export const news = (subject: string, changes: Partial<News> = {}): News => ({
  type: 'freight.dispute.answered.v1',
  subject,
  carrier: 'ABCD',
  legalEntity: 'ACME-US',
  data: { disputeId: subject },
  ...changes,
});

/** Tells news as the rooms below do. */
export const tell = (db: DataSource, ...what: News[]): Promise<void> => db.transaction((tx) => announce(tx, what));

/** A webhook for what goes to a receiver, of every type unless told otherwise. */
export async function hooked({ maker }: RunningService, receiver: Receiver, changes: object = {}): Promise<Json> {
  const { status, body } = await maker.post('/v1/webhooks', { url: receiver.url, types: ['freight.*'], ...changes });
  if (status !== 201) throw new Error(`${status} ${JSON.stringify(body)}`);
  return body;
}

/** Deliveries of a webhook, newest first. */
export const deliveries = async ({ maker }: RunningService, hook: Json, query = ''): Promise<Json[]> =>
  (await maker.get(`/v1/webhooks/${hook.webhookId}/deliveries${query}`)).body.data as Json[];

/** Ends a webhook. */
export const unhook = ({ maker }: RunningService, hook: Json) => maker.call('DELETE', `/v1/webhooks/${hook.webhookId}`);
