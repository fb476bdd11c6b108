import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { readX12, type X12Set } from './envelope.ts';
import { readSet } from './read-set.ts';

const isa = 'ISA*00*          *00*          *ZZ*FASTFREIGHT    *ZZ*SHIPPERCO      *260302*0815*U*00401*000000042*0*P*>';
const body = [
  'GS*QM*FASTFREIGHT*SHIPPERCO*20260302*0815*7*X*004010',
  'ST*214*0001',
  'B10*555001*SHP-7*FFRT',
  'LX*1',
  'AT7*X3*NS***20260302*0800*ET',
  'MS1*AKRON*OH*US',
  'SE*6*0001',
  'GE*1*7',
  'IEA*1*000000042',
];
const message = (lineEnd: string, head = isa, lines = body) => [head, ...lines].map((line) => line + lineEnd).join('');

function setsOf(text: string): X12Set[] {
  return readX12(text).interchanges.flatMap((one) => one.groups.flatMap((group) => group.sets));
}

function only(text: string): X12Set {
  const [set] = setsOf(text);
  if (!set) throw new Error('no set');
  return set;
}

const codes = (notes: { code: string }[]) => notes.map((note) => note.code);

describe('an interchange is read by counting the 16 elements of ISA', () => {
  it.each([
    ['a tilde and line ends', message('~\n')],
    ['a tilde alone', message('~')],
    ['Windows line ends', message('\r\n')],
    ['a line end as the terminator', message('\n')],
    ['a caret, line ends and tab indents', message('^\n\t')],
    ['a byte order mark and blank lines before it', `\ufeff\n\n${message('~\n\n')}`],
    ['its padding collapsed', message('~\n', isa.replace(/ +/g, ' '))],
    ['other separators', message('~\n').replaceAll('*', '|')],
    ['an end-of-file character after it', `${message('~\n')}\u001a`],
  ])('ended by %s', (_, text) => {
    const read = readX12(text);
    expect(read.problem).toBeUndefined();
    expect(read.interchanges).toHaveLength(1);
    const [interchange] = read.interchanges;
    expect(interchange).toMatchObject({
      sender: 'FASTFREIGHT',
      receiver: 'SHIPPERCO',
      control: '000000042',
      test: false,
    });
    const set = only(text);
    expect(set).toMatchObject({ type: '214', control: '0001', version: '004010', groupCode: 'QM', warnings: [] });
    expect(set.sentOn).toBe('2026-03-02');
    expect(set.segments.map((segment) => segment.tag)).toEqual(['ST', 'B10', 'LX', 'AT7', 'MS1', 'SE']);
    expect(text.slice(set.offset)).toMatch(new RegExp(`^${set.raw.slice(0, 3)}`));
    expect(readSet(set).understood).toBe(true);
  });

  it('keeps the characters of each set exactly as they came', () => {
    expect(only(message('~\r\n')).raw).toBe(body.slice(1, 7).join('~\r\n') + '~');
  });

  it('accepts an ISA broken over two lines, with a warning', () => {
    const read = readX12(message('~\n', isa.replace('SHIPPERCO      *', 'SHIPPERCO\n*')));
    expect(codes(read.interchanges[0]?.warnings ?? [])).toEqual(['LINE_BREAK_IN_ISA']);
    expect(read.interchanges[0]?.receiver).toBe('SHIPPERCO');
  });

  it('reads several interchanges of one file, each with its own separators', () => {
    const read = readX12(message('~\n') + message('\n').replaceAll('*', '|'));
    expect(read.interchanges.map((one) => one.separators.element)).toEqual(['*', '|']);
  });
});

describe('what the envelope miscounts or pads is a warning', () => {
  it.each([
    ['a wrong number of segments', 'SE*6*', 'SE*9*', 'COUNT_WRONG'],
    ['a count with other text', 'SE*6*', 'SE*6 segs*', 'COUNT_STRAY_TEXT'],
    ['a padded control number', 'SE*6*0001', 'SE*6*000000001', 'CONTROL_FORM'],
    ['a control number with other text', 'SE*6*0001', 'SE*6*0001 END', 'CONTROL_FORM'],
    ['a missing control number', 'SE*6*0001', 'SE*6', 'CONTROL_FORM'],
    ['the wrong functional group', 'GS*QM', 'GS*IN', 'GROUP_CODE'],
  ])('%s', (_, from, to, code) => {
    const set = only(message('~\n').replace(from, to));
    expect(codes(set.warnings)).toEqual([code]);
    expect(set.problem).toBeUndefined();
  });

  it('takes padded counts for what they are', () => {
    expect(only(message('~\n').replace('SE*6*', 'SE*0000000006*')).warnings).toEqual([]);
  });

  it('does not refuse the sets of a group or interchange whose trailer bears another control number', () => {
    const read = readX12(message('~\n').replace('GE*1*7', 'GE*2*8').replace('IEA*1*000000042', 'IEA*1*000000001'));
    expect(codes(read.interchanges[0]?.warnings ?? [])).toEqual([
      'COUNT_WRONG',
      'CONTROL_MISMATCH',
      'CONTROL_MISMATCH',
    ]);
    expect(read.interchanges[0]?.groups[0]?.sets[0]?.problem).toBeUndefined();
  });
});

