import { expect, it } from '@jest/globals';
import { examples } from './examples.ts';
import { kindOfFile, kindOfItem } from './file-kind.ts';

it.each(Object.entries(examples))('an example of %s is known as one', (kind, example) => {
  expect(kindOfItem(example)).toBe(kind);
});

it.each([
  ['a contract', { contractId: 'C', lanes: [] }, 'contract'],
  ['an index value', { period: '2026-03-02', value: '4', publishedOn: '2026-03-02' }, 'index-value'],
  ['a document known by its type alone', { type: 'POD', references: [] }, 'document'],
  ['an event known by its time alone', { type: 'DELIVERED', occurredAt: '2026-03-04T07:40:00Z' }, 'event'],
  ['something else', { hello: 'world' }, null],
  ['a list', [], null],
])('%s is told by what stands in it', (_, value, kind) => {
  expect(kindOfItem(value)).toBe(kind);
});

it.each([
  ['ISA*00*', 'x12'],
  ['\ufeff\r\nISA|00|', 'x12'],
  [' {"a":1}', 'json'],
  ['[', 'json'],
  ['ISAAC', null],
  ['hello', null],
])('a file that begins with %j', (head, kind) => {
  expect(kindOfFile(head)).toBe(kind);
});
