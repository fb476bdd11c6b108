/** What the page looks like, on a screen and on paper. The number stands on every printed page. */
export function letterStyle(number: string): string {
  const plain = number.replace(/[^\w-]/g, '');
  return `
:root { color-scheme: light; }
* { box-sizing: border-box; }
body { margin: 0; background: #fff; color: #1c2430; font: 16px/1.5 "Noto Sans", "Segoe UI", system-ui, sans-serif; }
main { max-width: 60rem; margin: 0 auto; padding: 2rem 1.25rem 4rem; overflow-wrap: anywhere; }
h1 { font-size: 1.75rem; margin: 0 0 1rem; }
h2 { font-size: 1.15rem; margin: 2rem 0 .5rem; }
h3 { font-size: .95rem; margin: 1.1rem 0 .25rem; color: #33507a; }
p { margin: .4rem 0; max-width: 46rem; }
small { display: block; font-size: .8125rem; color: #525c6b; }
dl { display: grid; grid-template-columns: repeat(auto-fit, minmax(14rem, 1fr)); gap: .4rem 1.5rem; margin: 0 0 1.5rem; padding: .9rem 1rem; background: #f2f5f9; border-left: 4px solid #33507a; }
dt { font-size: .8125rem; color: #525c6b; }
dd { margin: 0; font-weight: 600; }
.message { border-left: 4px solid #c9d2de; padding-left: 1rem; margin-bottom: 1rem; }
.wide { overflow-x: auto; }
.charges { table-layout: fixed; min-width: 46rem; }
col:nth-child(1) { width: 5%; } col:nth-child(2), col:nth-child(3) { width: 13%; } col:nth-child(4) { width: 16%; }
col:nth-child(5), col:nth-child(6), col:nth-child(7) { width: 13%; }
table { width: 100%; border-collapse: collapse; margin: 1rem 0; font-size: .9375rem; }
caption { text-align: left; font-weight: 600; padding-bottom: .4rem; }
th, td { text-align: left; vertical-align: top; padding: .4rem .5rem; border-bottom: 1px solid #d8dee7; font-weight: 400; }
thead th { font-weight: 600; border-bottom: 2px solid #33507a; }
tfoot th, tfoot td { font-weight: 600; border-top: 2px solid #33507a; }
.amount { font-size: .875rem; text-align: right; white-space: nowrap; font-variant-numeric: tabular-nums; }
.asked { font-weight: 600; }
.closed td, .closed th { color: #525c6b; }
a { color: #1f4e96; }
.proof { border-top: 1px solid #d8dee7; margin-top: 2rem; }
.figures { font-variant-numeric: tabular-nums; }
.references { font-size: .875rem; color: #525c6b; }
blockquote { margin: .4rem 0; padding: .3rem 0 .3rem 1rem; border-left: 3px solid #c9d2de; white-space: pre-line; }
.working { list-style: none; margin: 0; padding: 0; max-width: 46rem; }
.working .working { padding-left: 1.25rem; border-left: 1px solid #d8dee7; }
.step { display: flex; justify-content: space-between; gap: 1.5rem; padding: .15rem 0; }
.step > :first-child { min-width: 0; }
@page { margin: 18mm 15mm 20mm; @bottom-center { content: "${plain} · page " counter(page) " of " counter(pages); font: 9pt sans-serif; color: #525c6b; } }
@media print {
  body { font-size: 9.5pt; }
  main { max-width: none; padding: 0; }
  .wide { overflow: visible; }
  .charges { min-width: 0; }
  dl { background: none; }
  thead { display: table-header-group; }
  tfoot { display: table-row-group; }
  tr, .step, blockquote { break-inside: avoid; }
  h2, h3, caption { break-after: avoid; }
  a { color: inherit; text-decoration: none; }
}
`;
}
