import { describe, expect, it } from 'vitest';
import { isObject, kindOfValue, ownProperty, stringsOf } from './untrusted.ts';

describe('untrusted values', () => {
  it('are objects only where they hold keys', () => {
    expect([{}, { a: 1 }].map(isObject)).toEqual([true, true]);
    expect([null, undefined, [], 'a', 1, true].map(isObject)).toEqual(Array(6).fill(false));
  });

  it('give their own properties and no others', () => {
    expect(ownProperty({ a: 1 }, 'a')).toBe(1);
    expect(ownProperty({}, 'constructor')).toBeUndefined();
    expect(ownProperty({}, '__proto__')).toBeUndefined();
    expect(ownProperty(JSON.parse('{ "__proto__": 1 }'), '__proto__')).toBe(1);
    expect(ownProperty(undefined, 'a')).toBeUndefined();
    expect(ownProperty('text', 'length')).toBeUndefined();
  });

  it('give the strings of a list', () => {
    expect(stringsOf(['a', 1, null, 'b', ['c']])).toEqual(['a', 'b']);
    expect(stringsOf('a')).toEqual([]);
    expect(stringsOf(undefined)).toEqual([]);
  });

  it('are named by their kind', () => {
    expect([null, [], {}, 'a', 1, true].map(kindOfValue)).toEqual([
      'null',
      'an array',
      'an object',
      'a string',
      'a number',
      'a boolean',
    ]);
  });
});
