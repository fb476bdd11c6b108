import type { ErpUnderTest } from './conformance.ts';
import { restUnderTest } from './rest.ts';

/** Every ERP the suite tries. */
export const erpsUnderTest: readonly ErpUnderTest[] = [restUnderTest];
