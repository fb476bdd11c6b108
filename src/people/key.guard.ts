import {
  type CanActivate,
  type ExecutionContext,
  ForbiddenException,
  HttpException,
  Injectable,
  UnauthorizedException,
} from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { Response } from 'express';
import { permissionOfRoute } from './can.ts';
import { KeysService } from './keys.service.ts';
import type { KnownRequest } from './principal.ts';
import { RateLimit } from './rate-limit.ts';
import { may, type Permission } from './roles.ts';

/** Lets a request in when its key's owner may do what the route asks for. */
@Injectable()
export class KeyGuard implements CanActivate {
  private readonly limit = new RateLimit();

  constructor(
    private readonly keys: KeysService,
    private readonly reflector: Reflector,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const asked = this.reflector.getAllAndOverride<Permission | 'open' | undefined>(permissionOfRoute, [
      context.getHandler(),
      context.getClass(),
    ]);
    if (asked === 'open') return true;
    const http = context.switchToHttp();
    const request = http.getRequest<KnownRequest>();
    const secret = /^Bearer ([\x21-\x7e]{1,200})$/i.exec(request.headers.authorization ?? '')?.[1];
    if (secret === undefined) throw unauthorised('give an API key: Authorization: Bearer <key>', http.getResponse());
    const principal = await this.keys.principalOf(secret);
    if (!principal) throw unauthorised('the API key is unknown, revoked or expired', http.getResponse());
    const seconds = this.limit.take(principal.keyId, Date.now());
    if (seconds > 0) {
      http.getResponse<Response>().setHeader('Retry-After', String(seconds));
      throw new HttpException({ code: 'too-many-requests', detail: 'too many requests with this key' }, 429);
    }
    if (asked === undefined || !may(principal.roles, asked))
      throw new ForbiddenException({
        code: 'forbidden',
        detail: asked === undefined ? 'this route is open to nobody' : `your roles do not include ${asked}`,
      });
    request.principal = principal;
    return true;
  }
}

function unauthorised(detail: string, response: Response): UnauthorizedException {
  response.setHeader('WWW-Authenticate', 'Bearer');
  return new UnauthorizedException({ code: 'unauthorized', detail });
}
