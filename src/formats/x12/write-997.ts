import type { LocalDate } from '../../freight/time.ts';
import type { Group, Interchange, X12Set } from './envelope.ts';
import { element, isTag, type Note } from './segments.ts';
import type { SetResult } from './understood.ts';
import { type Envelope, writeInterchange, type WrittenSet } from './write-envelope.ts';

/** Problems shown per set; the sender mends the first ones first. */
const mostProblems = 99;

/** Why a whole set is refused (X12 element 718, AK5-02); 5 is "segments in error". */
const setErrors: Readonly<Record<string, string>> = Object.freeze({
  UNSUPPORTED_SET: '1',
  TRUNCATED: '2',
  CONTROL_MISMATCH: '3',
});

/** What is wrong with an element (X12 element 723, AK4-03); 7 is "invalid code value". */
const elementErrors: Readonly<Record<string, string>> = Object.freeze({
  AMOUNT_UNREADABLE: '6',
  MIXED_DECIMALS: '6',
  TOO_MANY_DECIMALS: '6',
  AMOUNTS_DISAGREE: '6',
  DATE_UNREADABLE: '8',
  B3_DATE: '8',
  B3_DELIVERY_DATE: '8',
  TIME_UNREADABLE: '9',
});

function problemSegments(set: X12Set, problem: Note): string[][] {
  const { tag, segment, element: number } = problem.position;
  if (segment === undefined || tag === undefined || !isTag(tag)) return [];
  const ak3 = ['AK3', tag, String(segment), '', '8'];
  if (number === undefined) return [ak3];
  const bad = set.segments[segment - 1];
  const value = bad ? element(bad, number) : '';
  const error = value === '' ? '1' : (elementErrors[problem.code] ?? '7');
  return [ak3, ['AK4', String(number), '', error, value.slice(0, 99)]];
}

/** One set's verdict: A accepted, E accepted although miscounted, R refused. */
function acknowledge(set: X12Set, result: SetResult | undefined): { verdict: string; segments: string[][] } {
  const head = ['AK2', set.type, set.control];
  if (result?.understood === true) {
    const miscounted = set.warnings.some((warning) => warning.code.startsWith('COUNT_'));
    const verdict = miscounted ? 'E' : 'A';
    return { verdict, segments: [head, miscounted ? ['AK5', verdict, '4'] : ['AK5', verdict]] };
  }
  const problems = (result?.problems ?? []).slice(0, mostProblems);
  const whole = problems.map((problem) => setErrors[problem.code]).find((code) => code !== undefined);
  const details = whole === undefined ? problems.flatMap((problem) => problemSegments(set, problem)) : [];
  return { verdict: 'R', segments: [head, ...details, ['AK5', 'R', whole ?? '5']] };
}

/** AK9-01: A or E when all are accepted, R when all are refused, P in between. */
function groupVerdict(verdicts: string[]): string {
  const refused = verdicts.filter((verdict) => verdict === 'R').length;
  if (refused > 0) return refused === verdicts.length ? 'R' : 'P';
  return verdicts.includes('E') ? 'E' : 'A';
}

function acknowledgeGroup(group: Group, results: ReadonlyMap<X12Set, SetResult>): WrittenSet {
  const sets = group.sets.map((set) => acknowledge(set, results.get(set)));
  const verdicts = sets.map((set) => set.verdict);
  const accepted = String(verdicts.filter((verdict) => verdict !== 'R').length);
  const count = String(sets.length);
  const segments = [['AK1', group.code, group.control], ...sets.flatMap((set) => set.segments)];
  return { type: '997', segments: [...segments, ['AK9', groupVerdict(verdicts), count, count, accepted]] };
}

/**
 * The functional acknowledgement (X12 997) of an interchange, in the sender's own separators: one set per group, per
 * set AK5 A, E (understood, miscounted) or R with the segments and elements that stood in the way. `results` are those
 * of `readSet`; a set without one is refused. Acknowledgements are not acknowledged: null when nothing is left.
 */
export function write997(
  interchange: Interchange,
  results: ReadonlyMap<X12Set, SetResult>,
  at: { control: string; date: LocalDate; time: string },
): string | null {
  const groups = interchange.groups.filter(
    (group) => group.code !== '' && group.sets.length > 0 && group.sets.some((set) => set.type !== '997'),
  );
  const [first] = groups;
  if (!first) return null;
  const envelope: Envelope = {
    ...at,
    sender: interchange.receiver,
    senderQualifier: interchange.receiverQualifier,
    receiver: interchange.sender,
    receiverQualifier: interchange.senderQualifier,
    version: first.version.startsWith('005010') ? '005010' : '004010',
    separators: interchange.separators,
    test: interchange.test,
  };
  const sets = groups.map((group) => acknowledgeGroup(group, results));
  return writeInterchange(envelope, [{ code: 'FA', sender: first.receiver, receiver: first.sender, sets }]);
}
