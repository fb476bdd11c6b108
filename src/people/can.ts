import { SetMetadata } from '@nestjs/common';
import type { Permission } from './roles.ts';

export const permissionOfRoute = 'tallyman.permission';

/** What a route or controller asks of whoever calls it. One that says neither this nor `Open` lets nobody in. */
export const Can = (permission: Permission): MethodDecorator & ClassDecorator =>
  SetMetadata(permissionOfRoute, permission);

/** A route anybody may call without a key. */
export const Open = (): MethodDecorator & ClassDecorator => SetMetadata(permissionOfRoute, 'open');
