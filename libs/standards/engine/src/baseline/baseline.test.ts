import { describe, expect, it } from 'vitest';
import { addedEntries, formatBaseline, parseBaseline, prunedBaseline } from './baseline.ts';

const entry = (digit: string, skill = 'p:s', file = 'package.json') => ({
  fingerprint: digit.repeat(20),
  skill,
  project: 'a',
  file,
  message: 'wrong',
});

describe('a baseline file', () => {
  it('is read as it was written', () => {
    const text = formatBaseline([entry('a')]);
    expect(text).toBe(`{
  "version": 1,
  "findings": [
    {
      "fingerprint": "aaaaaaaaaaaaaaaaaaaa",
      "skill": "p:s",
      "project": "a",
      "file": "package.json",
      "message": "wrong"
    }
  ]
}
`);
    expect(parseBaseline(text, 'b.json')).toEqual([entry('a')]);
  });

  it('is sorted by skill, file and fingerprint', () => {
    const entries = [
      entry('2', 'p:t', 'a'),
      entry('3', 'p:s', 'b'),
      entry('9', 'p:s', 'a'),
      entry('1', 'p:s', 'a'),
    ];
    expect(parseBaseline(formatBaseline(entries), 'b').map((one) => one.fingerprint[0])).toEqual([
      '1',
      '9',
      '3',
      '2',
    ]);
  });

  it.each([
    ['{', /b\.json is no baseline \(line 1: .+\)\. Restore it/],
    ['[]', /b\.json is no baseline \(the file: /],
    ['{"version":2,"findings":[]}', /\(version: /],
    ['{"version":1,"findings":[{}]}', /\(findings\.0\./],
    ['{"version":1,"findings":[],"more":1}', /\(the file: /],
    [
      JSON.stringify({ version: 1, findings: [{ ...entry('a'), fingerprint: 'short' }] }),
      /\(findings\.0\.fingerprint: /,
    ],
    [
      '{\n"version":1,\n<<<<<<< HEAD\n"findings":[]\n=======\n>>>>>>> b\n}',
      /\(line 3: a merge left its conflict markers\)\. Restore it from version control, or write it anew with `standards baseline --force`\./,
    ],
  ])('is refused when it reads %j', (text, message) => {
    expect(() => parseBaseline(text, 'b.json')).toThrow(message);
    expect(() => parseBaseline(text, 'b.json')).toThrow(
      expect.objectContaining({ code: 'BASELINE_UNREADABLE' }),
    );
  });
});

describe('a baseline', () => {
  it('loses what is gone and keeps the rest', () => {
    expect(prunedBaseline([entry('a'), entry('b')], [entry('a')])).toEqual([entry('b')]);
  });

  it('shows what a change adds to it, also when as many are removed', () => {
    expect(addedEntries([entry('b')], [entry('a')])).toEqual([entry('b')]);
    expect(addedEntries([entry('a')], [entry('a'), entry('b')])).toEqual([]);
  });

  it('may be adopted where there was none', () => {
    expect(addedEntries([entry('a')], undefined)).toEqual([]);
  });
});
