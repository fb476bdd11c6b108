import type { Reach } from './reach.ts';
import { Seal } from './seal.ts';

/** Where a process stands, as far as notices are concerned. */
export interface PlaceOfService {
  host: string;
  dataDir: string;
}

/** What may be called from here, and what secrets are kept with. */
export class NoticesPlace {
  constructor(
    readonly reach: Reach,
    readonly seal: Seal,
  ) {}
}

const loopback = /^(localhost|127\.\d+\.\d+\.\d+|::1)$/;

/**
 * As the environment says. A service that listens on loopback only is one to try things with, so receivers on the same
 * machine are called too; behind a proxy on the same machine, say `WEBHOOK_LOOPBACK=0`.
 *
 * @throws Error when SECRETS_KEY is none
 */
export function noticesPlace({ host, dataDir }: PlaceOfService, env: NodeJS.ProcessEnv): NoticesPlace {
  const reach = { loopback: loopback.test(host) && env.WEBHOOK_LOOPBACK !== '0' };
  return new NoticesPlace(reach, new Seal(dataDir, env.SECRETS_KEY === '' ? undefined : env.SECRETS_KEY));
}
