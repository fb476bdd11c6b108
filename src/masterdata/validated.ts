import { type Type, UnprocessableEntityException } from '@nestjs/common';
import { plainToInstance } from 'class-transformer';
import { validateSync, type ValidationError, type ValidatorOptions } from 'class-validator';

/** What is wrong with one field: `pointer` is a JSON pointer. */
export interface FieldProblem {
  pointer: string;
  code: string;
  detail: string;
}

/** How bodies are validated, everywhere: unknown fields are refused, since they are usually misspelt ones. */
export const validatorOptions: ValidatorOptions = {
  whitelist: true,
  forbidNonWhitelisted: true,
  forbidUnknownValues: true,
  stopAtFirstError: true,
  validationError: { target: false, value: true },
};

const mostProblems = 100;

/** Problems by the name of the validator that found them; our own validators are named by their code. */
const codes: Readonly<Record<string, string>> = {
  whitelistValidation: 'unknown-field',
  isIn: 'unknown-code',
  isDefined: 'required',
  isNotEmpty: 'required',
  arrayMinSize: 'required',
  arrayMaxSize: 'too-many',
};

/** Validation errors as problems with pointers, at most 100. */
export function problemsOf(errors: readonly ValidationError[], at = ''): FieldProblem[] {
  const problems: FieldProblem[] = [];
  for (const error of known(errors)) {
    if (problems.length >= mostProblems) break;
    const pointer = `${at}/${error.property.replaceAll('~', '~0').replaceAll('/', '~1')}`;
    for (const [name, message] of Object.entries(error.constraints ?? {}))
      problems.push({ pointer, code: codeOf(name, error.value), detail: message });
    problems.push(...problemsOf(error.children ?? [], pointer));
  }
  return problems.slice(0, mostProblems);
}

/** Where the model of a thing is unknown, nothing can be said of its other fields. */
function known(errors: readonly ValidationError[]): readonly ValidationError[] {
  const model = errors.find(({ property, constraints }) => property === 'model' && constraints !== undefined);
  return model ? [model] : errors;
}

function codeOf(name: string, value: unknown): string {
  if (name === 'whitelistValidation') return 'unknown-field';
  if (value === undefined || value === null) return 'required';
  if ((name === 'not-a-decimal' || name === 'not-a-fraction') && isOrHasNumber(value)) return 'decimal-not-string';
  return codes[name] ?? (name.includes('-') ? name : 'wrong-type');
}

function isOrHasNumber(value: unknown): boolean {
  return typeof value === 'number' || (Array.isArray(value) && value.some((one) => typeof one === 'number'));
}

/** A refusal that names every problem. */
export function invalid(problems: FieldProblem[]): UnprocessableEntityException {
  const [first] = problems;
  const more = problems.length > 1 ? ` (and ${problems.length - 1} more)` : '';
  return new UnprocessableEntityException({
    code: first?.code ?? 'invalid',
    detail: first ? `${first.pointer || 'the body'}: ${first.detail}${more}` : 'the body is not valid',
    errors: problems,
  });
}

/**
 * A JSON value as an instance of a request class, validated through and through.
 *
 * @throws UnprocessableEntityException naming every problem
 */
export function validated<T extends object>(shape: Type<T>, value: unknown, at = ''): T {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw invalid([{ pointer: at, code: 'wrong-type', detail: 'an object is expected' }]);
  const problems = problemsIn(shape, value, at);
  if (problems.length > 0) throw invalid(problems);
  return plainToInstance(shape, value);
}

/** What is wrong with a JSON object as a request class. */
function problemsIn(shape: Type<object>, value: object, at: string): FieldProblem[] {
  let instance: object;
  try {
    instance = plainToInstance(shape, value);
  } catch {
    // A list with null in it, where parts of several kinds are expected, cannot even be told apart.
    return [{ pointer: at, code: 'wrong-type', detail: 'a part of it is not of the form described' }];
  }
  return problemsOf(validateSync(instance, validatorOptions), at);
}

/** One or many of a kind, all valid or none taken. */
export function oneOrMany<T extends object>(shape: Type<T>, value: unknown): T[] {
  if (!Array.isArray(value)) return [validated(shape, value)];
  if (value.length > 1_000) throw invalid([{ pointer: '', code: 'too-many', detail: 'at most 1,000 at once' }]);
  return value.map((item, index) => validated(shape, item, `/${index}`));
}
