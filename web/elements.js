/* global document */
/**
 * Makes an element. Children that are text become text and nothing else: what comes from the API is never HTML.
 *
 * @param {string} tag
 * @param {Record<string, unknown>} [attributes] `class`, `onclick` and the like; false, null and undefined are left out
 * @param {...unknown} children elements, texts, lists of them; null and false are left out
 * @returns {HTMLElement}
 */
export function el(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === undefined || value === null || value === false) continue;
    if (name.startsWith('on')) element.addEventListener(name.slice(2), value);
    else element.setAttribute(name, value === true ? '' : String(value));
  }
  element.append(
    ...children.flat(Infinity).filter((child) => child !== null && child !== undefined && child !== false),
  );
  return element;
}

/** `AWAITING_EVIDENCE` as people read it: `Awaiting evidence`. */
export function words(code) {
  const text = String(code ?? '').toLowerCase();
  return (text.charAt(0).toUpperCase() + text.slice(1)).replaceAll('_', ' ');
}

/** An amount as the API gave it, with thousands set apart: no arithmetic, so no digit changes. Unknown: a dash. */
export function amount(text) {
  if (text === null || text === undefined) return '–';
  const [whole, places] = String(text).split('.');
  const grouped = whole.replace(/\B(?=(\d{3})+(?!\d))/g, ',').replace('-', '−');
  return places === undefined ? grouped : `${grouped}.${places}`;
}

/** Whether an amount is there and not zero. */
export function isSome(text) {
  return /[1-9]/.test(text ?? '');
}

/** A moment in the reader's own time; a bare date stays a date. The exact text is in its tooltip. */
export function moment(text) {
  if (!text) return '–';
  const bare = /^\d{4}-\d{2}-\d{2}$/.test(text);
  const date = new Date(text);
  if (bare || Number.isNaN(date.getTime())) return el('time', {}, text);
  const year = date.getFullYear() === new Date().getFullYear() ? undefined : 'numeric';
  const shown = date.toLocaleString(undefined, {
    year,
    month: 'short',
    day: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
  });
  return el('time', { datetime: text, title: text }, shown);
}

/**
 * A table with a caption and real headings, in a box that scrolls sideways by itself on a narrow screen.
 *
 * @param {{ caption: string, columns: { head: string, amount?: boolean }[], rows: HTMLElement[], id?: string }} table
 */
export function table({ caption, columns, rows, id }) {
  const heads = columns.map(({ head, amount: isAmount }) =>
    el('th', { scope: 'col', class: isAmount && 'amount' }, head),
  );
  return el(
    'div',
    { class: 'scroll', role: 'region', 'aria-label': caption, tabindex: 0 },
    el('table', { id }, el('caption', {}, caption), el('thead', {}, el('tr', {}, heads)), el('tbody', {}, rows)),
  );
}

/** Cells of a row; amounts stand right, in figures of equal width. */
export const cell = (...children) => el('td', {}, ...children);
export const amountCell = (text) => el('td', { class: 'amount' }, amount(text));

/** A labelled part of a page; none when there is nothing to say. */
export function part(title, ...children) {
  const there = children.flat().filter(Boolean);
  return there.length > 0 && el('section', {}, el('h2', {}, title), ...there);
}
