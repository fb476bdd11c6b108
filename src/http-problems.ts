import { STATUS_CODES } from 'node:http';
import { type ArgumentsHost, Catch, type ExceptionFilter, HttpException, Logger } from '@nestjs/common';
import type { Request, Response } from 'express';
import { QueryFailedError } from 'typeorm';

/** How an error is told: RFC 9457, with a stable `code` and the places that are wrong. */
interface ProblemBody {
  type: 'about:blank';
  title: string;
  status: number;
  code: string;
  detail: string;
  instance: string;
  traceId: string;
  errors?: unknown[];
  truncated?: true;
  [more: string]: unknown;
}

const codes: Readonly<Record<number, string>> = {
  400: 'bad-request',
  401: 'unauthorized',
  403: 'forbidden',
  404: 'not-found',
  405: 'method-not-allowed',
  409: 'conflict',
  412: 'precondition-failed',
  413: 'too-large',
  415: 'unsupported-media-type',
  422: 'invalid',
  428: 'precondition-required',
  429: 'too-many-requests',
  503: 'unavailable',
};

const mostErrors = 100;

/** Which methods a path knows; empty: there is no such path. */
export type MethodsOf = (path: string) => string[];

/** Tells every error as `application/problem+json`; what is nobody's business stays in the log. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  private readonly log = new Logger('HTTP');

  constructor(private readonly methodsOf: MethodsOf) {}

  catch(error: unknown, host: ArgumentsHost): void {
    const request = host.switchToHttp().getRequest<Request & { traceId?: string }>();
    const response = host.switchToHttp().getResponse<Response>();
    const problem = this.problemOf(error, request, response);
    if (problem.status >= 500) this.log.error(`${request.method} ${request.path}: ${String(error)}`, stackOf(error));
    if (response.headersSent) {
      response.destroy();
      return;
    }
    response.status(problem.status).type('application/problem+json').send(JSON.stringify(problem));
  }

  private problemOf(error: unknown, request: Request & { traceId?: string }, response: Response): ProblemBody {
    const { status, detail, errors, ...more } = this.placed(toldBy(error), request, response);
    if (status === 503) response.setHeader('Retry-After', '1');
    return {
      type: 'about:blank',
      title: STATUS_CODES[status] ?? 'Error',
      status,
      code: codes[status] ?? 'internal',
      ...more,
      detail,
      instance: request.path.slice(0, 500),
      traceId: request.traceId ?? '',
      ...(errors ? { errors: errors.slice(0, mostErrors) } : {}),
      ...(errors && errors.length >= mostErrors ? { truncated: true } : {}),
    };
  }

  /** Where no route answered: whether the path is unknown, or only the method. */
  private placed(told: Told, request: Request, response: Response): Told {
    if (told.status !== 404 || !told.detail.startsWith('Cannot ')) return told;
    const methods = this.methodsOf(request.path);
    if (methods.length === 0) return { status: 404, detail: `there is nothing at ${request.path.slice(0, 200)}` };
    response.setHeader('Allow', methods.join(', '));
    return { status: 405, detail: `${request.method} is not for this path, but ${methods.join(', ')}` };
  }
}

interface Told {
  status: number;
  detail: string;
  errors?: unknown[];
  [more: string]: unknown;
}

function toldBy(error: unknown): Told {
  if (error instanceof HttpException) return toldByHttp(error);
  if (error instanceof QueryFailedError) return toldByDatabase(error as QueryFailedError);
  if (isOutOfReach(error)) return { status: 503, detail: 'the database cannot be reached just now' };
  if (error instanceof URIError) return { status: 400, detail: 'the path is not readable' };
  const { name, code } = error as { name?: string; code?: string };
  if (name === 'MulterError')
    return code === 'LIMIT_FILE_SIZE'
      ? { status: 413, detail: 'the file is larger than 25 MB' }
      : { status: 400, detail: 'the form is not as described' };
  return { status: 500, detail: 'something went wrong on our side; nothing was half-stored' };
}

function toldByHttp(error: HttpException): Told {
  const status = error.getStatus();
  const body = error.getResponse();
  if (typeof body === 'string') return { status, detail: body };
  const { message, detail, errors, ...rest } = body as Record<string, unknown>;
  const more = Object.fromEntries(Object.entries(rest).filter(([name]) => name !== 'error' && name !== 'statusCode'));
  const said = typeof detail === 'string' ? detail : Array.isArray(message) ? message.join('; ') : message;
  return {
    ...more,
    status,
    detail: typeof said === 'string' ? said : error.message,
    ...(Array.isArray(errors) ? { errors } : {}),
  };
}

/** SQLSTATE classes that are the sender's doing, or pass by themselves. */
function toldByDatabase(error: QueryFailedError): Told {
  const state = (error.driverError as { code?: unknown } | undefined)?.code;
  if (state === '40001' || state === '40P01') return { status: 503, detail: 'somebody changed the same; try again' };
  if (typeof state === 'string' && /^(22021|22P05|22P02|22003|22007|22008)$/.test(state))
    return { status: 422, detail: 'a value cannot be kept as it is' };
  if (typeof state === 'string' && /^(08|53|57P)/.test(state))
    return { status: 503, detail: 'the database cannot serve just now' };
  return { status: 500, detail: 'something went wrong on our side; nothing was half-stored' };
}

function isOutOfReach(error: unknown): boolean {
  const { code, message } = error as { code?: unknown; message?: unknown };
  return (
    code === 'ECONNREFUSED' ||
    code === 'ECONNRESET' ||
    (typeof message === 'string' && /^(Connection terminated|timeout exceeded when trying to connect)/.test(message))
  );
}

function stackOf(error: unknown): string | undefined {
  return error instanceof Error ? error.stack : undefined;
}
