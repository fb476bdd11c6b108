import { amount, amountCell, cell, el, isSome, moment, table, words } from './elements.js';

const parts = ['approved', 'disputed', 'denied', 'pending'];

/** What happened to the case, newest first: what arrived, when it happened, when it came, and what it changed. */
export function timelineOf(entries) {
  const newestFirst = entries.toSorted((a, b) => b.entry - a.entry);
  return el('ol', { class: 'timeline' }, newestFirst.map(entryOf));
}

function entryOf(entry) {
  const by = entry.decision?.by ? ` · ${entry.decision.by}` : '';
  return el(
    'li',
    {},
    el('div', { class: 'when' }, moment(entry.at), ` · ${words(entry.kind)} · revision ${entry.revision}${by}`),
    entry.state && el('p', {}, changeOf(entry.state.before && words(entry.state.before), words(entry.state.after))),
    entry.decision && decisionOf(entry.decision),
    ...whatChanged(entry),
  );
}

function decisionOf({ kind, line, reason, comment }) {
  return [
    el('p', {}, `${words(kind)}, ${line === undefined ? 'whole bill' : `line ${line}`}${reason ? ` (${reason})` : ''}`),
    comment && el('p', { class: 'comment' }, comment),
  ];
}

function whatChanged({ arrived = [], money, lines = [], contract, error }) {
  return [
    arrived.length > 0 && el('ul', {}, arrived.map(arrivalOf)),
    contract &&
      el('p', {}, `contract ${changeOf(contract.before && termsOf(contract.before), termsOf(contract.after))}`),
    money?.after && moneyChange(money),
    lines.length > 0 && el('ul', {}, lines.map(lineChange)),
    error && el('p', { class: 'warning' }, error),
  ];
}

const termsOf = (contract) => (contract ? `${contract.contractId} version ${contract.version}` : 'none');

function changeOf(before, after) {
  return before && before !== after ? `${before} → ${after}` : after;
}

function arrivalOf(fact) {
  return el(
    'li',
    {},
    `${words(fact.kind)}${fact.type ? ` ${fact.type}` : ''} from ${fact.source}`,
    fact.occurredAt && [', happened ', moment(fact.occurredAt)],
    fact.receivedAt && [', came ', moment(fact.receivedAt)],
  );
}

function moneyChange({ before, after }) {
  const changed = parts.filter((part) => (before ? before[part] !== after[part] : isSome(after[part])));
  if (changed.length === 0) return null;
  return el(
    'p',
    { class: 'figures' },
    changed.map((part) => `${part} ${changeOf(before && amount(before[part]), amount(after[part]))}`).join(' · '),
  );
}

function lineChange(change) {
  const line = `${change.line === null ? 'Not billed' : `Line ${change.line}`}, ${words(change.charge).toLowerCase()}`;
  const standing = (of) =>
    of ? `${words(of.verdict)}, ${words(of.outcome).toLowerCase()}${of.reason ? ` (${of.reason})` : ''}` : null;
  return el('li', {}, `${line}: ${changeOf(standing(change.before), standing(change.after) ?? 'gone')}`);
}

const columns = [
  { head: 'No.' },
  { head: 'Type' },
  { head: 'State' },
  { head: 'Gross', amount: true },
  { head: 'Supplier reference' },
  { head: 'ERP number' },
  { head: 'Last answer' },
  { head: 'Made' },
];

/** What was posted of the case, oldest first. */
export function postingsOf(postings) {
  const rows = postings
    .toSorted((a, b) => a.sequence - b.sequence)
    .map((posting) =>
      el(
        'tr',
        {},
        el('th', { scope: 'row' }, String(posting.sequence)),
        cell(words(posting.type)),
        cell(words(posting.state)),
        amountCell(posting.gross),
        cell(posting.supplierReference),
        cell(posting.documentNumber ?? '–'),
        cell(posting.state === 'ACKNOWLEDGED' ? '–' : (posting.lastAnswer ?? '–')),
        cell(moment(posting.createdAt)),
      ),
    );
  return table({ caption: 'Postings', columns, rows, id: 'postings' });
}
