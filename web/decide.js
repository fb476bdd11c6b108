import { newOnce, Refusal, tell } from './api.js';
import { el, words } from './elements.js';

const kinds = [
  ['APPROVE_AS_BILLED', 'Approve as billed'],
  ['APPROVE_EXPECTED', 'Approve expected'],
  ['DISPUTE', 'Dispute'],
  ['DENY', 'Deny'],
  ['NOTE', 'Note'],
];

/**
 * The form to decide with. It stays where it is while the case is refreshed around it, so that nothing typed is lost.
 *
 * @param {string} caseId
 * @param {() => string | null} etag what the reader last saw of the case
 * @param {() => Promise<void>} decided called when a decision was taken
 */
export function decisionForm(caseId, etag, decided) {
  const line = el('select', { id: 'decide-line', name: 'line' }, el('option', { value: '' }, 'The whole bill'));
  const reason = el('input', { id: 'decide-reason', name: 'reason', autocomplete: 'off' });
  const comment = el('textarea', { id: 'decide-comment', name: 'comment', rows: 2 });
  const answer = el('div', { id: 'decide-answer', role: 'status', 'aria-live': 'polite' });
  const buttons = kinds.map(([kind, title]) => el('button', { type: 'button', 'data-kind': kind }, title));
  // The same content sent again, after a broken connection, is the same decision.
  const sent = { text: '', once: '' };
  const decide = async (kind) => {
    const body = bodyOf(kind, { line: line.value, reason: reason.value.trim(), comment: comment.value.trim() });
    const text = JSON.stringify([body, etag()]);
    if (sent.text !== text) Object.assign(sent, { text, once: newOnce() });
    buttons.forEach((button) => (button.disabled = true));
    try {
      const { body: taken } = await tell(`/v1/cases/${caseId}/decisions`, body, { etag: etag(), once: sent.once });
      Object.assign(sent, { text: '', once: '' });
      reason.value = '';
      comment.value = '';
      answer.replaceChildren(
        el(
          'p',
          {},
          `${words(kind)}: ${taken?.status === 'AWAITING_SECOND_PERSON' ? 'above your limit, waits for a second person' : 'taken'}.`,
        ),
      );
      await decided();
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      answer.replaceChildren(refusal(error));
      if (error.status === 412) await decided();
    } finally {
      buttons.forEach((button) => (button.disabled = false));
    }
  };
  for (const button of buttons) button.addEventListener('click', () => void decide(button.dataset.kind));
  const element = el(
    'form',
    { class: 'decide', onsubmit: (event) => event.preventDefault() },
    el('h2', {}, 'Decide'),
    el('div', {}, el('label', { for: 'decide-line' }, 'What'), line),
    el('div', {}, el('label', { for: 'decide-reason' }, 'Reason code'), reason),
    el('div', { class: 'wide' }, el('label', { for: 'decide-comment' }, 'Comment'), comment),
    el('div', { class: 'buttons' }, buttons),
    answer,
  );
  return { element, offer: (charges) => offer(line, charges) };
}

function bodyOf(kind, { line, reason, comment }) {
  return {
    kind,
    ...(line === '' ? {} : { line: Number(line) }),
    ...(reason === '' ? {} : { reason }),
    ...(comment === '' ? {} : { comment }),
  };
}

/** The lines one may decide on; the choice made stays. */
function offer(select, charges) {
  const chosen = select.value;
  const lines = charges.filter((charge) => charge.line !== null);
  select.replaceChildren(
    el('option', { value: '' }, 'The whole bill'),
    ...lines.map((charge) => el('option', { value: charge.line }, `Line ${charge.line}, ${words(charge.charge)}`)),
  );
  select.value = lines.some((charge) => String(charge.line) === chosen) ? chosen : '';
}

/** What the service said, in its own words. */
function refusal(error) {
  const changed = error.status === 412 ? ' The case has changed since; this is how it stands now.' : '';
  return el(
    'div',
    { class: 'warning' },
    el('p', {}, `Not taken: ${error.message}${changed}`, error.code && [' ', el('code', {}, error.code)]),
    error.errors.length > 0 &&
      el(
        'ul',
        {},
        error.errors.map((each) => el('li', {}, `${each.pointer || 'the request'}: ${each.detail}`)),
      ),
    error.traceId && el('p', { class: 'source' }, `trace ${error.traceId}`),
  );
}
