import { createHash } from 'node:crypto';
import {
  BadRequestException,
  type BeforeApplicationShutdown,
  type CallHandler,
  ConflictException,
  type ExecutionContext,
  HttpException,
  Injectable,
  type NestInterceptor,
  type OnApplicationBootstrap,
  SetMetadata,
} from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { Response } from 'express';
import { catchError, from, mergeMap, type Observable, of } from 'rxjs';
import { DataSource } from 'typeorm';
import type { KnownRequest } from './principal.ts';

/** How a route treats `Idempotency-Key`. */
export interface IdempotencyRule {
  /** Without the header the request is refused. */
  required: boolean;
  /** Days the answer is kept; 1 when absent, 30 where money moves. */
  days?: number;
}

/** How the description of a route that needs the header says so. */
export const idempotencyKeyHeader = {
  name: 'Idempotency-Key',
  required: true,
  description: 'the same key and body get the same answer again',
};

const ruleOfRoute = 'tallyman.idempotent';

/** The same key and body get the same answer again, and nothing happens twice. */
export const Idempotent = (rule: IdempotencyRule): MethodDecorator => SetMetadata(ruleOfRoute, rule);

/** A request that is still running after so long died with its process; the key may be used again. */
const abandonedAfter = '2 minutes';

type HeldRequest = KnownRequest & { rawBody?: Buffer };

interface Kept {
  request_hash: string;
  status: number | null;
  answer: string | null;
}

interface Slot {
  person: string;
  route: string;
  key: string;
}

/** The longest that any answer is kept; those older are thrown away now and then. */
const longestKept = '30 days';
const tidyEveryMs = 3_600_000;

/** Keeps answers under `Idempotency-Key` and gives them again. */
@Injectable()
export class IdempotencyInterceptor implements NestInterceptor, OnApplicationBootstrap, BeforeApplicationShutdown {
  private tidying: NodeJS.Timeout | undefined;

  constructor(
    private readonly db: DataSource,
    private readonly reflector: Reflector,
  ) {}

  onApplicationBootstrap(): void {
    this.tidying = setInterval(() => {
      this.db
        .query(`DELETE FROM idempotent_answer WHERE created_at < now() - interval '${longestKept}'`)
        .catch(() => undefined);
    }, tidyEveryMs).unref();
  }

  beforeApplicationShutdown(): void {
    clearInterval(this.tidying);
  }

  async intercept(context: ExecutionContext, next: CallHandler): Promise<Observable<unknown>> {
    const rule = this.reflector.get<IdempotencyRule | undefined>(ruleOfRoute, context.getHandler());
    const request = context.switchToHttp().getRequest<HeldRequest>();
    const key = rule ? keyOf(request, rule) : null;
    if (!rule || key === null) return next.handle();
    const response = context.switchToHttp().getResponse<Response>();
    const slot = { person: request.principal?.person ?? '', route: `${request.method} ${request.path}`, key };
    const hash = createHash('sha256')
      .update(request.originalUrl)
      .update('\n')
      .update(request.rawBody ?? '')
      .digest('hex');
    const kept = await this.claim(slot, hash, rule.days ?? 1);
    if (kept) return of(replay(kept, hash, response));
    return next.handle().pipe(
      mergeMap((answer: unknown) => from(this.keep(slot, response.statusCode, answer))),
      catchError((error: unknown) => from(this.release(slot, error))),
    );
  }

  /** Takes the key for this request; returns what is kept under it when it is taken already. */
  private async claim(slot: Slot, hash: string, days: number): Promise<Kept | null> {
    const claimed = await this.db.query<unknown[]>(
      `INSERT INTO idempotent_answer AS kept (person, route, key, request_hash) VALUES ($1, $2, $3, $4)
       ON CONFLICT (person, route, key) DO UPDATE
         SET request_hash = EXCLUDED.request_hash, status = NULL, answer = NULL, created_at = now()
         WHERE kept.created_at < now() - make_interval(days => $5)
            OR (kept.status IS NULL AND kept.created_at < now() - interval '${abandonedAfter}')
       RETURNING key`,
      [slot.person, slot.route, slot.key, hash, days],
    );
    if (claimed.length > 0) return null;
    const [kept] = await this.db.query<Kept[]>(
      'SELECT request_hash, status, answer FROM idempotent_answer WHERE person = $1 AND route = $2 AND key = $3',
      [slot.person, slot.route, slot.key],
    );
    return kept ?? { request_hash: hash, status: null, answer: null };
  }

  private async keep(slot: Slot, status: number, answer: unknown): Promise<unknown> {
    await this.db.query(
      'UPDATE idempotent_answer SET status = $4, answer = $5 WHERE person = $1 AND route = $2 AND key = $3',
      [slot.person, slot.route, slot.key, status, JSON.stringify(answer ?? null)],
    );
    return answer;
  }

  /** A request that failed changed nothing: the same key may try again. */
  private async release(slot: Slot, error: unknown): Promise<never> {
    await this.db.query('DELETE FROM idempotent_answer WHERE person = $1 AND route = $2 AND key = $3', [
      slot.person,
      slot.route,
      slot.key,
    ]);
    throw error;
  }
}

/** The key a request is held under; null: under none. */
function keyOf(request: HeldRequest, rule: IdempotencyRule): string | null {
  // A stream or form is known by the ids in it: its bytes are not held to be compared.
  if (!rule.required && request.rawBody === undefined && request.headers['content-type'] !== undefined) return null;
  const key = request.headers['idempotency-key'];
  if (key === undefined || key === '') {
    if (rule.required) throw refusal('idempotency-key-missing', 'this request needs the header Idempotency-Key');
    return null;
  }
  if (typeof key !== 'string' || !/^[\x21-\x7e]{1,255}$/.test(key))
    throw refusal('idempotency-key-invalid', 'Idempotency-Key is 1 to 255 printable characters');
  return key;
}

function replay(kept: Kept, hash: string, response: Response): unknown {
  if (kept.request_hash !== hash)
    throw new HttpException(
      { code: 'idempotency-key-reused', detail: 'this Idempotency-Key came before with another request' },
      422,
    );
  if (kept.status === null)
    throw new ConflictException({
      code: 'idempotency-in-flight',
      detail: 'the first request with this Idempotency-Key is still running',
    });
  response.status(kept.status).setHeader('Idempotent-Replayed', 'true');
  const answer = JSON.parse(kept.answer ?? 'null') as { etag?: unknown } | null;
  if (typeof answer?.etag === 'string') response.setHeader('ETag', answer.etag);
  return answer;
}

function refusal(code: string, detail: string): BadRequestException {
  return new BadRequestException({ code, detail });
}
