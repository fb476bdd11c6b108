import { workingOps } from '../audit/explain/recompute.ts';
import type { Working, WorkingOp, WorkingSource } from '../audit/working.ts';
import { type Rounding, roundingModes } from '../freight/money.ts';
import { type FieldProblem, invalid } from '../masterdata/validated.ts';

/** Deeper than any working of ours by far; a deeper one is an attack or a mistake. */
const deepest = 100;

/**
 * The working in a request's body: as a case shows it, by itself or as the body's `working`. Labels, units and the details
 * of a source may be left out; they enter no figure.
 *
 * @throws UnprocessableEntityException naming every step that is none
 */
export function workingIn(body: unknown): Working {
  const problems: FieldProblem[] = [];
  const wrapped = isObject(body) && 'working' in body && !('op' in body);
  const working = readStep(wrapped ? body.working : body, { pointer: wrapped ? '/working' : '', depth: 0, problems });
  if (problems.length > 0) throw invalid(problems.slice(0, 100));
  return working;
}

interface Place {
  pointer: string;
  depth: number;
  problems: FieldProblem[];
}

const nothing: Working = { value: null, unit: '', op: 'LEAF', label: '', inputs: [] };

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function readStep(given: unknown, place: Place): Working {
  const { pointer, depth, problems } = place;
  const refuse: Refuse = (at, code, detail) => {
    problems.push({ pointer: pointer + at, code, detail });
  };
  if (!isObject(given)) {
    refuse('', given === undefined ? 'required' : 'wrong-type', 'a step is { value, op, inputs, … }');
    return nothing;
  }
  if (depth > deepest) {
    refuse('', 'too-deep', `a working is at most ${deepest} steps deep`);
    return nothing;
  }
  const steps = Array.isArray(given.inputs) ? (given.inputs as unknown[]) : [];
  if (given.inputs !== undefined && !Array.isArray(given.inputs)) refuse('/inputs', 'wrong-type', 'a list of steps');
  return {
    ...figureIn(given, refuse),
    unit: textOf(given.unit),
    label: textOf(given.label),
    inputs: steps.map((input, index) =>
      readStep(input, { pointer: `${pointer}/inputs/${index}`, depth: depth + 1, problems }),
    ),
    ...(isObject(given.source) ? { source: given.source as unknown as WorkingSource } : {}),
  };
}

type Refuse = (at: string, code: string, detail: string) => void;

function figureIn(given: Record<string, unknown>, refuse: Refuse): Pick<Working, 'value' | 'op' | 'rounding'> {
  const { value, op, rounding } = given;
  const isText = typeof value === 'string';
  if (value !== null && !isText)
    refuse('/value', typeof value === 'number' ? 'decimal-not-string' : 'wrong-type', 'decimal text, or null');
  if (!isOp(op)) refuse('/op', 'unknown-code', `one of ${workingOps.join(', ')}`);
  return { value: isText ? value : null, op: isOp(op) ? op : 'LEAF', ...roundingIn(rounding, refuse) };
}

function isOp(op: unknown): op is WorkingOp {
  return (workingOps as readonly unknown[]).includes(op);
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

function roundingIn(given: unknown, refuse: Refuse): { rounding?: Rounding } {
  if (given === undefined || given === null) return {};
  const { mode, places } = isObject(given) ? given : {};
  const known = roundingModes.find((one) => one === mode);
  if (known !== undefined && typeof places === 'number' && Number.isInteger(places) && places >= 0 && places <= 20)
    return { rounding: { mode: known, places } };
  refuse('/rounding', 'wrong-type', `{ mode: ${roundingModes.join(' | ')}, places: 0 to 20 }`);
  return {};
}
