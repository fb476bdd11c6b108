import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type RestErp, RestTarget } from './rest.ts';
import type { ErpTarget } from './erp-target.ts';

/** The ERPs we push to, by target name. A target that is not among them fetches its postings itself. */
export class ErpTargets {
  constructor(private readonly pushed: ReadonlyMap<string, ErpTarget>) {}

  get names(): string[] {
    return [...this.pushed.keys()];
  }

  find(target: string): ErpTarget | undefined {
    return this.pushed.get(target);
  }
}

/** Where the ERPs are written down. */
export interface ErpPlace {
  dataDir: string;
  /** Of the target `default`; null: as the file says, or nowhere. */
  erpUrl: string | null;
}

/**
 * Targets of `erp-targets.json` in DATA_DIR (`{ "<target>": { url, headers?, template?, timeoutMs? } }`), and `default` at
 * ERP_URL where that is set. A header's value `$NAME` is read from the environment variable NAME.
 *
 * @throws Error naming the target whose URL makes no sense
 */
export function erpTargetsOf(place: ErpPlace, env: NodeJS.ProcessEnv): ErpTargets {
  const file = join(place.dataDir, 'erp-targets.json');
  const written = existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Record<string, RestErp>) : {};
  const known = new Map(Object.entries(written));
  if (place.erpUrl !== null) known.set('default', { ...known.get('default'), url: place.erpUrl });
  return new ErpTargets(new Map([...known].map(([name, erp]) => [name, new RestTarget(checked(name, erp, env))])));
}

function checked(name: string, erp: RestErp, env: NodeJS.ProcessEnv): RestErp {
  const url = URL.canParse(erp.url) ? new URL(erp.url) : null;
  const sound = url && ['http:', 'https:'].includes(url.protocol) && url.username === '' && url.search === '';
  if (!sound) throw new Error(`the URL of ERP target "${name}" must be http or https, without user or query`);
  const headers = Object.entries(erp.headers ?? {}).map(([header, value]) => [
    header,
    value.startsWith('$') ? (env[value.slice(1)] ?? '') : value,
  ]);
  return { ...erp, headers: Object.fromEntries(headers) as Record<string, string> };
}
