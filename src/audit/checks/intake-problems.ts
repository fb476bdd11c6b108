/**
 * What intake finds wrong with a message, by the check it belongs to: codes of X12 in capitals (quarantine, or a warning
 * beside what was understood), of JSON in small letters (refusals).
 */
const byCheck: Readonly<Record<string, readonly string[]>> = {
  'I-01': [
    ...['NO_INTERCHANGE', 'NO_SET', 'TRUNCATED', 'OUTSIDE_GROUP', 'SEGMENT_UNREADABLE', 'SEGMENT_REPEATED'],
    ...['CONTROL_MISMATCH', 'CONTROL_FORM', 'COUNT_WRONG', 'COUNT_STRAY_TEXT', 'STRAY_SEGMENT', 'SET_TOO_LARGE'],
    ...['invalid-json', 'invalid-text', 'too-deep', 'wrong-type', 'unknown-field', 'repeated'],
  ],
  'I-02': ['GROUP_CODE'],
  'I-03': ['SEGMENT_MISSING', 'B3_INVOICE_NUMBER', 'B3_DATE', 'B3_SCAC', 'required'],
  'I-04': ['AMOUNTS_DISAGREE', 'LINES_DO_NOT_FOOT'],
  'I-06': [
    ...['MIXED_DECIMALS', 'AMOUNT_UNREADABLE', 'TOO_MANY_DECIMALS', 'LITERAL_POINT'],
    ...['decimal-not-string', 'not-a-decimal', 'too-many-decimals'],
  ],
  'I-08': ['CURRENCY_UNKNOWN', 'unknown-currency'],
  'I-09': ['CHARGE_UNMAPPED'],
  'I-10': ['DATE_UNREADABLE', 'B3_DELIVERY_DATE', 'impossible-date'],
};

const checkOfCode = new Map(Object.entries(byCheck).flatMap(([id, codes]) => codes.map((code) => [code, id] as const)));

/** The codes of intake by which a check speaks; empty: it speaks of bills that were understood. */
export function problemsOf(id: string): readonly string[] {
  return byCheck[id] ?? [];
}

/**
 * The check that a code of intake belongs to; null: none. A shape's own code may come in capitals. Of a message that is no
 * bill only the checks of its envelope are asked.
 */
export function checkOfProblem(code: string, isBill = true): string | null {
  const id = checkOfCode.get(code) ?? checkOfCode.get(code.toLowerCase().replaceAll('_', '-')) ?? null;
  return isBill || id === 'I-01' || id === 'I-02' ? id : null;
}
