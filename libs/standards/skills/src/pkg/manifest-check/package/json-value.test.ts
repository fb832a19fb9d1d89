import { describe, expect, it } from 'vitest';
import { asJson, isRecord, ownField } from './json-value.ts';

describe('asJson', () => {
  it('shows a value as it stands in JSON', () => {
    expect(asJson({ a: [1, 'x', null] })).toBe('{"a":[1,"x",null]}');
    expect(asJson(undefined)).toBe('undefined');
  });

  it('cuts what is too long for a line', () => {
    expect(asJson('x'.repeat(78))).toBe(`"${'x'.repeat(78)}"`);
    expect(asJson('x'.repeat(79))).toBe(`"${'x'.repeat(76)}...`);
  });

  it('says of what kind a value is that is nested too deep to be written', () => {
    const depth = 200_000;
    expect(asJson(JSON.parse('['.repeat(depth) + ']'.repeat(depth)))).toBe('[...]');
    expect(asJson(JSON.parse(`${'{"a":'.repeat(depth)}1${'}'.repeat(depth)}`))).toBe('{...}');
  });
});

describe('ownField', () => {
  it('gives back own fields of objects alone', () => {
    expect(ownField({ a: 1 }, 'a')).toBe(1);
    expect(ownField({}, 'constructor')).toBe(undefined);
    expect(ownField(JSON.parse('{"__proto__":2}'), '__proto__')).toBe(2);
    expect(ownField(['a'], '0')).toBe(undefined);
    expect(ownField(null, 'a')).toBe(undefined);
    expect(ownField('text', 'length')).toBe(undefined);
  });
});

describe('isRecord', () => {
  it('is true for objects that are no arrays', () => {
    expect(isRecord({})).toBe(true);
    expect([[], null, 'x', 1, undefined].map(isRecord)).toEqual([
      false,
      false,
      false,
      false,
      false,
    ]);
  });
});
