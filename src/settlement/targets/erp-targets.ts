import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { configuredErp, record } from './erp-configuration.ts';
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
 * Targets of `erp-targets.json` in DATA_DIR (`{ "<target>": { kind?, … } }`; docs/erp.md says what each kind has), and
 * `default` at ERP_URL where that is set. Secrets are written `$NAME` and read from the environment variable NAME.
 *
 * @throws Error naming everything that is wrong in the file, each with a JSON pointer
 */
export function erpTargetsOf(place: ErpPlace, env: NodeJS.ProcessEnv): ErpTargets {
  const file = join(place.dataDir, 'erp-targets.json');
  const written = new Map(Object.entries(existsSync(file) ? writtenIn(file) : {}));
  if (place.erpUrl !== null) written.set('default', { ...record(written.get('default')), url: place.erpUrl });
  const problems: string[] = [];
  const targets = [...written].flatMap(([name, value]) => {
    const configured = configuredErp({ name, value, env }, (problem) => problems.push(problem));
    return configured ? [[name, configured.kind.make(configured.erp, place.dataDir)] as const] : [];
  });
  if (problems.length > 0) throw new Error(`${file} makes no sense: ${problems.join('; ')}`);
  return new ErpTargets(new Map(targets));
}

function writtenIn(file: string): Record<string, unknown> {
  let written: unknown;
  try {
    written = JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    throw new Error(`${file} is no JSON: ${error instanceof Error ? error.message : String(error)}`, { cause: error });
  }
  const targets = record(written);
  if (!targets) throw new Error(`${file} must hold one object, a field for each target`);
  return targets;
}
