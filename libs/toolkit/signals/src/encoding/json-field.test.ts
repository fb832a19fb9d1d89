import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { attributesJson, defaultRecordLimits } from './attributes.ts';
import { writeAttributesField } from './json-field.ts';
import { RowBuffer } from './row-buffer.ts';

/** The field as text, null for a null; and the marks. */
const written = (
  attributes: Readonly<Record<string, unknown>>,
  limits = defaultRecordLimits,
): readonly [json: string | null, marks: number] => {
  const rows = new RowBuffer(0);
  const marked = { marks: 0 };
  rows.beginRow(2);
  writeAttributesField(rows, attributes, limits, marked);
  rows.endRow(0);
  const [row = Buffer.alloc(0)] = rows.rowBytes();
  const length = row.readInt32BE(14);
  // Past the version byte of jsonb.
  return [length < 0 ? null : row.subarray(19, 18 + length).toString(), marked.marks];
};

describe('writeAttributesField', () => {
  it('writes plain values as JSON does', () => {
    expect(
      written({
        text: 'a b',
        quote: 'say "no"',
        tab: '\t',
        snow: '☃ 😀',
        none: undefined,
        nil: null,
        yes: true,
        whole: 2_147_483_647,
        beyond: 2_147_483_648,
        ten: 10,
        below: -1,
        minus: -0,
        part: 0.125,
        tiny: 1e-9,
      })[0],
    ).toBe(
      String.raw`{"text":"a b","quote":"say \"no\"","tab":"\t","snow":"☃ 😀","nil":null,"yes":true,` +
        '"whole":2147483647,"beyond":2147483648,"ten":10,"below":-1,"minus":0,"part":0.125,"tiny":1e-9}',
    );
  });

  it('is null without a value, and leaves out what is inherited', () => {
    expect(written({})).toStrictEqual([null, 0]);
    expect(written({ a: undefined, b: () => 1 })).toStrictEqual([null, 0]);
    const inherits: Record<string, unknown> = Object.create({ inherited: 1 });
    inherits.own = 2;
    expect(written(inherits)).toStrictEqual(['{"own":2}', 0]);
  });

  it('tells what a getter threw', () => {
    const throws = {
      before: 1,
      get bad(): number {
        throw new Error('no');
      },
    };
    expect(written(throws)).toStrictEqual(['{"before":1,"bad":"[no]"}', 16]);
  });

  it('stops at the number of attributes, and at their length', () => {
    const limits = { ...defaultRecordLimits, attributeCount: 2, attributesLength: 24 };
    expect(written({ a: 1, b: 2 }, limits)).toStrictEqual(['{"a":1,"b":2}', 0]);
    expect(written({ a: 1, b: 2, c: 3 }, limits)).toStrictEqual(['{"a":1,"b":2}', 2]);
    expect(written({ a: 'x'.repeat(30), b: 2 }, limits)).toStrictEqual(['{"b":2}', 2]);
    // Nothing is said to be mended in what is left out.
    expect(written({ '\0': 'x'.repeat(30), b: 2 }, limits)).toStrictEqual(['{"b":2}', 2]);
  });

  it('says the same as attributesJson, within any limits', () => {
    const value = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 130 }),
      fc.string({ unit: 'grapheme-ascii', maxLength: 130 }),
      fc.double(),
      fc.integer(),
      fc.bigInt(),
      fc.boolean(),
      fc.constantFrom(null, undefined, () => 1, new Date(0), [1, 'a'], { deep: { er: '\0' } }),
    );
    const limits = fc.record({
      textLength: fc.constant(100),
      valueLength: fc.integer({ min: 1, max: 120 }),
      attributeCount: fc.integer({ min: 1, max: 6 }),
      attributesLength: fc.integer({ min: 2, max: 300 }),
      listCount: fc.constant(10),
    });
    fc.assert(
      fc.property(
        fc.dictionary(fc.string({ unit: 'binary', maxLength: 12 }), value, { maxKeys: 8 }),
        limits,
        (attributes, within) => {
          const marked = { marks: 0 };
          const json = attributesJson(attributes, within, marked);
          expect(written(attributes, within)).toStrictEqual([json ?? null, marked.marks]);
        },
      ),
    );
  });
});
