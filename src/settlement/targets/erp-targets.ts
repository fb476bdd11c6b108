import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type RestErp, RestTarget } from './rest.ts';
import type { ErpTarget } from './erp-target.ts';
import { type TrytonErp, TrytonTarget } from './tryton.ts';

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

/** A target as the file writes it; without a kind it is a REST interface. */
type WrittenErp = (RestErp & { kind?: 'rest' }) | (TrytonErp & { kind: 'tryton' });

/**
 * Targets of `erp-targets.json` in DATA_DIR (`{ "<target>": { kind?, url, … } }`), and `default` at ERP_URL where that is
 * set. The value `$NAME` of a header or a password is read from the environment variable NAME.
 *
 * @throws Error naming the target whose kind or URL makes no sense
 */
export function erpTargetsOf(place: ErpPlace, env: NodeJS.ProcessEnv): ErpTargets {
  const file = join(place.dataDir, 'erp-targets.json');
  const written = existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Record<string, WrittenErp>) : {};
  const known = new Map(Object.entries(written));
  if (place.erpUrl !== null) known.set('default', { ...known.get('default'), url: place.erpUrl });
  return new ErpTargets(new Map([...known].map(([name, erp]) => [name, targetOf(name, erp, env)])));
}

function targetOf(name: string, erp: WrittenErp, env: NodeJS.ProcessEnv): ErpTarget {
  const url = URL.canParse(erp.url) ? new URL(erp.url) : null;
  const sound = url && ['http:', 'https:'].includes(url.protocol) && url.username === '' && url.search === '';
  if (!sound) throw new Error(`the URL of ERP target "${name}" must be http or https, without user or query`);
  switch (erp.kind) {
    case undefined:
    case 'rest':
      return new RestTarget({ ...erp, headers: mapped(erp.headers ?? {}, env) });
    case 'tryton':
      return new TrytonTarget({ ...erp, password: secret(erp.password, env) });
    default:
      throw new Error(`the kind of ERP target "${name}" must be rest or tryton`);
  }
}

function mapped(headers: Record<string, string>, env: NodeJS.ProcessEnv): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).map(([header, value]) => [header, secret(value, env)]));
}

/** `$NAME` stands for an environment variable, so that no secret lies in the file. */
function secret(value: string, env: NodeJS.ProcessEnv): string {
  return value.startsWith('$') ? (env[value.slice(1)] ?? '') : value;
}
