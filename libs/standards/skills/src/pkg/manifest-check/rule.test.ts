import { describe, expect, it } from 'vitest';
import { asJson, isRecord, ownField } from './package/json-value.ts';
import { asField } from './rule.ts';

describe('asField', () => {
  it.each([
    [['main'], 'main'],
    [['exports', '.', 'types'], 'exports["."].types'],
    [['exports', './x', 0, 'import'], 'exports["./x"][0].import'],
    [['jsnext:main'], '["jsnext:main"]'],
    [['browser', 'a"b'], 'browser["a\\"b"]'],
    [['$x', '_y', 'z1', '1z'], '$x._y.z1["1z"]'],
    [[], ''],
  ])('%j', (path, expected) => {
    expect(asField(path)).toBe(expected);
  });
});

describe('ownField', () => {
  it('takes no field of a prototype', () => {
    const value: unknown = JSON.parse('{"__proto__": 1, "a": 2}');
    expect(ownField(value, '__proto__')).toBe(1);
    expect(ownField(value, 'a')).toBe(2);
    expect(ownField({}, '__proto__')).toBe(undefined);
    expect(ownField({}, 'constructor')).toBe(undefined);
    expect(ownField([1], 'length')).toBe(undefined);
    expect(ownField(null, 'a')).toBe(undefined);
    expect(ownField('text', 'length')).toBe(undefined);
  });
});

describe('isRecord', () => {
  it('is true of objects alone', () => {
    expect(isRecord({})).toBe(true);
    for (const value of [null, undefined, [], 'x', 5]) expect(isRecord(value)).toBe(false);
  });
});

describe('asJson', () => {
  it('cuts what is long', () => {
    expect(asJson({ a: [1] })).toBe('{"a":[1]}');
    expect(asJson('x'.repeat(78))).toBe(`"${'x'.repeat(78)}"`);
    expect(asJson('x'.repeat(79))).toBe(`"${'x'.repeat(76)}...`);
    expect(asJson(undefined)).toBe('undefined');
  });
});
