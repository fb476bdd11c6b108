import type { Voucher } from './erp-simulator.ts';

const shown = 500;

/** The simulator's vouchers as a plain page, newest first. */
export function voucherPage(vouchers: readonly Voucher[]): string {
  const rows = vouchers
    .slice(-shown)
    .reverse()
    .map(
      (voucher) =>
        `<tr>${[
          voucher.documentNumber,
          voucher.postedOn,
          voucher.legalEntity,
          voucher.vendorId,
          voucher.supplierReference,
        ]
          .map((cell) => `<td>${escaped(cell)}</td>`)
          .join('')}<td class="amount">${escaped(voucher.amount)}</td><td>${escaped(voucher.currency)}</td></tr>`,
    );
  return `<!doctype html><html lang="en"><meta charset="utf-8"><title>ERP simulator</title>
<style>body{font:15px system-ui;margin:2rem}td,th{padding:.2rem .8rem;text-align:left;border-bottom:1px solid #ddd}.amount{text-align:right}</style>
<h1>ERP simulator</h1><p>${vouchers.length} vouchers${vouchers.length > shown ? `, the newest ${shown} shown` : ''}</p>
<table><tr><th>Document</th><th>Posted on</th><th>Entity</th><th>Vendor</th><th>Supplier's number</th><th>Gross</th><th></th></tr>
${rows.join('\n')}</table></html>`;
}

function escaped(text: string): string {
  const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
  return text.replace(/[&<>"]/g, (character) => entities[character] ?? character);
}
