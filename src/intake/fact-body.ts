import { applyDecorators } from '@nestjs/common';
import { ApiBody, ApiConsumes, ApiResponse } from '@nestjs/swagger';
import { examples } from './examples.ts';
import { type SentKind, shapes } from './understanding.ts';

/** Describes a route that takes facts of a kind: one, many, or lines. */
export function FactBody(kind: SentKind): MethodDecorator {
  const { schema } = shapes[kind];
  const example = examples[kind];
  return applyDecorators(
    ApiConsumes('application/json', 'application/x-ndjson'),
    ApiBody({
      schema: { oneOf: [schema, { type: 'array', items: schema, maxItems: 10_000 }] },
      examples: { one: { value: example }, many: { value: [example] } },
    }),
    ApiResponse({ status: 201, description: 'one taken in: `{ id, status: ACCEPTED }`' }),
    ApiResponse({
      status: 200,
      description: 'one that was known: `{ id, status: DUPLICATE }`; of many, what became of each',
    }),
    ApiResponse({ status: 409, description: 'the same source and id with other content: kept as a message, not used' }),
    ApiResponse({ status: 422, description: 'not valid: `errors` name every place' }),
  );
}
