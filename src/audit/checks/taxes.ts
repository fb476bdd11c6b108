import type { DisagreementMode } from '../../freight/codes.ts';
import type { TaxTerms } from '../../freight/contract.ts';
import { amountText, least, sum, zero } from '../../freight/money.ts';
import type { Decimal } from '../../freight/money.ts';
import type { Need, Rated } from '../expected.ts';
import type { AlignedLine, CheckVerdict, LineVerdict } from '../judged.ts';
import { isTaxed, taxAgrees, taxGroups, taxOn } from './tax-groups.ts';
import { cannotAssess, passes, varies } from './verdict.ts';

/** What a check says of one tax line, and what is owed of it; null while that is not known. */
export interface TaxAnswer {
  check: CheckVerdict;
  expected: Decimal | null;
}

/** One tax with the charges it is on, as they were judged. */
interface Taxed {
  rated: Rated;
  terms: readonly TaxTerms[];
  lines: readonly AlignedLine[];
  base: readonly LineVerdict[];
}

/** What is owed of a line without tax: never more than billed, all of it where the terms tolerate what is over. */
function owedOf({ line, checks }: LineVerdict): Decimal | null {
  if (line.billed.isZero()) return zero;
  if (line.expected === null) return null;
  return checks.some(({ withinTolerance }) => withinTolerance) ? line.billed : least(line.expected, line.billed);
}

function taxOf({ terms, base, rated }: Taxed, amountOf: (one: LineVerdict) => Decimal): Decimal {
  return taxOn(terms, base, { chargeOf: ({ line }) => line.charge, amountOf, rounding: rated.terms.rounding });
}

/** What the charges need that the tax is on, while it is not known what is owed of them; null when all of it is. */
function baseNeeds({ terms, base }: Taxed): Need[] | null {
  const unknown = base.filter((one) => owedOf(one) === null && terms.some((tax) => isTaxed(tax, one.line.charge)));
  if (unknown.length === 0) return null;
  const needs = unknown.flatMap(({ checks }) => checks.flatMap((check) => check.needs));
  const fact = 'what is owed for the charges that the tax is on';
  return needs.length > 0 ? needs : [{ fact, reason: 'FACT_MISSING', from: 'US' }];
}

const silent: Need[] = [{ fact: 'tax rates in the contract', reason: 'TAX_WRONG', from: 'US' }];

const held = 'held for a corrected invoice or a credit note';

/** T-02, the carrier's own arithmetic, else T-04: the tax is right for what is billed, and not all of that is owed. */
function overTaxed(taxed: Taxed, { over, due }: { over: Decimal; due: Decimal }): CheckVerdict {
  const { terms } = taxed.rated;
  const rest = sum(taxed.lines.map(({ billed }) => billed)).minus(taxOf(taxed, (one) => one.line.billed));
  const id = rest.isPositive() && !taxAgrees(rest, taxed.lines) ? 'T-02' : 'T-04';
  const words = `${amountText(due, terms.currency)} is due in all`;
  const cause = terms.payment.disagreement === ('HOLD_ALL' satisfies DisagreementMode) ? `${words}; ${held}` : words;
  return varies(id, 'TAX_WRONG', over, { cause });
}

/** The tax lines of one group: their difference sits on the largest of them. */
function answers(taxed: Taxed): Map<AlignedLine, TaxAnswer> {
  const [largest] = [...taxed.lines].sort((a, b) => b.billed.comparedTo(a.billed));
  const due = taxOf(taxed, (one) => owedOf(one) ?? zero);
  const difference = sum(taxed.lines.map(({ billed }) => billed)).minus(due);
  const agrees = taxAgrees(difference, taxed.lines);
  return new Map(
    taxed.lines.map((line) => {
      if (line !== largest || agrees) {
        const off = line === largest ? difference.abs() : zero;
        return [line, { check: passes('T-02', off.isZero() ? null : 'ROUNDING', off), expected: line.billed }];
      }
      const expected = line.billed.minus(difference);
      if (difference.isNegative()) return [line, { check: varies('T-14', 'UNDER_BILLED', difference), expected }];
      return [line, { check: overTaxed(taxed, { over: difference, due }), expected }];
    }),
  );
}

function answersOf(taxed: Taxed): Map<AlignedLine, TaxAnswer> {
  const all = (answer: (line: AlignedLine) => TaxAnswer) => new Map(taxed.lines.map((line) => [line, answer(line)]));
  if (taxed.terms.length === 0)
    return all((line) => ({ check: varies('T-01', 'TAX_WRONG', line.billed, { certain: true }), expected: zero }));
  const needs = baseNeeds(taxed);
  if (needs === null) return answers(taxed);
  return all((line) => ({ check: cannotAssess('T-02', 'FACT_MISSING', line, { needs }), expected: null }));
}

/**
 * T-01, T-02 and T-04: the tax lines of a bill beside the contract's rates on what is owed for its other lines. Of taxes that
 * no contract speaks of a person has to say something; where the contract says that there are none, or no such one, nothing
 * is owed. Tax on charges that cannot be assessed waits with them. 0.00 always passes. Other bills and decisions may change
 * what the tax follows: that is the money's (`money/taxes.ts`).
 *
 * @param base verdicts of the bill's other lines, tolerances heeded
 */
export function taxAnswers(
  rated: Rated,
  taxLines: readonly AlignedLine[],
  base: readonly LineVerdict[],
): Map<AlignedLine, TaxAnswer> {
  const nothing = taxLines.filter(({ billed }) => billed.isZero());
  const some = taxLines.filter(({ billed }) => !billed.isZero());
  const terms = rated.terms.taxes ?? null;
  const found = new Map(
    nothing.map((line): [AlignedLine, TaxAnswer] => [line, { check: passes('T-02'), expected: zero }]),
  );
  if (terms === null)
    for (const line of some) {
      const check = cannotAssess('T-01', 'TAX_WRONG', line, { needs: silent });
      found.set(line, { check, expected: null });
    }
  else
    for (const group of taxGroups(some, terms))
      for (const [line, answer] of answersOf({ ...group, rated, base })) found.set(line, answer);
  return found;
}
