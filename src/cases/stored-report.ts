import type { ChargeResult, Report } from '../audit/report.ts';
import type { Working } from '../audit/working.ts';

/** A report as it was stored: all but the canonical text, of which the digest is kept, and what the audit had seen. */
export interface StoredJudgement extends Omit<Report, 'canonical'> {
  /** Tokens of everything the dossier held, to tell at the next revision what has arrived since. */
  seen: string[];
}

/** A step with its inputs by their places in the list, which are lower than its own. */
type StoredStep = Omit<Working, 'inputs'> & { inputs: number[] };

/** Lines share steps (the linehaul is in its fuel too): each stands once in `steps`, and lines name the place of theirs. */
interface StoredForm extends Omit<StoredJudgement, 'charges'> {
  charges: (Omit<ChargeResult, 'working'> & { working: number })[];
  steps: StoredStep[];
}

/** The text of a report for its table, compact: `seen` are the tokens of everything the dossier held. */
export function storedText(report: Report, seen: Iterable<string>): string {
  const steps: StoredStep[] = [];
  const places = new Map<Working, number>();
  const placeOf = (working: Working): number => {
    const known = places.get(working);
    if (known !== undefined) return known;
    const inputs = working.inputs.map(placeOf);
    const place = steps.push({ ...working, inputs }) - 1;
    places.set(working, place);
    return place;
  };
  const shared = report.charges.map((charge) => ({
    ...charge,
    working: placeOf(charge.working),
  }));
  const own = { canonical: undefined, charges: shared, steps, seen: [...seen] };
  const stored: StoredForm = Object.assign({}, report, own);
  return JSON.stringify(stored);
}

/** A report as it was before it was stored. */
export function readStored(text: string): StoredJudgement {
  const { charges, steps, ...rest } = JSON.parse(text) as StoredForm;
  const workings: Working[] = [];
  const at = (place: number): Working => {
    const working = workings[place];
    if (!working) throw new Error('a stored report names a step that does not stand before it');
    return working;
  };
  for (const step of steps) workings.push({ ...step, inputs: step.inputs.map(at) });
  return {
    ...rest,
    charges: charges.map((charge) => ({ ...charge, working: at(charge.working) })),
  };
}
