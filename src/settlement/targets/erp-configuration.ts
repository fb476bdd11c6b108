import { type ErpKind, erpKinds, type FieldForm } from './erp-kinds.ts';

/** A target's configuration that was found right, its secrets in place. */
export interface ConfiguredErp {
  kind: ErpKind;
  erp: Record<string, unknown>;
}

/** All calls of one posting together must end well within its lease of 45 seconds. */
const longestTimeoutMs = 20_000;

/**
 * Checks what is written of one target and puts secrets in place of their `$NAME`s. Without a kind it is `rest`.
 *
 * @param note told of everything that is wrong, with a JSON pointer to it
 * @returns undefined when anything is wrong
 */
export function configuredErp(
  written: { name: string; value: unknown; env: NodeJS.ProcessEnv },
  note: (problem: string) => void,
): ConfiguredErp | undefined {
  const at = `/${written.name.replaceAll('~', '~0').replaceAll('/', '~1')}`;
  const value = record(written.value);
  const named = value?.kind ?? 'rest';
  const kind = typeof named === 'string' && Object.hasOwn(erpKinds, named) ? erpKinds[named] : undefined;
  if (!value) note(`${at}: must be an object`);
  else if (!kind) note(`${at}/kind: must be one of ${Object.keys(erpKinds).join(', ')}`);
  if (!value || !kind) return undefined;
  const problems = kind.required.filter((name) => !(name in value)).map((name) => `${at}/${name}: is required`);
  const fields = Object.entries(value)
    .filter(([name]) => name !== 'kind')
    .map(([name, field]) => {
      const form = Object.hasOwn(kind.fields, name) ? kind.fields[name] : undefined;
      return [name, readField({ at: `${at}/${name}`, form, value: field, env: written.env }, kind, problems)] as const;
    });
  problems.forEach(note);
  return problems.length === 0 ? { kind, erp: Object.fromEntries(fields) } : undefined;
}

interface WrittenField {
  at: string;
  /** undefined: the kind has no such field. */
  form: FieldForm | undefined;
  value: unknown;
  env: NodeJS.ProcessEnv;
}

/** A field as it is used; what is wrong with it is put with the problems. */
function readField(field: WrittenField, kind: ErpKind, problems: string[]): unknown {
  const { at, form, value, env } = field;
  const entries = Object.entries(record(value) ?? {});
  const complaint =
    form === undefined ? `is not known; known are ${Object.keys(kind.fields).join(', ')}` : complaintOf(form, value);
  if (complaint !== null) problems.push(`${at}: ${complaint}`);
  else if (form === 'secret') return secretIn({ at, value, env }, problems);
  else if (form === 'headers')
    return Object.fromEntries(
      entries.map(([name, one]) => [name, secretIn({ at: `${at}/${name}`, value: one, env }, problems)]),
    );
  return value;
}

function complaintOf(form: FieldForm, value: unknown): string | null {
  if (typeof form === 'object') return form.includes(value as string) ? null : `must be one of ${form.join(', ')}`;
  const { sound, words } = forms[form];
  return sound(value) ? null : words;
}

const ofTexts = {
  sound: (value: unknown) => Object.values(record(value) ?? { no: null }).every(isText),
  words: 'must be an object of texts',
};
const text = { sound: isText, words: 'must be a text that is not empty' };

const forms: Record<Extract<FieldForm, string>, { sound: (value: unknown) => boolean; words: string }> = {
  url: { sound: isSoundUrl, words: 'must be an http or https URL without user or query' },
  timeout: {
    sound: (value) => isWhole(value, longestTimeoutMs),
    words: `must be milliseconds from 1 to ${longestTimeoutMs}`,
  },
  seconds: { sound: (value) => isWhole(value, 3600), words: 'must be seconds from 1 to 3600' },
  object: { sound: (value) => record(value) !== undefined, words: 'must be an object' },
  names: ofTexts,
  headers: ofTexts,
  text,
  secret: text,
};

/** `$NAME` stands for an environment variable, so that no secret lies in the file. */
function secretIn({ at, value, env }: Omit<WrittenField, 'form'>, problems: string[]): unknown {
  if (typeof value !== 'string' || !value.startsWith('$')) return value;
  const secret = env[value.slice(1)];
  if (secret === undefined || secret === '')
    problems.push(`${at}: the environment variable ${value.slice(1)} is not set`);
  return secret;
}

function isSoundUrl(value: unknown): boolean {
  const url = typeof value === 'string' && URL.canParse(value) ? new URL(value) : null;
  return url !== null && ['http:', 'https:'].includes(url.protocol) && url.username === '' && url.search === '';
}

function isWhole(value: unknown, most: number): boolean {
  return Number.isInteger(value) && (value as number) >= 1 && (value as number) <= most;
}

function isText(value: unknown): value is string {
  return typeof value === 'string' && value !== '';
}

/** An object that is no list; undefined for anything else. */
export function record(value: unknown): Record<string, unknown> | undefined {
  const isRecord = typeof value === 'object' && value !== null && !Array.isArray(value);
  return isRecord ? (value as Record<string, unknown>) : undefined;
}
