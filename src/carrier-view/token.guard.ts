import {
  type CanActivate,
  createParamDecorator,
  type ExecutionContext,
  HttpException,
  Injectable,
  UnauthorizedException,
} from '@nestjs/common';
import type { Request, Response } from 'express';
import { RateLimit } from '../people/rate-limit.ts';
import { CarrierTokensService, type CarrierVisitor } from './tokens.service.ts';

type VisitedRequest = Request & { visitor?: CarrierVisitor };

/**
 * Lets a carrier in by its token, to the routes of its own view only. A token is no API key and a key is no token: each
 * opens nothing of the other's.
 */
@Injectable()
export class CarrierTokenGuard implements CanActivate {
  private readonly limit = new RateLimit();

  constructor(private readonly tokens: CarrierTokensService) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const http = context.switchToHttp();
    const request = http.getRequest<VisitedRequest>();
    const response = http.getResponse<Response>();
    const token = /^Bearer (tmc_[\w-]{32})$/i.exec(request.headers.authorization ?? '')?.[1];
    const visitor = token === undefined ? null : await this.tokens.visitorOf(token);
    if (!visitor) {
      response.setHeader('WWW-Authenticate', 'Bearer');
      const detail = 'the link is not valid any more: ask whoever sent it to you for a new one';
      throw new UnauthorizedException({ code: 'unauthorized', detail });
    }
    const seconds = this.limit.take(visitor.tokenId, Date.now());
    if (seconds > 0) {
      response.setHeader('Retry-After', String(seconds));
      throw new HttpException({ code: 'too-many-requests', detail: 'too many requests with this link' }, 429);
    }
    response.setHeader('Cache-Control', 'no-store');
    request.visitor = visitor;
    return true;
  }
}

/** Hands a route which carrier is looking. */
export const Visitor = createParamDecorator((_: unknown, context: ExecutionContext): CarrierVisitor => {
  const { visitor } = context.switchToHttp().getRequest<VisitedRequest>();
  if (!visitor) throw new UnauthorizedException({ code: 'unauthorized', detail: 'this route is for carriers' });
  return visitor;
});
