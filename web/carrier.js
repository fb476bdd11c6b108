/* global document, window, location, history, sessionStorage */
import { amount, amountCell, cell, el, isSome, moment, part, table, words } from '/console/elements.js';

const place = 'tallyman.carrier-token';
const main = document.getElementById('main');
const news = document.getElementById('news');

const papers = [
  ['POD', 'Proof of delivery'],
  ['RECEIPT', 'Receipt'],
  ['LUMPER_RECEIPT', 'Lumper receipt'],
  ['WEIGHT_CERTIFICATE', 'Weight certificate'],
  ['BOL', 'Bill of lading'],
  ['PHOTO', 'Photo'],
  ['OTHER', 'Something else'],
];

/** The token comes after the `#` of the link; it is kept for the life of the tab and taken out of the address at once. */
function takeToken() {
  const found = /^#(tmc_[\w-]+)$/.exec(location.hash);
  if (!found) return;
  sessionStorage.setItem(place, found[1]);
  history.replaceState(null, '', '/carrier#/');
}

async function ask(path, init = {}) {
  const answer = await fetch(`/v1/carrier-view${path}`, {
    ...init,
    headers: { accept: 'application/json', authorization: `Bearer ${sessionStorage.getItem(place) ?? ''}` },
    cache: 'no-store',
  }).catch(() => {
    throw new Error('The server does not answer.');
  });
  const body = await answer.json().catch(() => ({}));
  if (!answer.ok) throw new Error(body.detail ?? `The server answered ${answer.status}.`);
  return body;
}

/** Shows this and nothing else; what is not there is left out. */
function fill(...children) {
  main.replaceChildren(...children.filter(Boolean));
}

/** A field under its name. */
function field(label, input) {
  input.id = `field-${input.getAttribute('name')}`;
  return el('div', {}, el('label', { for: input.id }, label), input);
}

function say(text) {
  news.textContent = text;
}

const query = (number, cursor) =>
  [number && `number=${encodeURIComponent(number)}`, cursor && `cursor=${cursor}`].filter(Boolean).join('&');

async function billsPage(number, cursor) {
  const { data, page } = await ask(`/bills?${query(number, cursor)}`);
  const rows = data.map((bill) =>
    el(
      'tr',
      {},
      cell(el('a', { href: `#/bills/${bill.billId}` }, bill.invoiceNumber)),
      cell(bill.billNumber ?? '–'),
      cell(moment(bill.invoiceDate)),
      cell(bill.sentence),
      amountCell(bill.billed),
      amountCell(bill.approved),
      amountCell(bill.withheld),
      amountCell(bill.notOwed),
      cell(bill.currency ?? '–'),
    ),
  );
  const columns = [
    'Invoice',
    'Bill',
    'Date',
    'How it stands',
    'Billed',
    'Paid or to be paid',
    'Withheld',
    'Not owed',
    '',
  ];
  const isAmount = (head) => ['Billed', 'Paid or to be paid', 'Withheld', 'Not owed'].includes(head);
  fill(
    el('h1', {}, 'Your bills'),
    searchForm(number),
    data.length === 0
      ? el('p', { class: 'empty' }, number ? 'There is no such bill.' : 'No bill of yours has come in yet.')
      : table({
          caption: 'Bills, newest first',
          columns: columns.map((head) => ({ head, amount: isAmount(head) })),
          rows,
          id: 'bills',
        }),
    page.nextCursor && el('p', {}, el('a', { href: `#/?${query(number, page.nextCursor)}` }, 'Older bills')),
  );
}

function searchForm(number) {
  const submit = (event) => {
    event.preventDefault();
    location.hash = `#/?${query(new FormData(event.target).get('number'))}`;
  };
  return el(
    'form',
    { class: 'filters', onsubmit: submit },
    field('Invoice or bill number', el('input', { name: 'number', value: number ?? '' })),
    el('button', {}, 'Find'),
  );
}

async function billPage(billId) {
  const bill = await ask(`/bills/${billId}`);
  const sums = [
    ['billed', 'Billed', bill.billed],
    ['approved', 'Paid or to be paid', bill.approved],
    ['disputed', 'Withheld', bill.withheld],
    ['denied', 'Not owed', bill.notOwed],
  ];
  fill(
    el('h1', {}, `Invoice ${bill.invoiceNumber}`, bill.billNumber && `, bill ${bill.billNumber}`),
    el('p', { id: 'stands' }, bill.sentence),
    el(
      'div',
      { class: 'money' },
      el(
        'dl',
        {},
        sums.map(([name, label, sum]) =>
          el(
            'div',
            { class: `sum ${name}` },
            el('dt', {}, label),
            el('dd', { class: 'amount' }, `${amount(sum)} ${bill.currency ?? ''}`),
          ),
        ),
      ),
    ),
    part('Lines', linesTable(bill)),
    ...bill.disputes.map((dispute) => part(`Dispute ${dispute.number}`, ...disputeOf(dispute))),
    part('Payments', bill.payments.length > 0 && paymentsTable(bill)),
    part('Bring a paper', paperForm(billId)),
    el('p', {}, el('a', { href: '#/' }, 'All bills')),
  );
}

