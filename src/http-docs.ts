import type { INestApplication } from '@nestjs/common';
import { DocumentBuilder, type OpenAPIObject, SwaggerModule } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import swaggerUi from 'swagger-ui-express';
import { describedEvents } from './notices/described-events.ts';

interface SchemaLike {
  $ref?: string;
  example?: unknown;
  examples?: unknown[];
  default?: unknown;
  enum?: unknown[];
  type?: string;
  properties?: Record<string, SchemaLike>;
  required?: string[];
  items?: SchemaLike;
  oneOf?: SchemaLike[];
  allOf?: SchemaLike[];
}

interface BodyLike {
  schema?: SchemaLike;
  example?: unknown;
  examples?: object;
}

interface Operation {
  requestBody?: { content?: Record<string, BodyLike> };
}

/** The API described by itself: OpenAPI 3.1, with an example on every body. */
export function describeApi(app: INestApplication, version: string): OpenAPIObject {
  const about = new DocumentBuilder()
    .setTitle('Tallyman')
    .setDescription('Freight audit and invoice matching: facts in, judged bills and postings out.')
    .setVersion(version)
    .setOpenAPIVersion('3.1.0')
    .addBearerAuth({ type: 'http', scheme: 'bearer', description: 'An API key' })
    .build();
  const document = SwaggerModule.createDocument(app, about);
  for (const path of Object.values(document.paths))
    for (const operation of Object.values(path) as Operation[])
      for (const body of Object.values(operation.requestBody?.content ?? {}))
        if (body.example === undefined && body.examples === undefined && body.schema)
          body.example = exampleOf(body.schema, document, 0);
  return Object.assign(document, { webhooks: describedEvents() });
}

/** Serves the description at /openapi.json, and Swagger UI over it at /docs. */
export function serveDocs(app: INestApplication, document: OpenAPIObject): void {
  const server = app.getHttpAdapter();
  server.get('/openapi.json', (_request: Request, response: Response) => {
    response.json(document);
  });
  app.use('/docs', swaggerUi.serve, swaggerUi.setup(document, { customSiteTitle: 'Tallyman API' }));
}

/** An example made of the examples of the parts. */
function exampleOf(schema: SchemaLike, document: OpenAPIObject, depth: number): unknown {
  if (depth > 12) return null;
  const [given] = [schema.example, schema.examples?.[0], schema.default, schema.enum?.[0]].filter(isGiven);
  if (given !== undefined) return given;
  const inner = innerOf(schema, document);
  if (inner) return exampleOf(inner, document, depth + 1);
  if (schema.items) return [exampleOf(schema.items, document, depth + 1)];
  if (schema.properties) return exampleOfObject(schema, document, depth);
  return plainExamples[schema.type ?? ''] ?? {};
}

const isGiven = (value: unknown) => value !== undefined && value !== null;

const plainExamples: Readonly<Record<string, unknown>> = { string: '…', number: 1, integer: 1, boolean: true };

/** The schema a schema points to, or its first choice. */
function innerOf(schema: SchemaLike, document: OpenAPIObject): SchemaLike | undefined {
  return schema.$ref === undefined ? (schema.oneOf ?? schema.allOf)?.[0] : referred(schema.$ref, document);
}

/** Fields that are needed or have an example of their own; the rest would only be noise. */
function exampleOfObject(schema: SchemaLike, document: OpenAPIObject, depth: number): unknown {
  const told = Object.entries(schema.properties ?? {}).filter(
    ([name, part]) => schema.required?.includes(name) === true || part.example !== undefined,
  );
  return Object.fromEntries(told.map(([name, part]) => [name, exampleOf(part, document, depth + 1)]));
}

function referred(ref: string, document: OpenAPIObject): SchemaLike {
  const name = ref.split('/').at(-1) ?? '';
  return (document.components?.schemas?.[name] ?? {}) as SchemaLike;
}
