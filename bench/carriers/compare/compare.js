/** Puts what the service says beside what the agreement says, line by line. */
import { equal, exact, isZero, plus, text, zero } from '../exact.js';
import { judged, stages } from '../judge/judge.js';
import { documentIdOf } from '../loads/bill.js';
import { flagged, labelled } from '../stories.js';

const parts = ['approved', 'disputed', 'denied', 'pending'];
const same = (a, b) => equal(exact(a), b);
export const plainNumber = (number) => number?.toUpperCase().replace(/[^A-Z0-9]/g, '');

/** Compares every bill of a load with its case. */
export function compareLoad(load, cases, { stage, score }) {
  const told = judged(load, stage);
  const pairs = told.map((one) => ({ one, found: takeCase(one, cases) }));
  for (const { one, found } of pairs) compareBill({ load, one, found, stage }, score);
  const together = pairs.filter(({ one, found }) => one.together && found);
  if (together.length > 0) compareTogether({ load, together, stage }, score);
}

/** The case of a bill: of the same document, with the same number. */
function takeCase({ bill }, cases) {
  return cases.find(
    (one) => one.documentId === documentIdOf(bill) && plainNumber(one.billNumber) === plainNumber(bill.billNumber),
  );
}

const isUnder = (actual) => actual?.verdict === 'VARIANCE' && actual.outcome === 'APPROVE';

const matches = (line, actual) => actual && parts.every((part) => same(actual[part], line.parts[part]));

/** The service's line for a told one. */
function actualOf({ line, charge }, { charges }) {
  if (line === 'TAX') return charges.find((one) => one.charge === 'TAX');
  if (line === null) return charges.find((one) => one.line === null && one.charge === charge);
  return charges.find((one) => one.line === line);
}

const isFlagged = (actual) =>
  Boolean(actual) && ['VARIANCE', 'CANNOT_ASSESS'].includes(actual.verdict) && !isZero(exact(differenceOf(actual)));

/** What of a line is not simply approved; a claim on what was paid counts too. */
function differenceOf({ disputed, denied, pending, outcome, billed }) {
  const apart = [disputed, denied, pending].find((amount) => !isZero(exact(amount)));
  return apart ?? (outcome === 'APPROVE' ? '0' : billed);
}

function compareBill({ load, one, found, stage }, score) {
  const kinds = kindsOf(load, one, stage);
  const note = (what, more) => score.mismatch({ what, ...contextOf(load, one, found, stage), kinds, ...more });
  if (!found) {
    score.missingCase(kinds[0]);
    note('no case', {});
    return;
  }
  const compared = { load, one, found, stage, score, note, kinds };
  const claimed = stage === stages.late ? compareLabels(compared) : compareWaiting(compared);
  compareOthers(compared, claimed);
  if (one.together) return;
  for (const line of one.lines) compareAmounts(compared, line, claimed.get(line) ?? kinds[0]);
  compareCase(compared);
}

/** The sums of the case, and its state. */
function compareCase({ one, found, score, note, kinds }) {
  const sums = ['billed', ...parts].every((name) => equal(sumOf(found.money, [name]), total(found.charges, name)));
  score.amount(kinds[0], sums);
  if (!sums) note('sums', {});
  const doubtful = !isZero(exact(found.atRisk ?? '0')) || one.lines.some(({ or, open }) => or || open);
  if (doubtful) return;
  score.state(kinds[0], found.state === one.state);
  if (found.state !== one.state) note('state', { told: one.state, actual: [found.state] });
}

const total = (charges, name) => charges.reduce((all, charge) => plus(all, charge[name]), zero);

/** What a bill counts under: its mistakes, its oddity, or nothing. */
function kindsOf(load, { bill }, stage) {
  const waits = stage === stages.inTime ? 'waits: ' : '';
  const labels = bill.labels.map(({ kind }) => kind);
  const named = [...labels, ...bill.oddities];
  if (waits) return [`${waits}${load.kind === 'misfortune' ? load.story : 'terms that came late'}`];
  return named.length > 0 ? named : [load.kind === 'misfortune' ? load.story : 'honest'];
}

/** Each seeded mistake: seen or not, and named or not. */
function compareLabels({ one, found, score, note }) {
  const claimed = new Map();
  for (const label of one.bill.labels) {
    const about = labelled(label, one);
    for (const line of about) claimed.set(line, label.kind);
    const actual = about.map((line) => actualOf(line, found)).filter(Boolean);
    const seen = wasSeen(label, actual, found);
    score.seeded(label.kind, { seen });
    if (!seen) note('missed', { label, actual });
    else if (label.reasons) {
      const named = wasNamed(label, actual, found);
      score.named(label.kind, named);
      if (!named) note('reason', { label, actual });
    }
  }
  return claimed;
}

function wasSeen(label, actual, found) {
  if (label.charge === 'FINDING') return found.findings.some(({ code }) => label.reasons.includes(code));
  if (label.reasons?.includes('UNDER_BILLED')) return found.findings.some(({ code }) => code === 'UNDER_BILLED');
  return actual.some(isFlagged);
}

const families = {
  LINEHAUL: /^[RPIM]-/,
  FUEL: /^[FRPM]-/,
  TAX: /^T-/,
  BILL: /^[IPDMLET]-/,
};