function linesTable(bill) {
  const heads = ['Line', 'Charge', 'Billed', 'Paid or to be paid', 'Not paid', 'Why'];
  return table({
    caption: 'What is paid of each line',
    columns: heads.map((head) => ({ head, amount: ['Billed', 'Paid or to be paid', 'Not paid'].includes(head) })),
    rows: bill.lines.map((line) =>
      el(
        'tr',
        {},
        cell(String(line.line ?? '')),
        cell(words(line.charge)),
        amountCell(line.billed),
        amountCell(line.approved),
        el('td', { class: 'amount' }, [line.withheld, line.notOwed].filter(isSome).map(amount).join(' + ') || '–'),
        cell(line.why ?? ''),
      ),
    ),
    id: 'lines',
  });
}

function disputeOf({ number, sentence, answerBy, lines }) {
  return [
    el('p', {}, sentence, answerBy && [' Please answer by ', moment(answerBy), '.']),
    table({
      caption: `What ${number} is about`,
      columns: [
        { head: 'Line' },
        { head: 'Charge' },
        { head: 'Asked', amount: true },
        { head: 'Why' },
        { head: 'State' },
      ],
      rows: lines.map((line) =>
        el(
          'tr',
          {},
          cell(String(line.line ?? '')),
          cell(words(line.charge)),
          amountCell(line.asked),
          cell(line.why),
          cell(words(line.state)),
        ),
      ),
    }),
  ];
}

function paymentsTable(bill) {
  return table({
    caption: 'Released for payment',
    columns: [{ head: 'Reference' }, { head: 'Amount', amount: true }, { head: 'Due' }, { head: 'Paid' }],
    rows: bill.payments.map((one) =>
      el('tr', {}, cell(one.reference), amountCell(one.amount), cell(moment(one.dueDate)), cell(moment(one.paidOn))),
    ),
    id: 'payments',
  });
}

function paperForm(billId) {
  const submit = async (event) => {
    event.preventDefault();
    const form = event.target;
    const body = new FormData(form);
    for (const name of ['signedBy', 'signedLocal', 'amount', 'number']) if (!body.get(name)) body.delete(name);
    form.querySelector('button').disabled = true;
    try {
      const { status } = await ask(`/bills/${billId}/documents`, { method: 'POST', body });
      say(status === 'ACCEPTED' ? 'Taken. The bill is looked at again.' : 'We have this paper already.');
      window.setTimeout(() => void show(), 2000);
    } catch (error) {
      say(`Not taken: ${error.message}`);
    } finally {
      form.querySelector('button').disabled = false;
    }
  };
  return el(
    'form',
    { class: 'filters', onsubmit: submit },
    field(
      'What it is',
      el(
        'select',
        { name: 'type' },
        papers.map(([value, label]) => el('option', { value }, label)),
      ),
    ),
    field('Signed by', el('input', { name: 'signedBy', maxlength: 100 })),
    field('Signed when (time of the place)', el('input', { name: 'signedLocal', type: 'datetime-local' })),
    field('Amount of a receipt', el('input', { name: 'amount', inputmode: 'decimal', maxlength: 20 })),
    field('Its number', el('input', { name: 'number', maxlength: 100 })),
    field(
      'PDF or picture',
      el('input', { type: 'file', name: 'file', required: true, accept: '.pdf,.png,.jpg,.jpeg,.tif,.tiff' }),
    ),
    el('button', {}, 'Send'),
  );
}

async function show() {
  takeToken();
  const [path, search] = location.hash.replace(/^#/, '').split('?');
  const bill = /^\/bills\/([\w-]+)$/.exec(path ?? '');
  const asked = new URLSearchParams(search ?? '');
  try {
    const { carrier, expiresAt } = await ask('');
    document
      .getElementById('who')
      .replaceChildren(carrier, ' · this link holds until ', moment(expiresAt.slice(0, 10)));
    await (bill ? billPage(bill[1]) : billsPage(asked.get('number'), asked.get('cursor')));
  } catch (error) {
    main.replaceChildren(el('h1', {}, 'This cannot be shown'), el('p', { class: 'warning' }, error.message));
  }
}

window.addEventListener('hashchange', () => {
  say('');
  void show();
});
void show();
