import { clipped, type Letter, type LetterLine } from './letter.ts';
import { letterStyle } from './style.ts';

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Any text as the content of an element or of a quoted attribute. */
export function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (one) => entities[one] ?? one);
}

/** A text of somebody else: its direction of writing is its own and turns nothing around it. */
const foreign = (text: string) => `<bdi>${escaped(text)}</bdi>`;

const paragraphs = (texts: readonly string[]) => texts.map((text) => `<p>${foreign(text)}</p>`).join('\n');

const pairs = (facts: readonly { label: string; value: string }[]) =>
  facts.map(({ label, value }) => `<div><dt>${escaped(label)}</dt><dd>${foreign(value)}</dd></div>`).join('\n');

const linkTo = (line: LetterLine) => `charge-${escaped(line.place)}`;

function row(line: LetterLine): string {
  const small = [clipped(line.described), line.codes, line.closed ?? ''].map(
    (text) => text && `<small>${foreign(text)}</small>`,
  );
  const [described = '', codes = '', closed = ''] = small;
  return `<tr${line.closed === null ? '' : ' class="closed"'}>
<th scope="row"><a href="#${linkTo(line)}">${escaped(line.place)}</a></th>
<td>${foreign(line.invoice)}<small>${escaped(line.invoiceDate)}</small></td>
<td>${foreign(line.bill)}</td>
<td>${foreign(line.charge)}${described}</td>
<td class="amount">${escaped(line.billed)}</td>
<td class="amount">${escaped(line.contract)}</td>
<td class="amount asked">${escaped(line.asked)}${closed}</td>
<td>${escaped(line.reason)}${codes}</td>
</tr>`;
}

function table({ currency, asked, lines }: Letter): string {
  const heads = ['Invoice', 'Bill', 'Charge'].map((head) => `<th scope="col">${head}</th>`).join('');
  const amounts = ['Billed', 'Contract', 'Asked'].map((head) => `<th scope="col" class="amount">${head}</th>`).join('');
  return `<div class="wide"><table class="charges">
<caption>The charges we dispute, in ${escaped(currency)}</caption>
<colgroup><col><col><col><col><col><col><col><col></colgroup>
<thead><tr><th scope="col">No.</th>${heads}${amounts}<th scope="col">Reason</th></tr></thead>
<tbody>
${lines.map(row).join('\n')}
</tbody>
<tfoot><tr><th scope="row" colspan="6">Sum asked, open charges</th><td class="amount asked">${escaped(asked)}</td><td></td></tr></tfoot>
</table></div>`;
}

/** Steps below one another, each deeper one within the step it belongs to. */
function steps(working: LetterLine['working']): string {
  let html = '';
  let open = 0;
  for (const { depth, text, value, source } of working) {
    const level = Math.min(depth + 1, open + 1);
    while (open > level) {
      html += '</li></ul>';
      open -= 1;
    }
    html += open < level ? '<ul class="working">' : '</li>';
    open = level;
    const from = source === '' ? '' : `<small>${foreign(source)}</small>`;
    html += `<li><span class="step"><span>${foreign(text)}${from}</span><span class="amount">${foreign(value)}</span></span>`;
  }
  return html + '</li></ul>'.repeat(open);
}

function evidence(line: LetterLine): string {
  const rows = line.evidence.map(
    ({ what, source, happened, learnt }) =>
      `<tr><th scope="row">${foreign(what)}</th><td>${foreign(source)}</td><td>${escaped(happened)}</td><td>${escaped(learnt)}</td></tr>`,
  );
  if (rows.length === 0) return '<p>No fact beside the invoice and the contract is needed.</p>';
  return `<table class="evidence"><thead><tr><th scope="col">What</th><th scope="col">Source</th><th scope="col">Happened</th><th scope="col">Learnt</th></tr></thead>
<tbody>${rows.join('\n')}</tbody></table>`;
}

function clauseOf({ clause }: LetterLine): string {
  if (clause === null) return '<p>No clause of a contract speaks of this charge.</p>';
  return `<p>${foreign(clause.name)}</p>${clause.text === '' ? '' : `<blockquote>${foreign(clause.text)}</blockquote>`}`;
}

function proof(line: LetterLine, currency: string): string {
  const parts: [string, string][] = [
    ['Clause', clauseOf(line)],
    [
      'Working',
      line.working.length === 0 ? '<p>Nothing is owed, so there is nothing to work out.</p>' : steps(line.working),
    ],
    ['Likely cause', line.cause === null ? '' : `<p>${foreign(line.cause)}</p>`],
    ['Evidence', evidence(line)],
    ['What would change our mind', `<p>${foreign(line.wouldChange)}</p>`],
  ];
  const told = parts.filter(([, html]) => html !== '').map(([head, html]) => `<h3>${head}</h3>\n${html}`);
  const closed = line.closed === null ? '' : ` <em>(${escaped(line.closed)})</em>`;
  return `<section id="${linkTo(line)}" class="proof">
<h2>${escaped(line.place)}. ${foreign(line.charge)}, invoice ${foreign(line.invoice)}${closed}</h2>
<p class="figures">Billed ${escaped(line.billed)} · contract ${escaped(line.contract)} · asked <strong>${escaped(currency)} ${escaped(line.asked)}</strong></p>
${line.references === '' ? '' : `<p class="references">${foreign(line.references)}</p>`}
${line.described === '' ? '' : `<p class="references">On the invoice: ${foreign(line.described)}</p>`}
<p>${foreign(line.sentence)}</p>
${told.join('\n')}
</section>`;
}

/** The letter as one page of HTML: no script, no image, nothing to fetch; it reads, prints and is spoken as it stands. */
export function letterHtml(letter: Letter): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>${escaped(`${letter.title} to ${letter.to}`)}</title>
<style>${letterStyle(letter.number)}</style>
</head>
<body>
<main>
<header>
<h1>${escaped(letter.title)}</h1>
<dl>
${pairs(letter.facts)}
</dl>
</header>
${letter.message.length === 0 ? '' : `<div class="message">\n${paragraphs(letter.message)}\n</div>`}
${paragraphs(letter.opening)}
${table(letter)}
<section>
<h2>How to answer</h2>
${paragraphs(letter.answering)}
</section>
${letter.lines.map((line) => proof(line, letter.currency)).join('\n')}
</main>
</body>
</html>
`;
}