function wasNamed(label, actual, found) {
  if (label.charge === 'FINDING' || label.reasons.includes('UNDER_BILLED')) return true;
  const family = families[label.charge] ?? /^[A-Z]-\d/;
  const reasons = [...actual.map(({ reason }) => reason), ...found.findings.map(({ code }) => code)];
  const checks = [...actual.flatMap((one) => one.checks ?? []), ...found.findings.map(({ check }) => ({ id: check }))];
  return reasons.some((reason) => label.reasons.includes(reason)) && checks.some(({ id }) => family.test(id));
}

/** Before the late facts have come: what is not known waits, and is not disputed; the rest is judged by what is known. */
function compareWaiting({ load, one, found, score, note, kinds }) {
  const claimed = new Map();
  for (const line of one.lines.filter(flagged)) {
    const actual = actualOf(line, found);
    const waits = line.verdict === 'CANNOT_ASSESS';
    const undisputed = actual && isZero(exact(actual.disputed)) && isZero(exact(actual.denied));
    const seen = waits ? actual?.verdict === 'CANNOT_ASSESS' && undisputed : isFlagged(actual) || isUnder(actual);
    claimed.set(line, kinds[0]);
    score.seeded(kinds[0], { seen });
    if (!seen) note('missed', { label: load.story, told: shown(line), actual: [actual] });
  }
  return claimed;
}

/** Lines nothing was seeded on: whoever sees something there gives a false alarm. */
function compareOthers({ one, found, score, note, kinds, stage }, claimed) {
  for (const line of one.lines.filter((each) => !claimed.has(each) && !flagged(each) && !each.heldWith && !each.open)) {
    const actual = actualOf(line, found);
    if (line.settled || !isFlagged(actual) || one.together) continue;
    score.falseAlarm(kinds[0]);
    note('false alarm', { told: shown(line), actual: [actual] });
  }
  const unknown = found.charges.filter((actual) => !one.lines.some((line) => actualOf(line, found) === actual));
  for (const actual of unknown.filter((each) => each.reason !== 'UNBILLED' && !one.together && stage === stages.late)) {
    score.falseAlarm(kinds[0]);
    note('line nobody expects', { actual: [actual] });
  }
}

/** To the cent: the four parts and what is expected. */
function compareAmounts({ found, score, note }, line, kind) {
  const actual = actualOf(line, found);
  if (!actual) {
    score.amount(kind, false);
    note('no line', { told: shown(line) });
    return;
  }
  const right = partsAgree(line, actual, found) && expectedAgrees(line, actual) && same(actual.billed, line.billed);
  score.amount(kind, right);
  if (!right) note('amount', { told: shown(line), actual: [actual] });
}

function partsAgree(line, actual, found) {
  if (matches(line, actual) || (line.or && matches({ parts: line.or }, actual))) return true;
  if (!same(actual.denied, line.parts.denied)) return false;
  // How a tax is split while some of its base waits is left open but under HOLD_ALL: nothing of it may get lost.
  if (line.open) return equal(sumOf(actual, ['approved', 'disputed', 'pending']), line.billed);
  const kept = equal(sumOf(actual, ['approved', 'pending']), plus(line.parts.approved, line.parts.pending));
  return mayStayPosted(line, found) && kept && same(actual.disputed, line.parts.disputed);
}

/**
 * What was posted before a doubt came stays posted: under HOLD_ALL on every line, what is owed of a disputed one among
 * them; else it shows as at risk.
 */
function mayStayPosted(line, found) {
  const heldInPart = line.outcome === 'DISPUTE' && !isZero(line.parts.pending);
  return line.heldWith || heldInPart || !isZero(exact(found.atRisk ?? '0'));
}

const sumOf = (actual, names) => names.reduce((all, name) => plus(all, actual[name]), zero);

function expectedAgrees({ expected }, actual) {
  if (expected === undefined) return true;
  if (expected === null || actual.expected === null) return expected === actual.expected;
  return same(actual.expected, expected);
}

/** Bills that stand for each other: what was approved of them together. */
function compareTogether({ load, together, stage }, score) {
  const charges = together.flatMap(({ found }) => found.charges);
  const sum = (part) => total(charges, part);
  const wanted = together[0].one.together;
  const right = ['approved', 'disputed', 'pending'].every((part) => equal(sum(part), wanted[part]));
  const [{ one, found }] = together;
  const [kind] = kindsOf(load, one, stage);
  score.amount(kind, right);
  const sums = Object.fromEntries(parts.map((part) => [part, text(sum(part))]));
  if (!right) score.mismatch({ what: 'amount together', ...contextOf(load, one, found, stage), kinds: [kind], sums });
}

const shown = (line) => ({
  ...{ line: line.line, charge: line.charge, verdict: line.verdict, outcome: line.outcome, reason: line.reason },
  ...{ billed: text(line.billed), expected: line.expected ? text(line.expected) : line.expected },
  ...Object.fromEntries(parts.map((part) => [part, text(line.parts[part])])),
});

function contextOf(load, one, found, stage) {
  const { plan, facts, number } = load;
  return {
    ...{ stage, load: number, carrier: plan.profile.carrier, invoice: one.bill.invoiceNumber, kind: one.bill.kind },
    ...{ labels: one.bill.labels.map(({ kind }) => kind), oddities: one.bill.oddities, told: one.lines.map(shown) },
    ...{ bill: { ...one.bill, lines: one.bill.lines.map((line) => ({ ...line, amount: text(line.amount) })) } },
    ...{ facts: { ...facts, arrivals: arrivalsOf(load) }, case: found },
  };
}

const arrivalsOf = (load) =>
  [...load.arrivals].map(
    ([fact, arrives]) => `${fact.eventId ?? fact.documentId} ${arrives === Infinity ? 'never' : arrives}`,
  );
