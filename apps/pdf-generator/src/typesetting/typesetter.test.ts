import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { typeset, typesetAndRead } from '../../test/typeset.ts';
import { sample } from '../templates/invoice/sample.ts';
import { createTypesetter } from './typesetter.ts';

const invoice = (change: object) =>
  ({ template: 'invoice', data: { ...sample, ...change }, locale: 'de' }) as const;
const named = (name: string) => invoice({ buyer: { ...sample.buyer, name } });
const failure = (make: () => unknown): unknown => {
  try {
    make();
  } catch (error) {
    return error;
  }
  return undefined;
};

describe('a document', () => {
  it('has the same bytes for the same data, whatever was made in between', () => {
    const digest = () =>
      createHash('sha256')
        .update(typeset(invoice({})).pdf)
        .digest('hex');
    const first = digest();
    typeset(named('Jemand anders'));
    typeset({ ...invoice({}), locale: 'en' });
    expect(digest()).toBe(first);
    expect(
      createHash('sha256')
        .update(typeset(named('X')).pdf)
        .digest('hex'),
    ).not.toBe(first);
  });

  it.each([
    ['Typst code', '#import "@preview/cetz:0.3.4": * #read("/etc/passwd")'],
    ['markup', '*b* _i_ `r` $x^2$ = H <l> @r ~ -- ... \\u{41} // c'],
    ['an end of its string', '") #panic("x") #("'],
    ['HTML', '<script>alert("x")</script> &amp;'],
    ['a path', '../../../etc/passwd'],
    ['braces of a label', '{page} {pages}'],
  ])('shows %s in a name as it is', async (_, name) => {
    const { lines } = await typesetAndRead(named(name));
    expect(lines.join(' ')).toContain(name);
  });

  it('shows names of many scripts', async () => {
    const names = [
      'Łukasz Żółć',
      'Ελένη Παπαδοπούλου',
      'Олександр Щербина',
      'Nguyễn Thị Ánh',
      'רות לוי',
      'محمد',
      'मीरा',
      '王小明',
      'さくら',
      '김민준',
      'Gut gemacht 👍🏽',
    ];
    const { lines } = await typesetAndRead(
      invoice({
        lines: names.map((description) => ({ ...sample.lines[0], detail: undefined, description })),
      }),
    );
    const text = lines.join('\n').normalize('NFC');
    // Marks of Devanagari are placed one by one, so its first letter stands for it.
    for (const name of names.filter((one) => one !== 'मीरा')) expect(text).toContain(name);
    expect(text).toContain('म');
  });

  it('names the characters that no font has, and where they stand', () => {
    const lines = [sample.lines[0], { ...sample.lines[1], description: 'Kanne ไ und ไ \u{16800}' }];
    expect(failure(() => typeset(invoice({ lines })))).toMatchObject({
      code: 'glyphs-missing',
      issues: [
        {
          path: '/lines/1/description',
          message: expect.stringMatching(
            /^holds ไ \(U\+0E44\), 𖠀 \(U\+16800\), which none of the fonts can show \(Source Sans 3, /,
          ),
        },
      ],
    });
  });

  it('names them in the text instead, for who prefers a document', async () => {
    const lines = [{ ...sample.lines[0], description: 'Kanne ไท ok' }];
    const order = { ...invoice({ lines }), missingGlyphs: 'name' } as const;
    const { lines: shown } = await typesetAndRead(order);
    expect(shown).toContain('1 Kanne [U+0E44][U+0E17] ok 24.000 l 1,1834 19 % 28.401,60');
  });

  it('breaks a word that is wider than its column, and adds nothing to it', async () => {
    const word = 'Donaudampfschifffahrtsgesellschaftskapitän'.repeat(4);
    const { lines, pages } = await typesetAndRead(
      invoice({ lines: [{ ...sample.lines[0], description: word }] }),
    );
    expect(pages).toHaveLength(1);
    // The first part shares its line with the other cells of the row.
    const text = lines.join('').replace(' 24.000 l 1,1834 19 % 28.401,60', '');
    expect(text).toContain(word);
    expect(lines.filter((line) => line.length > 20 && word.includes(line)).length).toBeGreaterThan(
      0,
    );
  });

  it('refuses more pages and more bytes than allowed, and says how many', () => {
    const small = createTypesetter({ pages: 1, bytes: 70_000 });
    const lines = (count: number) => Array.from({ length: count }, () => sample.lines[2]);
    expect(failure(() => small.typeset(invoice({ lines: lines(100) })))).toMatchObject({
      code: 'document-too-large',
      message: 'The document has 3 pages, more than the 1 that are allowed. Split the data.',
    });
    expect(failure(() => small.typeset(invoice({ lines: lines(15) })))).toMatchObject({
      code: 'document-too-large',
      message: expect.stringMatching(
        /^The document has \d{5} bytes, more than the 70000 that are allowed\./,
      ),
    });
    expect(small.typeset(invoice({})).pages).toBe(1);
  });

  it('is refused for a template that does not exist', () => {
    expect(
      failure(() => typeset({ template: '../invoice', data: {}, locale: 'de' })),
    ).toMatchObject({
      code: 'template-unknown',
      message:
        'No template is called "../invoice". There are approval-certificate, delivery-note, invoice, timesheet.',
    });
  });

  it('is made, or refused with a reason, for any text in its fields', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', minLength: 1, maxLength: 60 }), (text) => {
        const error = failure(() => typeset(named(text)));
        if (error !== undefined)
          expect(error).toHaveProperty(
            'code',
            expect.stringMatching(/^(data-invalid|glyphs-missing)$/),
          );
      }),
      { numRuns: 60, seed: 20261126 },
    );
  });

  it('is made for any text of scripts that the fonts have', () => {
    const unit = fc.constantFrom(
      ...'aZé ßΩжשםعيمग्रनि王か김1.,-–€"\'#$*_`\\<>{}[]()@/~^&%\u0301\u200c\u200d\u00ad\u00a0',
    );
    fc.assert(
      fc.property(fc.string({ unit, minLength: 1, maxLength: 80 }), (text) => {
        fc.pre(/\S/.test(text));
        expect(typeset(named(text)).pages).toBeGreaterThan(0);
      }),
      { numRuns: 60, seed: 20261126 },
    );
  });
});
