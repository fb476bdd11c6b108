import { setTimeout as sleep } from 'node:timers/promises';
import type { ServiceClient } from '../../../seeds/service-client.ts';
import type { History } from './history.ts';
import type { Chance } from './random.ts';
import type { Door, Fact } from './stories.ts';

/** A service that runs, as two people speak to it. */
export interface TwoPeople {
  maker: ServiceClient;
  checker: ServiceClient;
}

const doors: Partial<Record<Door, string>> = {
  shipments: '/v1/shipments',
  events: '/v1/events',
  documents: '/v1/documents',
  invoices: '/v1/invoices',
};

/** What happens after the facts of a round have been sent, before anybody waits for anything. */
export type BetweenRounds = (round: number) => Promise<void>;

const nothing: BetweenRounds = () => Promise.resolve();

/** Plays all histories side by side, round by round, and releases what was held; all answers are final then. */
export async function play(
  service: TwoPeople,
  histories: readonly History[],
  chance: Chance,
  between: BetweenRounds = nothing,
): Promise<void> {
  await prepare(service, histories);
  const last = Math.max(...histories.flatMap(({ rounds }) => rounds));
  for (let round = 0; round <= last; round += 1) {
    const facts = histories.flatMap((history) => history.facts.filter((_, place) => history.rounds[place] === round));
    await send(service, facts);
    await between(round);
    // Sometimes everything is paid before the next facts come, sometimes only audited, sometimes neither.
    const patience = chance.upTo(4);
    if (patience > 0) await untilQuiet(service, patience > 1);
  }
  do await untilQuiet(service, true);
  while (await releaseHeld(service));
}

/** What is no fact about a shipment: master data, and contracts that wait for the second person's word. */
async function prepare({ maker }: TwoPeople, histories: readonly History[]): Promise<void> {
  const known = histories.filter(({ story }) => story.known);
  for (const { names } of known) {
    await maker.send('POST', '/v1/carriers', { carrier: names.carrier, name: names.carrier });
    await maker.send('POST', '/v1/legal-entities', { legalEntity: names.legalEntity, timeZone: 'America/New_York' });
  }
  await atOnce(histories, async ({ facts }) => {
    for (const { body } of facts.filter(({ door }) => door === 'activation')) {
      await maker.send('POST', '/v1/contracts', body);
      await maker.send('POST', `${pathOf(body)}/submissions`, {});
    }
  });
}

function pathOf(contract: Record<string, unknown>): string {
  return `/v1/contracts/${String(contract.contractId)}/versions/${String(contract.version)}`;
}

async function send({ maker, checker }: TwoPeople, facts: readonly Fact[]): Promise<void> {
  const through = (door: Door) => facts.filter((fact) => fact.door === door).map(({ body }) => body);
  await Promise.all([
    ...Object.entries(doors).map(async ([door, path]) => {
      const bodies = through(door as Door);
      if (bodies.length === 0) return;
      const { refused, results } = (await maker.send('POST', path, bodies)) as { refused: number; results: unknown[] };
      if (refused > 0) throw new Error(`${path}: ${JSON.stringify(results.find(isRefused))}`);
    }),
    atOnce(through('index'), async (body) => {
      await maker.send('POST', `/v1/indexes/${String(body.series)}/values`, body);
    }),
  ]);
  await atOnce(through('activation'), async (body) => {
    await checker.send('POST', `${pathOf(body)}/activations`, {});
  });
}

const isRefused = (result: unknown): boolean => (result as { problem?: unknown }).problem !== undefined;

interface Backlog {
  staleCases: number;
  parkedCases: number;
  quarantinedMessages: number;
  postings: Record<string, number>;
}

const onTheWay = ['PENDING', 'SENDING', 'UNKNOWN', 'REFUSED'];

async function untilQuiet({ maker }: TwoPeople, paid: boolean): Promise<void> {
  for (let tries = 0; tries < 4800; tries += 1) {
    const backlog = (await maker.get('/v1/insights/backlog')) as Backlog;
    const open = paid ? onTheWay.reduce((sum, state) => sum + (backlog.postings[state] ?? 0), 0) : 0;
    if (backlog.staleCases === 0 && open === 0) return;
    await sleep(50);
  }
  throw new Error(`not quiet within four minutes: ${JSON.stringify(await maker.get('/v1/insights/backlog'))}`);
}

async function releaseHeld({ checker }: TwoPeople): Promise<boolean> {
  const { data } = (await checker.get('/v1/postings?state=HELD&limit=200')) as { data: { postingId: string }[] };
  await atOnce(data, async ({ postingId }) => {
    await checker.send('POST', `/v1/postings/${postingId}/releases`, {}, { 'idempotency-key': `release-${postingId}` });
  });
  return data.length > 0;
}

/** A few at a time. */
export async function atOnce<T>(all: readonly T[], work: (one: T) => Promise<void>): Promise<void> {
  const left = [...all];
  const hand = async (): Promise<void> => {
    for (let one = left.shift(); one !== undefined; one = left.shift()) await work(one);
  };
  await Promise.all(Array.from({ length: 8 }, hand));
}
