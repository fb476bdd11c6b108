import type { AccessorialTerms } from '../../../freight/accessorial.ts';
import type { FreightDocument } from '../../../freight/document.ts';
import type { Recorded } from '../../../freight/fact.ts';
import type { Need } from '../../expected.ts';
import type { Rating } from '../context.ts';
import { added, leaf } from '../figure.ts';
import { clause } from '../linehaul/lane-price.ts';
import { factSource } from '../sources.ts';
import type { Amount, Entry, Occurrence } from './occurrence.ts';

function unusable(receipt: Recorded<FreightDocument>, currency: string): Need[] {
  const { data } = receipt.body;
  const name = `${receipt.source} ${receipt.id}`;
  if (!data?.amount) return [{ fact: `amount of receipt ${name}`, reason: 'ACC_NO_EVIDENCE', from: 'CARRIER' }];
  if (!data.currency || data.currency === currency) return [];
  return [{ fact: `receipt ${name} in ${currency}, it is in ${data.currency}`, reason: 'CURRENCY', from: 'CARRIER' }];
}

/**
 * PASS_THROUGH: the sum of the receipts plus `fee` (rating.md, Accessorials). No receipt: not provable. A receipt in
 * another currency can not be added; one that names none is in the contract's.
 */
export function passThrough(
  { terms, pointer }: Entry<Extract<AccessorialTerms, { model: 'PASS_THROUGH' }>>,
  rating: Rating,
  { stop, receipts }: Occurrence,
): Amount {
  const { currency, contract } = rating;
  const where = stop === null ? '' : ` at stop ${stop}`;
  if (receipts.length === 0)
    return {
      needs: [{ fact: `document ${terms.receipts.join(' or ')}${where}`, reason: 'ACC_NO_EVIDENCE', from: 'CARRIER' }],
    };
  const needs = receipts.flatMap((receipt) => unusable(receipt, currency));
  if (needs.length > 0) return { needs };
  const amounts = receipts.map((receipt) => {
    rating.used.fact(receipt);
    const label = `receipt ${receipt.body.data?.number ?? receipt.id}`;
    return leaf(receipt.body.data?.amount ?? '0', { label, unit: currency }, factSource(receipt, '/data/amount'));
  });
  const fee = clause({ contract, pointer }, terms.fee, 'fee', { label: 'fee', unit: currency });
  return added(fee ? [...amounts, fee] : amounts, { label: 'receipts and fee', unit: currency });
}
