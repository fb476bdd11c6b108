import { amount, el, moment } from './elements.js';

const signs = { SUM: ' + ', DIFFERENCE: ' − ', PRODUCT: ' × ', QUOTIENT: ' ÷ ' };
const says = {
  MAXIMUM: 'the greatest of',
  MINIMUM: 'the least of',
  ROUND: 'rounded from',
  FLOOR_UNITS: 'whole units, rounded down, of',
  CEIL_UNITS: 'whole units, rounded up, of',
  NEAREST_UNITS: 'whole units, to the nearest, of',
  SAME: 'the same as',
};

const figure = (step) => (step.value === null || step.value === undefined ? 'not known' : amount(step.value));

/** The step as arithmetic: `7.28 = 0.20 × 36.40`. A leaf has none: it has a source. */
function arithmetic(step) {
  const inputs = step.inputs ?? [];
  if (inputs.length === 0) return '';
  const values = inputs.map(figure);
  if (step.op === 'BAND') return `for ${values[0]}, from ${values[1]}${values[3] ? ` up to ${values[3]}` : ''}`;
  if (signs[step.op]) return inputs.length === 1 ? '' : values.join(signs[step.op]);
  return `${says[step.op] ?? step.op} ${values.join(', ')}${roundingOf(step)}`;
}

function roundingOf({ rounding }) {
  return rounding ? ` (${rounding.mode.toLowerCase().replace('_', ' ')}, ${rounding.places} places)` : '';
}

/** Where a figure comes from: the clause and its version, or the fact and its times. */
function sourceOf({ source }) {
  if (!source) return null;
  const version = source.version ? ` version ${source.version}` : '';
  return el(
    'span',
    { class: 'source' },
    `${source.kind.toLowerCase()} ${source.id}${version}${source.pointer ? ` ${source.pointer}` : ''}`,
    source.occurredAt && [', happened ', moment(source.occurredAt)],
    source.receivedAt && [', came ', moment(source.receivedAt)],
  );
}

/** How many levels are open before anybody asks for more. */
const openLevels = 3;

/** A step with what it is made of below it, folded from some depth on; what was shown before is not shown again. */
function stepOf(step, path, shown) {
  const how = arithmetic(step);
  const head = [
    el('span', { class: 'label' }, step.label),
    el('span', { class: 'value' }, figure(step), ' ', el('small', {}, step.unit ?? '')),
  ];
  const below = [how && el('div', { class: 'how' }, `= ${how}`), sourceOf(step)];
  const inputs = step.inputs ?? [];
  const text = JSON.stringify(step);
  if (inputs.length === 0) return el('li', {}, el('div', { class: 'step' }, head), below);
  if (shown.has(text)) return el('li', {}, el('div', { class: 'step' }, head), el('div', { class: 'how' }, 'as above'));
  shown.add(text);
  const parts = inputs.map((input, index) => stepOf(input, [...path, index], shown));
  const fold = { id: `working-${path.join('-')}`, open: path.length <= openLevels };
  return el('li', {}, el('details', fold, el('summary', { class: 'step' }, head), below, el('ul', {}, parts)));
}

/** The working of a charge: each figure, the figures it is made of, and where those come from. */
export function workingTree(working, index) {
  return el('ul', { class: 'working' }, stepOf(working, [index], new Set()));
}
