/* global document */
import { read } from './api.js';
import { postingsOf, timelineOf } from './case-story.js';
import { decisionForm } from './decide.js';
import { amount, amountCell, cell, el, isSome, moment, part, table, words } from './elements.js';
import { workingTree } from './working.js';

const parts = ['approved', 'disputed', 'denied', 'pending'];
const columns = [
  { head: 'Line' },
  { head: 'Charge' },
  ...['Billed', 'Expected', 'Approved', 'Disputed', 'Denied', 'Pending'].map((head) => ({ head, amount: true })),
  { head: 'Verdict' },
  { head: 'Outcome' },
  { head: 'Reason' },
];

/** Lists come as `{ data }`; only the first 200 of anything are shown. */
const rowsOf = (answer) => answer.body.data ?? answer.body;

/**
 * One case in full.
 *
 * @param {string} caseId
 * @param {(text: string) => void} say tells the reader what changed
 */
export function casePage(caseId, say) {
  const path = `/v1/cases/${caseId}`;
  const place = { head: el('div'), facts: el('div'), story: el('div') };
  let last = '';
  let state = '';
  let etag = null;
  const page = { refresh };
  const form = decisionForm(caseId, () => etag, refresh);
  page.element = el('article', { class: 'case' }, place.head, form.element, place.facts, place.story);

  async function refresh() {
    const [found, timeline, postings] = await Promise.all([
      read(path),
      read(`${path}/timeline?limit=200`),
      read(`/v1/postings?caseId=${caseId}&limit=200`),
    ]);
    const one = found.body;
    etag = found.etag ?? one.etag;
    const text = JSON.stringify([one, timeline.body, postings.body]);
    if (text === last) return;
    last = text;
    if (state && state !== one.state) say(`This case is now ${words(one.state).toLowerCase()}.`);
    state = one.state;
    form.offer(one.charges);
    const folds = foldsOf(place.facts);
    place.head.replaceChildren(headOf(one));
    place.facts.replaceChildren(...partsOf(one).filter(Boolean));
    place.story.replaceChildren(...storyOf(rowsOf(timeline), rowsOf(postings)).filter(Boolean));
    for (const details of place.facts.querySelectorAll('details'))
      if (folds.has(details.id)) details.open = folds.get(details.id);
  }
  return page;
}

/** What the reader has folded and unfolded. */
function foldsOf(place) {
  return new Map([...place.querySelectorAll('details')].map((details) => [details.id, details.open]));
}

function headOf(one) {
  document.title = `${one.invoiceNumber} · Tallyman`;
  const facts = [
    ['Bill', one.billNumber],
    ['Carrier', one.carrier],
    ['Shipment', one.shipmentId],
    ['Contract', contractOf(one.dependencies)],
    ['Revision', String(one.revision)],
    ['Reopened', one.reopenedCount > 0 ? `${one.reopenedCount} ${one.reopenedCount === 1 ? 'time' : 'times'}` : null],
  ].filter(([, value]) => value);
  return el(
    'header',
    {},
    el('p', {}, el('a', { href: '#/' }, 'Work list')),
    el('h1', {}, `Invoice ${one.invoiceNumber} `, el('span', { class: `state ${one.state}` }, words(one.state))),
    el(
      'dl',
      { class: 'facts' },
      facts.map(([name, value]) => el('div', {}, el('dt', {}, name), el('dd', {}, value))),
    ),
    moneyOf(one),
  );
}

function contractOf(dependencies) {
  const contract = dependencies?.contract;
  return contract ? `${contract.contractId} version ${contract.version}` : null;
}

/** billed = approved + disputed + denied + pending, in figures; and as a bar where no part is negative. */
function moneyOf({ money, currency, atRisk }) {
  const positive = parts.every((name) => !money[name].startsWith('-')) && isSome(money.billed);
  const segments = parts
    .filter((name) => isSome(money[name]))
    .map((name) => {
      const segment = el('span', { class: `segment ${name}` });
      segment.style.flexGrow = money[name];
      return segment;
    });
  const figure = (name, sign) =>
    el(
      'div',
      { class: `sum ${name}` },
      el('dt', {}, sign, words(name)),
      el('dd', { class: 'amount' }, amount(money[name])),
    );
  return el(
    'section',
    { class: 'money', 'aria-label': `Money in ${currency ?? 'no currency'}` },
    positive && el('div', { class: 'bar', 'aria-hidden': 'true' }, segments),
    el(
      'dl',
      {},
      figure('billed', ''),
      parts.map((name, index) => figure(name, index === 0 ? '= ' : '+ ')),
    ),
    el(
      'p',
      { class: 'expected' },
      `Expected ${amount(money.expected)} ${currency ?? ''}`,
      isSome(atRisk) && el('strong', {}, ` · ${amount(atRisk)} posted and now in doubt`),
    ),
  );
}

function partsOf(one) {
  const otherCurrencies = (one.otherCurrencies ?? []).map((each) =>
    el('li', {}, `Line ${each.line}: ${amount(each.amount)} ${each.currency}, left out of the sums`),
  );
  return [
    one.parkedError && part('Parked', el('p', { class: 'warning' }, one.parkedError)),
    part('Charges', table({ caption: 'Charges', columns, rows: one.charges.flatMap(chargeRows), id: 'charges' })),
    part('In other currencies', otherCurrencies.length > 0 && el('ul', {}, otherCurrencies)),
    part('Findings', one.findings.length > 0 && el('ul', { class: 'plain' }, one.findings.map(findingOf))),
    part('Missing facts', missingOf(one.charges)),
    part('Possible shipments', candidatesOf(one.match)),
    part(
      'Open with the carrier',
      one.openItems?.length > 0 && el('ul', { class: 'plain' }, one.openItems.map(openItemOf)),
    ),
    part('Decisions', decisionsOf(one)),
    part('Facts in conflict, not used', conflictsOf(one.conflicts)),
    part('Clocks', one.clocks?.length > 0 && el('ul', { class: 'plain' }, one.clocks.map(clockOf))),
  ];
}

