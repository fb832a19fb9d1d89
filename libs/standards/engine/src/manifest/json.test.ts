import { describe, expect, it } from 'vitest';
import { editJson, lineAt, lineOfJsonPath, parseJson } from './json.ts';

describe('parseJson', () => {
  it('parses, also behind a byte order mark', () => {
    expect(parseJson('{"a":1}')).toEqual({ ok: true, value: { a: 1 } });
    expect(parseJson('\uFEFF{"a":1}')).toEqual({ ok: true, value: { a: 1 } });
  });

  it.each([
    ['{\n  "a": 1,\n}', 3],
    ['{\n  "a": 1\n', 3],
    ['', 1],
    ['nope', 1],
  ])('names the line of the fault in %j', (text, line) => {
    const parsed = parseJson(text);
    expect(parsed.ok).toBe(false);
    if (!parsed.ok) {
      expect(parsed.line).toBe(line);
      expect(parsed.reason).not.toBe('');
    }
  });
});

const manifest = `{
  // a comment
  "name": "x",
  "dependencies": {
    "a": "1",

    "b": {
      "c": [
        1,
        2
      ]
    }
  }
}
`;

describe('lineOfJsonPath', () => {
  it.each([
    [['name'], 3],
    [['dependencies'], 4],
    [['dependencies', 'a'], 5],
    [['dependencies', 'b'], 7],
    [['dependencies', 'b', 'c', 1], 10],
    [['dependencies', 'none'], 4],
    [['none', 'deeper'], 1],
    [[], 1],
  ])('finds %j', (path, line) => {
    expect(lineOfJsonPath(manifest, path)).toBe(line);
  });

  it('is 1 where there is nothing', () => {
    expect(lineOfJsonPath('', ['a'])).toBe(1);
  });

  it('is 1 in a text that is nested deeper than any parser goes', () => {
    expect(lineOfJsonPath('['.repeat(50_000) + ']'.repeat(50_000), [0])).toBe(1);
  });

  it('starts where the value starts', () => {
    expect(lineOfJsonPath('\n\n{"a":1}', ['none'])).toBe(3);
  });
});

describe('editJson', () => {
  it('changes one value and no other byte', () => {
    expect(editJson('{\n\t"a": 1,\n\n\t"b":2}', ['a'], 'x')).toBe('{\n\t"a": "x",\n\n\t"b":2}');
  });

  it('adds with the indentation of the file', () => {
    expect(editJson('{\n    "a": 1\n}\n', ['b'], true)).toBe('{\n    "a": 1,\n    "b": true\n}\n');
    expect(editJson('{\n\t"a": 1\n}', ['b'], true)).toBe('{\n\t"a": 1,\n\t"b": true\n}');
    expect(editJson('{}', ['b'], true)).toBe('{\n  "b": true\n}');
  });

  it('keeps the line ends and the byte order mark of the file', () => {
    expect(editJson('\uFEFF{\r\n  "a": 1\r\n}\r\n', ['b'], 2)).toBe(
      '\uFEFF{\r\n  "a": 1,\r\n  "b": 2\r\n}\r\n',
    );
  });

  it('removes with undefined', () => {
    expect(editJson('{\n  "a": 1,\n  "b": 2\n}\n', ['a'], undefined)).toBe('{\n  "b": 2\n}\n');
  });
});

describe('lineAt', () => {
  it.each([
    [0, 1],
    [1, 1],
    [2, 2],
    [3, 2],
    [4, 3],
    [99, 3],
  ])('is at offset %i line %i', (offset, line) => {
    expect(lineAt('a\nb\nc', offset)).toBe(line);
  });
});

describe('a key that stands twice', () => {
  const text = '{\n  "a": 1,\n  "d": { "x": "1" },\n  "d": { "x": "2", "x": "3" }\n}\n';

  it('has the line of the last, which is the one that counts', () => {
    expect(lineOfJsonPath(text, ['d', 'x'])).toBe(4);
  });

  it('is edited where it counts', () => {
    expect(editJson(text, ['d', 'x'], '4')).toBe(text.replace('"3"', '"4"'));
    expect(parseJson(editJson(text, ['d', 'x'], '4'))).toMatchObject({ value: { d: { x: '4' } } });
  });
});

describe('a text that is nested too deep for the parser with positions', () => {
  it('is a fault without a line where it is broken', () => {
    expect(parseJson(`{"x":${'['.repeat(200_000)}`)).toMatchObject({ ok: false, line: 1 });
  });
});
