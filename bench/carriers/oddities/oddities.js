/** Bills that look wrong and are right: each must be approved as billed. */
import { furtherBills } from './further-bills.js';
import { happened } from './happened.js';
import { written } from './written.js';

/** Nothing is written differently. */
const asUsual = () => true;

/** @type {import('./kit.js').Oddity[]} */
export const oddities = [...written, ...happened, ...furtherBills].map((oddity) => ({ make: asUsual, ...oddity }));
