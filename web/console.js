/* global document, location, history, window */
import { key, Refusal } from './api.js';
import { casePage } from './case-page.js';
import { el } from './elements.js';
import { workList } from './work-list.js';

const everyMs = 5_000;
const main = document.getElementById('main');
const news = document.getElementById('news');
const forget = document.getElementById('forget');

/** What is on the screen: `refresh` looks again and changes only what is different. */
let shown = null;
let looking = false;

/** Takes a key out of the address before anything else, so that it is in no bookmark and no history. */
function takeKeyFromAddress() {
  const given = /^#key=([^&]+)/.exec(location.hash);
  if (!given) return;
  key.keep(decodeURIComponent(given[1]));
  history.replaceState(null, '', `${location.pathname}#/`);
}

function say(text, isWarning = false) {
  if (news.textContent !== text) news.textContent = text;
  news.classList.toggle('warning', isWarning);
}

function askForKey(reason) {
  shown = null;
  forget.hidden = true;
  const field = el('input', { id: 'key', type: 'password', autocomplete: 'off', spellcheck: 'false', required: true });
  const submit = (event) => {
    event.preventDefault();
    key.keep(field.value.trim());
    void show();
  };
  main.replaceChildren(
    el(
      'form',
      { class: 'key', onsubmit: submit },
      el('h1', {}, 'Which API key?'),
      el('p', {}, 'The service prints its keys when it starts. This tab keeps the key until it is closed.'),
      reason && el('p', { class: 'warning' }, reason),
      el('label', { for: 'key' }, 'API key'),
      field,
      el('button', { type: 'submit' }, 'Continue'),
    ),
  );
  field.focus();
}

/** The page the address asks for. */
function pageOfAddress() {
  const [path, query = ''] = location.hash.replace(/^#/, '').split('?');
  const found = /^\/cases\/([0-9A-Za-z-]+)$/.exec(path);
  return found ? casePage(found[1], say) : workList(new URLSearchParams(query), say);
}

async function show() {
  takeKeyFromAddress();
  if (!key.get()) return askForKey('');
  forget.hidden = false;
  const page = pageOfAddress();
  shown = page;
  say('');
  await look();
  if (shown !== page) return undefined;
  main.replaceChildren(page.element);
  window.scrollTo(0, 0);
  main.focus({ preventScroll: true });
  return undefined;
}

async function look() {
  const page = shown;
  if (!page || looking) return;
  looking = true;
  try {
    await page.refresh();
    if (news.classList.contains('warning')) say('');
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    if (error.status === 401) {
      key.forget();
      askForKey(error.message);
    } else say(`${error.message}${error.traceId ? ` (trace ${error.traceId})` : ''}`, true);
  } finally {
    looking = false;
  }
}

forget.addEventListener('click', () => {
  key.forget();
  askForKey('');
});
document.querySelector('.skip').addEventListener('click', (event) => {
  event.preventDefault();
  main.focus();
});
window.addEventListener('hashchange', () => void show());
setInterval(() => {
  if (!document.hidden) void look();
}, everyMs);
void show();
