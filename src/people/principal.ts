import { createParamDecorator, type ExecutionContext, ForbiddenException } from '@nestjs/common';
import type { Request } from 'express';
import type { EvidenceMethod } from '../freight/codes.ts';
import type { Role } from './roles.ts';

/** Who is speaking. */
export interface Principal {
  /** Two keys of one person are one person: the second-person rule looks at this. */
  person: string;
  name: string;
  keyId: string;
  roles: readonly Role[];
  /** Sources this key may speak for; `*` stands for every source. */
  sources: readonly string[];
  /** Stronger claims of evidence are lowered to this; null: no limit. */
  maxMethod: EvidenceMethod | null;
}

/** A request whose sender is known, once the guard has let it in. */
export type KnownRequest = Request & { principal?: Principal };

/** Whether a key may say something in the name of a source. */
export function speaksFor(principal: Principal, source: string): boolean {
  return principal.sources.includes('*') || principal.sources.includes(source);
}

/** Hands a route who is speaking. */
export const Speaker = createParamDecorator((_: unknown, context: ExecutionContext): Principal => {
  const { principal } = context.switchToHttp().getRequest<KnownRequest>();
  if (!principal) throw new ForbiddenException({ code: 'forbidden', detail: 'this route is open to nobody' });
  return principal;
});