/** A charge in figures, and below it what is said of it. */
function chargeRows(charge, index) {
  const stop = charge.stop ? ` at stop ${charge.stop}` : '';
  return [
    el(
      'tr',
      { class: 'charge' },
      el('th', { scope: 'row' }, charge.line === null ? '–' : String(charge.line)),
      cell(words(charge.charge), stop, charge.rawCode && el('small', {}, ` ${charge.rawCode}`)),
      ['billed', 'expected'].map((name) => amountCell(charge[name])),
      parts.map((name) => el('td', { class: `amount ${isSome(charge[name]) ? name : 'none'}` }, amount(charge[name]))),
      cell(words(charge.verdict)),
      cell(words(charge.outcome)),
      cell(charge.reason ? el('code', {}, charge.reason) : '–'),
    ),
    el('tr', { class: 'said' }, el('td', { colspan: columns.length }, el('div', {}, saidOf(charge, index)))),
  ];
}

/** The sentence, the checks that spoke, and the working behind a fold. */
function saidOf(charge, index) {
  const checks = (charge.checks ?? []).map((check) => `${check.id} ${words(check.verdict).toLowerCase()}`).join(', ');
  return [
    el('p', {}, charge.sentence ?? ''),
    charge.relatesTo && el('p', { class: 'source' }, `see ${charge.relatesTo}`),
    checks && el('p', { class: 'source' }, `checks: ${checks}`),
    charge.working?.label &&
      el('details', { id: `charge-${index}` }, el('summary', {}, 'Working'), workingTree(charge.working, index)),
  ];
}

function findingOf(finding) {
  return el(
    'li',
    {},
    el('strong', {}, words(finding.severity)),
    ' ',
    el('code', {}, finding.code),
    ` ${finding.line === null ? 'whole bill' : `line ${finding.line}`}, ${finding.check}: ${amount(finding.amount)}`,
    el('p', {}, finding.sentence),
  );
}

/** Facts that charges wait for, each once, with the lines that wait. */
function missingOf(charges) {
  const waiting = new Map();
  for (const charge of charges)
    for (const need of charge.missing ?? []) {
      const text = needText(need);
      waiting.set(text, [...(waiting.get(text) ?? []), charge.line ?? charge.charge]);
    }
  if (waiting.size === 0) return false;
  return el(
    'ul',
    { class: 'plain' },
    [...waiting].map(([text, lines]) =>
      el('li', {}, text, el('span', { class: 'source' }, ` for line ${lines.join(', ')}`)),
    ),
  );
}

/** `document POD at stop 2, from the carrier (POD_MISSING)`. */
function needText({ fact, from, reason }) {
  const giver = from === 'US' ? 'ourselves' : `the ${words(from).toLowerCase()}`;
  return `${fact}, from ${giver}${reason ? ` (${reason})` : ''}`;
}

function openItemOf(item) {
  const line = item.line === null || item.line === undefined ? '' : `, line ${item.line}`;
  return el(
    'li',
    {},
    `${words(item.kind)} ${amount(item.amount)}${line}`,
    item.openedBy && ` · opened by ${item.openedBy}`,
  );
}

function clockOf(clock) {
  return el(
    'li',
    {},
    `${words(clock.kind)} due `,
    moment(clock.dueAt),
    clock.passedAt && [' · passed ', moment(clock.passedAt)],
  );
}

/** Shipments an unmatched bill could belong to, and what would strike each out. */
function candidatesOf(match) {
  if (!match || match.status === 'MATCHED' || match.candidates.length === 0) return false;
  return list(match.candidates, (each) => [
    `${each.shipmentId} of ${each.shipmentSource}, by ${each.by}`,
    each.eliminatedBy && el('p', { class: 'source' }, `struck out: ${each.eliminatedBy}`),
    each.wouldBeEliminatedBy.length > 0 &&
      el('p', { class: 'source' }, `would be struck out by: ${each.wouldBeEliminatedBy.join('; ')}`),
  ]);
}

/** What people decided, newest first, and which of it no longer fits what is known now. */
function decisionsOf({ decisions = [], loosened = [] }) {
  if (decisions.length === 0) return false;
  const changed = new Map(loosened.map((each) => [each.decisionId, each]));
  return list(decisions.toReversed(), (each) => {
    const since = changed.get(each.decisionId);
    return [
      el('strong', {}, words(each.kind)),
      ` ${each.line === null ? 'whole bill' : `line ${each.line}`} · ${each.by} · `,
      moment(each.at),
      each.reason && [' ', el('code', {}, each.reason)],
      each.comment && el('p', { class: 'comment' }, each.comment),
      since && el('p', { class: 'warning' }, 'New facts have changed what this was decided on.'),
      since && el('p', { class: 'source' }, `then: ${since.was}`),
      since && el('p', { class: 'source' }, `now: ${since.now}`),
    ];
  });
}

function conflictsOf(conflicts = []) {
  if (conflicts.length === 0) return false;
  return list(conflicts, (each) => [`${each.id} from ${each.source}, came `, moment(each.receivedAt)]);
}

const list = (items, show) =>
  el(
    'ul',
    { class: 'plain' },
    items.map((item) => el('li', {}, show(item))),
  );

function storyOf(timeline, postings) {
  return [
    part(
      'Postings',
      postings.length > 0 ? postingsOf(postings) : el('p', { class: 'empty' }, 'Nothing was posted yet.'),
    ),
    part('Timeline', timelineOf(timeline)),
  ];
}
