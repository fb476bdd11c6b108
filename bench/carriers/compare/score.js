/** Counts, by kind of mistake, what was seeded, seen, named, and right to the cent; and prints the table. */

const empty = () => ({
  seeded: 0,
  seen: 0,
  falseAlarms: 0,
  amounts: 0,
  exact: 0,
  nameable: 0,
  named: 0,
  noCase: 0,
  states: 0,
  rightState: 0,
});

/** What must hold of the whole run. */
export const floors = { recall: 0.995, precision: 0.999, attribution: 0.9 };

export class Score {
  kinds = new Map();
  mismatches = [];
  without = new Map();

  of(kind) {
    if (!this.kinds.has(kind)) this.kinds.set(kind, empty());
    return this.kinds.get(kind);
  }

  seeded(kind, { seen }) {
    const own = this.of(kind);
    own.seeded += 1;
    if (seen) own.seen += 1;
  }

  named(kind, right) {
    const own = this.of(kind);
    own.nameable += 1;
    if (right) own.named += 1;
  }

  amount(kind, right) {
    const own = this.of(kind);
    own.amounts += 1;
    if (right) own.exact += 1;
  }

  state(kind, right) {
    const own = this.of(kind);
    own.states += 1;
    if (right) own.rightState += 1;
  }

  falseAlarm(kind) {
    this.of(kind).falseAlarms += 1;
  }

  missingCase(kind) {
    this.of(kind).noCase += 1;
  }

  leftOut(carrier, why) {
    this.without.set(carrier, why);
  }

  mismatch(what) {
    this.mismatches.push(what);
  }

  get total() {
    const total = empty();
    for (const own of this.kinds.values()) for (const name of Object.keys(total)) total[name] += own[name];
    return total;
  }

  /** What of the floors does not hold; nothing when all is well. */
  failures() {
    const { seeded, seen, falseAlarms, amounts, exact, nameable, named, noCase, states, rightState } = this.total;
    const checks = [
      [ratio(seen, seeded) >= floors.recall, `recall is below ${percent(floors.recall)}`],
      [ratio(seen, seen + falseAlarms) >= floors.precision, `precision is below ${percent(floors.precision)}`],
      [exact === amounts, `${amounts - exact} amounts are wrong`],
      [ratio(named, nameable) >= floors.attribution, `attribution is below ${percent(floors.attribution)}`],
      [rightState === states, `${states - rightState} cases are in the wrong state`],
      [noCase === 0, `${noCase} bills have no case`],
      [this.without.size === 0, `the contracts of ${[...this.without.keys()].join(', ')} are refused`],
    ];
    return checks.filter(([holds]) => !holds).map(([, failure]) => failure);
  }

  table() {
    const head = row([
      '',
      'seeded',
      'recall',
      'false alarms',
      'precision',
      'amounts',
      'exact',
      'reason named',
      'state',
    ]);
    const rows = [...this.kinds].sort(([a], [b]) => (a < b ? -1 : 1)).map(([kind, own]) => row(cells(kind, own)));
    return [head, '-'.repeat(head.length), ...rows, '-'.repeat(head.length), row(cells('all', this.total))].join('\n');
  }
}

const ratio = (part, whole) => (whole === 0 ? 1 : part / whole);
const percent = (value) => `${(value * 100).toFixed(1)} %`;
const share = (part, whole) => (whole === 0 ? '' : percent(part / whole));

const cells = (kind, own) => [
  ...[kind, own.seeded || '', share(own.seen, own.seeded), own.falseAlarms || ''],
  ...[share(own.seen, own.seeded === 0 ? 0 : own.seen + own.falseAlarms), own.amounts || ''],
  ...[share(own.exact, own.amounts), share(own.named, own.nameable)],
  share(own.rightState, own.states),
];

const row = ([kind, ...others]) => `${kind.padEnd(46)}${others.map((cell) => String(cell).padStart(13)).join('')}`;
