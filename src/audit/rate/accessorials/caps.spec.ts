import { describe, expect, it } from '@jest/globals';
import type { AccessorialTerms, Cap } from '../../../freight/accessorial.ts';
import type { ChargeCode } from '../../../freight/codes.ts';
import { sampleContract } from '../sample-dossier.ts';
import { ratedSample, verdictOf } from '../sample-rating.ts';

const flat = (charge: ChargeCode, amount: string, more: Partial<AccessorialTerms> = {}): AccessorialTerms =>
  ({ charge, model: 'FLAT', amount, authority: 'CONTRACT', ...more }) as AccessorialTerms;

const verdicts = (accessorials: AccessorialTerms[], ...caps: Cap[]) =>
  ratedSample({ contracts: [sampleContract({ accessorials, caps, fuel: null })] })
    .expected.slice(1)
    .map((one) => `${one.check} ${verdictOf(one)}`);

describe('caps', () => {
  const both = [flat('HAZMAT', '60.00'), flat('TOLL', '50.00')];

  it('let charges take of what is left in the order in which they are listed', () => {
    expect(verdicts(both, { charges: ['HAZMAT', 'TOLL'], maximum: '100.00' })).toEqual([
      'A-21 60.00',
      'A-38 40.00 ACC_OVER_LIMIT',
    ]);
    expect(verdicts(both, { charges: ['TOLL', 'HAZMAT'], maximum: '40.00' })).toEqual([
      'A-38 0.00 ACC_OVER_LIMIT',
      'A-38 40.00 ACC_OVER_LIMIT',
    ]);
  });

  it('take nothing while all together are within', () => {
    expect(verdicts(both, { charges: ['HAZMAT', 'TOLL'], maximum: '110.00' })).toEqual(['A-21 60.00', 'A-29 50.00']);
  });

  it('hold over all stops of a charge', () => {
    const perStop = flat('TOLL', '80.00', { per: 'STOP' });
    expect(verdicts([perStop], { charges: ['TOLL'], maximum: '100.00' })).toEqual([
      'A-29 80.00',
      'A-38 20.00 ACC_OVER_LIMIT',
    ]);
  });

  it('are each applied to what the one before left', () => {
    const caps: Cap[] = [
      { charges: ['HAZMAT'], maximum: '30.00' },
      { charges: ['HAZMAT', 'TOLL'], maximum: '70.00' },
    ];
    expect(verdicts(both, ...caps)).toEqual(['A-38 30.00 ACC_OVER_LIMIT', 'A-38 40.00 ACC_OVER_LIMIT']);
  });

  it('leave alone what is not provable yet', () => {
    const unproven = flat('HAZMAT', '60.00', { requires: [{ document: 'PHOTO' }] });
    expect(verdicts([unproven, flat('TOLL', '50.00')], { charges: ['HAZMAT', 'TOLL'], maximum: '55.00' })).toEqual([
      'A-21 null ACC_NO_EVIDENCE',
      'A-29 50.00',
    ]);
  });
});
