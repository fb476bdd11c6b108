import type { lookup } from 'node:dns';
import { describe, expect, it } from '@jest/globals';
import { checkedLookup, isPublic, whyNotCalled, whyNotSaved } from './reach.ts';

const away = { loopback: false };

/** Every form in which somebody has reached a private address through a webhook. */
const forbidden = [
  'https://127.0.0.1/',
  'https://2130706433/',
  'https://0x7f.1/',
  'https://017700000001/',
  'https://127.1/',
  'https://[::1]/',
  'https://[::]/',
  'https://[::ffff:127.0.0.1]/',
  'https://[::ffff:7f00:1]/',
  'https://[::127.0.0.1]/',
  'https://0.0.0.0/',
  'https://0/',
  'https://169.254.169.254/latest/meta-data/',
  'https://[fd00:ec2::254]/',
  'https://10.0.0.5/',
  'https://172.16.0.1/',
  'https://172.31.255.255/',
  'https://192.168.1.1/',
  'https://100.64.0.1/',
  'https://198.18.0.1/',
  'https://224.0.0.1/',
  'https://255.255.255.255/',
  'https://[fc00::1]/',
  'https://[fd12:3456::1]/',
  'https://[fe80::1]/',
  'https://[ff02::1]/',
  'https://[64:ff9b::7f00:1]/',
  'https://[64:ff9b:1::a00:1]/',
  'https://[2002:7f00:1::]/',
  'https://[2001:0:7f00:1::]/',
  'https://[2001:db8::1]/',
];

describe('the address of a webhook', () => {
  it.each(forbidden)('%s is not called', (url) => {
    expect(whyNotCalled(url, away)).toMatch(/is not an address of the public Internet/);
  });

  it.each([
    ['http://receiver.example/in', 'only https is called'],
    ['ftp://receiver.example/in', 'only https is called'],
    ['file:///etc/passwd', 'only https is called'],
    ['https://receiver.example:22/', 'only the ports 443 and 8443 are called'],
    ['https://somebody:secret@receiver.example/', 'user and password do not belong into the address'],
    ['https://127.0.0.1@receiver.example/', 'user and password do not belong into the address'],
    ['receiver.example/in', 'this is no address such as https://receiver.example/freight'],
  ])('%s is refused: %s', (url, why) => {
    expect(whyNotCalled(url, away)).toBe(why);
  });

  it.each(['https://receiver.example/in?tenant=7', 'https://receiver.example:8443/', 'https://93.184.216.34/'])(
    '%s is called',
    (url) => {
      expect(whyNotCalled(url, away)).toBeNull();
    },
  );

  it('may be on this machine only where this service is reached from this machine only', () => {
    expect(whyNotCalled('http://127.0.0.1:9000/in', { loopback: true })).toBeNull();
    expect(whyNotCalled('http://localhost:9000/in', { loopback: true })).toBeNull();
    expect(whyNotCalled('http://localhost:9000/in', away)).toBe('only https is called');
    expect(whyNotCalled('https://10.0.0.5/in', { loopback: true })).toMatch(/public/);
  });

  it('knows the public Internet', () => {
    expect(['93.184.216.34', '2606:2800:220:1::1', '8.8.8.8'].map(isPublic)).toEqual([true, true, true]);
    expect(['not an address', '', '::ffff:8.8.8.8'].map(isPublic)).toEqual([false, false, false]);
  });
});

/** A name server with these answers, one after the other. */
function resolvesTo(...answers: string[][]): typeof lookup {
  const resolve = (_name: string, _options: unknown, done: (error: null, found: unknown) => void) => {
    const found = (answers.length > 1 ? answers.shift() : answers[0]) ?? [];
    done(
      null,
      found.map((address) => ({ address, family: address.includes(':') ? 6 : 4 })),
    );
  };
  return resolve as unknown as typeof lookup;
}

describe('the name of a webhook', () => {
  const url = 'https://receiver.example/in';

  it('is refused at saving when any of its addresses is private', async () => {
    expect(await whyNotSaved(url, { loopback: false, resolve: resolvesTo(['93.184.216.34']) })).toBeNull();
    expect(await whyNotSaved(url, { loopback: false, resolve: resolvesTo(['93.184.216.34', '10.0.0.5']) })).toBe(
      'receiver.example: 10.0.0.5 is not an address of the public Internet',
    );
    expect(await whyNotSaved(url, { loopback: true, resolve: resolvesTo(['127.0.0.1']) })).toMatch(/127\.0\.0\.1/);
  });

  it('is looked at again at every call, and the call goes to what was looked at', () => {
    const look = checkedLookup('receiver.example', {
      loopback: false,
      resolve: resolvesTo(['93.184.216.34'], ['127.0.0.1']),
    });
    const seen: unknown[] = [];
    const take = (error: Error | null, address: unknown) => seen.push(error?.message ?? address);
    look('receiver.example', { all: true }, take);
    look('receiver.example', { all: true }, take);
    look('receiver.example', {}, take);
    const refused = 'receiver.example: 127.0.0.1 is not an address of the public Internet';
    expect(seen).toEqual([[{ address: '93.184.216.34', family: 4 }], refused, refused]);
  });
});