describe('what is truncated, contradictory or unreadable is refused and kept', () => {
  const text = message('~\n');
  it.each([
    ['cut off within a set', text.slice(0, text.indexOf('MS1')), 'TRUNCATED'],
    ['without the end of its group', text.replace('GE*1*7~\n', ''), 'TRUNCATED'],
    ['without the end of the interchange', text.slice(0, text.indexOf('IEA')), 'TRUNCATED'],
    ['without SE', text.replace('SE*6*0001~\n', ''), 'TRUNCATED'],
    ['without GS', text.replace(`${body[0] ?? ''}~\n`, ''), 'OUTSIDE_GROUP'],
    ['with the ST of one set and the SE of another', text.replace('SE*6*0001', 'SE*6*0002'), 'CONTROL_MISMATCH'],
    ['with remarks among its segments', text.replace('LX*1~', 'LX*1~  # the first stop\n'), 'SEGMENT_UNREADABLE'],
  ])('%s', (_, damaged, code) => {
    const set = only(damaged);
    const result = readSet(set);
    expect(result).toMatchObject({ understood: false, code });
    expect(set.raw).toContain('B10*555001');
  });

  it('a following interchange is read although the one before it was cut off', () => {
    const sets = setsOf(text.slice(0, text.indexOf('GE*')) + text);
    expect(sets.map((set) => set.problem?.code)).toEqual(['TRUNCATED', undefined]);
  });

  it.each([
    ['nothing', '', 'NO_INTERCHANGE'],
    ['blanks', ' \r\n', 'NO_INTERCHANGE'],
    ['remarks before the ISA', `# a sample\n${text}`, 'NO_INTERCHANGE'],
    ['a set without its envelope', 'ST*214*0001~\nSE*2*0001~', 'NO_INTERCHANGE'],
    ['an ISA of two elements', 'ISA*00\nGS\nST\nAK1*SI*1\n', 'ISA_UNREADABLE'],
    ['an ISA that ends early', isa.slice(0, 60), 'ISA_UNREADABLE'],
    ['a date that is none', text.replace('*260302*', '*MARCH2*'), 'ISA_UNREADABLE'],
    ['an ISA without terminator', isa, 'ISA_UNREADABLE'],
  ])('%s is no interchange, and says why', (_, damaged, code) => {
    const { problem } = readX12(damaged);
    expect(problem).toMatchObject({ code, raw: damaged });
    expect(problem?.detail).not.toBe('');
  });

  it('EDIFACT is called by its name', () => {
    const iftsta = "UNB+UNOA:2+CARRIER+SHIPPER+260302:0930+1'UNZ+0+1'";
    expect(readX12(iftsta).problem).toMatchObject({
      code: 'NO_INTERCHANGE',
      detail: expect.stringContaining('EDIFACT is not read, send X12 or JSON'),
    });
  });

  it('what stands between two interchanges is told with the rest of the text, and what came before it is read', () => {
    const read = readX12(`${text}and now:\n${text}`);
    expect(read.interchanges).toHaveLength(1);
    expect(read.problem).toMatchObject({ code: 'NO_INTERCHANGE', raw: `and now:\n${text}` });
  });
});

describe('any text at all', () => {
  const fragment = fc.constantFrom(
    isa,
    ...body,
    '~',
    '\n',
    '*',
    'ISA*',
    'SE*',
    'GE',
    'IEA*',
    'AT7*D1*NS***20260302',
    '\0',
    '🚚',
  );
  const text = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 400 }),
    fc
      .array(fc.oneof(fragment, fc.string({ unit: 'binary', maxLength: 8 })), { maxLength: 60 })
      .map((parts) => parts.join('')),
    fc.array(fragment, { maxLength: 60 }).map((parts) => parts.join('~')),
  );

  it('gives a value, never an exception, and loses no set', () => {
    fc.assert(
      fc.property(text, (damaged) => {
        const read = readX12(damaged);
        for (const set of setsOf(damaged)) {
          expect(damaged).toContain(set.raw);
          expect(typeof readSet(set).understood).toBe('boolean');
        }
        expect(read.interchanges.length > 0 || read.problem !== undefined).toBe(true);
      }),
      { numRuns: 1000 },
    );
  });

  it('a good message with one character changed gives a value', () => {
    const good = message('~\n');
    fc.assert(
      fc.property(fc.nat(good.length - 1), fc.string({ unit: 'binary', maxLength: 3 }), (at, put) => {
        for (const set of setsOf(good.slice(0, at) + put + good.slice(at + 1))) readSet(set);
      }),
      { numRuns: 1000 },
    );
  });

  it.each([
    ['a row of bare headers', `${isa}~`],
    ['headers that each end segments another way', isa],
    ['separators alone', '*'],
    ['blank segments', '~\n'],
    ['remarks', 'x~'],
    ['empty sets', 'ST*214*1~SE*2*1~'],
  ])('%s is read in time that grows with its length alone', (_, piece) => {
    const long = (times: number) => {
      const parts: string[] = [`${isa}~`];
      for (let index = 0; index < times; index += 1)
        parts.push(piece, piece === isa ? String.fromCharCode(8192 + (index % 40000)) : '');
      return parts.join('');
    };
    const took = (damaged: string) => {
      const before = performance.now();
      readX12(damaged);
      return performance.now() - before;
    };
    took(long(2000));
    expect(took(long(20_000))).toBeLessThan(3000);
  });
});
