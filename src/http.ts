import { randomBytes } from 'node:crypto';
import { type ArgumentMetadata, BadRequestException, Injectable, ValidationPipe } from '@nestjs/common';
import type { NestExpressApplication } from '@nestjs/platform-express';
import type { OpenAPIObject } from '@nestjs/swagger';
import type { NextFunction, Request, Response } from 'express';
import helmet from 'helmet';
import { readBody } from './http-body.ts';
import { describeApi, serveDocs } from './http-docs.ts';
import { type MethodsOf, ProblemFilter } from './http-problems.ts';
import { invalid, problemsOf, validatorOptions } from './masterdata/validated.ts';

/** Puts everything before and around the routes: bodies, validation, problems, headers, the API's description. */
export function prepareHttp(app: NestExpressApplication, version: string): void {
  app.disable('x-powered-by');
  app.disable('etag');
  app.set('query parser', 'simple');
  app.use(trace);
  app.use(
    helmet({
      contentSecurityPolicy: { directives: { upgradeInsecureRequests: null, scriptSrc: ["'self'"] } },
      strictTransportSecurity: false,
    }),
  );
  app.use(refuseRepeated);
  app.use(readBody);
  app.useGlobalPipes(new RequestPipe());
  const document = describeApi(app, version);
  app.useGlobalFilters(new ProblemFilter(methodsIn(document)));
  serveDocs(app, document);
}

/** Bodies that do not fit are 422 with pointers, other parts of a request 400. */
@Injectable()
class RequestPipe extends ValidationPipe {
  constructor() {
    super({
      ...validatorOptions,
      transform: true,
      transformOptions: { enableImplicitConversion: false },
      exceptionFactory: (errors) => invalid(problemsOf(errors)),
    });
  }

  override async transform(value: unknown, metadata: ArgumentMetadata): Promise<unknown> {
    if (metadata.type === 'body') return super.transform(value, metadata) as Promise<unknown>;
    try {
      return (await super.transform(value, metadata)) as unknown;
    } catch (error) {
      const { response } = error as { response?: object };
      throw new BadRequestException({ ...response, code: 'invalid-parameter' });
    }
  }
}

type TracedRequest = Request & { traceId?: string };

/** Takes a request's trace on (W3C trace context) and echoes its id. */
function trace(request: TracedRequest, response: Response, next: NextFunction): void {
  const { traceparent, 'x-request-id': requestId } = request.headers;
  const taken =
    typeof traceparent === 'string' ? /^00-([0-9a-f]{32})-[0-9a-f]{16}-[0-9a-f]{2}$/.exec(traceparent) : null;
  const traceId = taken?.[1] && !/^0+$/.test(taken[1]) ? taken[1] : randomBytes(16).toString('hex');
  request.traceId = traceId;
  response.setHeader('traceparent', `00-${traceId}-${randomBytes(8).toString('hex')}-01`);
  const echoed = typeof requestId === 'string' && /^[\x21-\x7e]{1,128}$/.test(requestId) ? requestId : traceId;
  response.setHeader('X-Request-Id', echoed);
  next();
}

/** A parameter given twice would reach the routes as a list nobody expects. */
function refuseRepeated(request: Request, _response: Response, next: NextFunction): void {
  const repeated = Object.entries(request.query).find(([, value]) => typeof value !== 'string');
  const unfit = Object.values(request.query).some((value) => typeof value === 'string' && value.includes('\0'));
  if (repeated)
    next(new BadRequestException({ code: 'invalid-parameter', detail: `${repeated[0].slice(0, 100)} is given twice` }));
  else if (unfit || request.path.includes('%00'))
    next(new BadRequestException({ code: 'invalid-text', detail: 'U+0000 is not allowed in an address' }));
  else next();
}

/** The methods each path of the description knows. */
function methodsIn(document: OpenAPIObject): MethodsOf {
  const paths = Object.entries(document.paths).map(([template, operations]) => ({
    pattern: new RegExp(`^${template.replace(/[.*+?^$()|[\]\\]/g, '\\$&').replace(/\{[^}]+\}/g, '[^/]+')}/?$`),
    methods: Object.keys(operations as object).map((method) => method.toUpperCase()),
  }));
  return (path) => [...new Set(paths.flatMap(({ pattern, methods }) => (pattern.test(path) ? methods : [])))];
}
