/* global document, location */
import { read } from './api.js';
import { amount, amountCell, cell, el, isSome, moment, table, words } from './elements.js';

const states = [
  'PARKED',
  'AWAITING_MATCH',
  'IN_REVIEW',
  'DISPUTED',
  'AWAITING_EVIDENCE',
  'APPROVED',
  'SETTLED',
  'DENIED',
];
const parts = ['approved', 'disputed', 'denied', 'pending'];
const columns = [
  { head: 'State' },
  { head: 'Invoice' },
  { head: 'Bill' },
  { head: 'Carrier' },
  { head: 'Shipment' },
  { head: 'Currency' },
  ...['Billed', 'Approved', 'Disputed', 'Denied', 'Pending'].map((head) => ({ head, amount: true })),
  { head: 'Top reason' },
  { head: 'Received' },
];

/**
 * The work list: sums per currency, filters, and cases a page at a time.
 *
 * @param {URLSearchParams} query what the address asks for
 * @param {(text: string) => void} say tells the reader what changed
 */
export function workList(query, say) {
  const place = { sums: el('div', { class: 'cards' }), rows: el('div'), pages: el('div', { class: 'pages' }) };
  const cursors = [''];
  let last = '';
  let known = new Map();
  const turnTo = (cursor) => {
    if (cursor === null) cursors.pop();
    else cursors.push(cursor);
    known = new Map();
    void page.refresh();
  };
  const page = {
    element: el('div', {}, el('h1', {}, 'Work list'), place.sums, filters(query), place.rows, place.pages),
    async refresh() {
      const [sums, list] = await Promise.all([read('/v1/insights/summary'), read(listPath(query, cursors.at(-1)))]);
      const text = JSON.stringify([sums.body, list.body]);
      if (text === last) return;
      last = text;
      known = announce(list.body.data, known, say);
      const reasons = sums.body.reasons.map((each) => el('option', { value: each.reason }));
      page.element.querySelector('#reasons').replaceChildren(...reasons);
      place.sums.replaceChildren(...cards(sums.body));
      replaceRows(place.rows, list.body.data);
      place.pages.replaceChildren(...pager(cursors, list.body.page.nextCursor, turnTo));
    },
  };
  return page;
}

function listPath(query, cursor) {
  const asked = new URLSearchParams(query);
  asked.set('limit', '50');
  if (cursor) asked.set('cursor', cursor);
  return `/v1/cases?${asked}`;
}

/** One card a currency; currencies are never added together. */
function cards(summary) {
  if (summary.bills === 0) return [el('p', { class: 'empty' }, 'No bill has come in yet.')];
  return summary.currencies.map((each) =>
    el(
      'section',
      { class: 'card' },
      el(
        'h2',
        {},
        each.currency ?? 'No currency',
        el('small', {}, ` ${each.bills} ${each.bills === 1 ? 'bill' : 'bills'}`),
      ),
      el(
        'dl',
        {},
        ['billed', ...parts].map((part) =>
          el(
            'div',
            { class: `sum ${part}` },
            el('dt', {}, words(part)),
            el('dd', { class: 'amount' }, amount(each[part])),
          ),
        ),
      ),
    ),
  );
}

function filters(query) {
  const choice = (state) => el('option', { value: state, selected: query.get('state') === state }, words(state));
  const field = (name, label, more = {}) => [
    el('label', { for: `by-${name}` }, label),
    el('input', { id: `by-${name}`, name, value: query.get(name) ?? '', autocomplete: 'off', ...more }),
  ];
  const apply = (event) => {
    event.preventDefault();
    const given = [...new FormData(event.target.closest('form'))].filter(([, value]) => value.trim() !== '');
    const text = new URLSearchParams(
      given.map(([name, value]) => [name, name === 'reason' ? value.trim().toUpperCase() : value.trim()]),
    ).toString();
    location.hash = text === '' ? '#/' : `#/?${text}`;
  };
  return el(
    'form',
    { class: 'filters', role: 'search', 'aria-label': 'Cases', onsubmit: apply },
    el('div', {}, el('label', { for: 'by-state' }, 'State'), stateChoice(choice, apply)),
    el('div', {}, field('carrier', 'Carrier')),
    el(
      'div',
      {},
      field('reason', 'Reason', { list: 'reasons', pattern: '[A-Za-z0-9_]+' }),
      el('datalist', { id: 'reasons' }),
    ),
    el('div', {}, field('invoiceNumber', 'Invoice number', { type: 'search' })),
    el('div', { class: 'buttons' }, el('button', { type: 'submit' }, 'Find'), el('a', { href: '#/' }, 'Show all')),
  );
}

function stateChoice(choice, apply) {
  return el(
    'select',
    { id: 'by-state', name: 'state', onchange: apply },
    el('option', { value: '' }, 'Any'),
    states.map(choice),
  );
}

/** Says which of the rows in sight have another state than before; new rows are not news, a change is. */
function announce(rows, before, say) {
  const changed = rows.filter((row) => before.has(row.caseId) && before.get(row.caseId) !== row.state);
  if (changed.length > 0)
    say(changed.map((row) => `${row.invoiceNumber} is now ${words(row.state).toLowerCase()}`).join('; '));
  return new Map(rows.map((row) => [row.caseId, row.state]));
}

/** Puts the rows in, with the focus and the sideways scroll where they were. */
function replaceRows(place, rows) {
  const focused = document.activeElement?.getAttribute('href');
  const body = place.querySelector('tbody');
  if (rows.length === 0) place.replaceChildren(el('p', { class: 'empty' }, 'No case is like this.'));
  else if (body) body.replaceChildren(...rows.map(rowOf));
  else place.replaceChildren(table({ caption: 'Cases', columns, rows: rows.map(rowOf), id: 'cases' }));
  if (focused?.startsWith('#/cases/'))
    [...place.querySelectorAll('a')]
      .find((link) => link.getAttribute('href') === focused)
      ?.focus({ preventScroll: true });
}

function rowOf(row) {
  return el(
    'tr',
    { 'data-case': row.caseId },
    cell(el('span', { class: `state ${row.state}` }, words(row.state))),
    el('th', { scope: 'row' }, el('a', { href: `#/cases/${row.caseId}` }, row.invoiceNumber)),
    cell(row.billNumber ?? '–'),
    cell(row.carrier ?? '–'),
    cell(row.shipmentId ?? '–'),
    cell(row.currency ?? '–'),
    amountCell(row.money.billed),
    parts.map((part) =>
      el('td', { class: `amount ${isSome(row.money[part]) ? part : 'none'}` }, amount(row.money[part])),
    ),
    cell(row.reasons[0] ? el('code', {}, row.reasons[0]) : '–'),
    cell(moment(row.receivedAt)),
  );
}

function pager(cursors, next, turnTo) {
  if (cursors.length === 1 && !next) return [];
  return [
    el('button', { type: 'button', disabled: cursors.length === 1, onclick: () => turnTo(null) }, 'Back'),
    el('span', {}, `Page ${cursors.length}`),
    el('button', { type: 'button', disabled: !next, onclick: () => turnTo(next) }, 'Next'),
  ];
}
