import { describe, expect, it } from 'vitest';
import { readReport } from './read-report.ts';

const at = (start: number, end = start) => ({
  start: { line: start, column: 0 },
  end: { line: end, column: null },
});

describe("Istanbul's JSON", () => {
  it('gives the lines on which statements start, and those of one that has no other inside', () => {
    const report = {
      '/work/a.ts': {
        path: '/work/a.ts',
        statementMap: { 0: at(1, 9), 1: at(2), 2: at(2), 3: at(4, 6), 4: at(8) },
        s: { 0: 1, 1: 0, 2: 3, 3: 0, 4: 0 },
        ...{ fnMap: {}, f: {}, branchMap: {}, b: {} },
      },
    };
    // 3, 5 of the multi-line statement at 1 are another's, or nobody's.
    expect(readReport(JSON.stringify(report))).toEqual(
      new Map([['/work/a.ts', { run: [1, 2], missed: [4, 5, 6, 8] }]]),
    );
  });

  it('of Windows has its paths in one form', () => {
    const report = { a: { path: 'C:\\work\\a.ts', statementMap: {}, s: {} } };
    expect([...readReport(JSON.stringify(report)).keys()]).toEqual(['C:/work/a.ts']);
  });

  it('in another shape is refused by the place that is wrong', () => {
    expect(() =>
      readReport('{"a":{"path":"a.ts","statementMap":{"0":{"start":1}},"s":{}}}'),
    ).toThrow(/^a\.statementMap\.0\.start: /);
    expect(() => readReport('{"a":')).toThrow(SyntaxError);
  });
});

describe('a tracefile of lcov', () => {
  it('gives its lines, those of several runs together', () => {
    const text = `TN:
SF:src/a.ts
FN:1,f
DA:1,1
DA:2,0
DA:3,0
LF:3
end_of_record
DA:9,0
SF:src/b.ts
DA:1,0,checksum
end_of_record
SF:src/a.ts
DA:3,2
end_of_record
`;
    expect(readReport(text.replaceAll('\n', '\r\n'))).toEqual(
      new Map([
        ['src/a.ts', { run: [1, 3], missed: [2] }],
        ['src/b.ts', { run: [], missed: [1] }],
      ]),
    );
  });

  it('is not any text', () => {
    expect(() => readReport('<coverage/>')).toThrow("it is neither Istanbul's JSON nor lcov's");
  });
});
