import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { countTests, forgetReports } from './count-tests.mjs';

let root: string;

const write = (path: string, value: unknown) => {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), JSON.stringify(value));
};

const report = (passed: number, failed: number, testResults: unknown[] = []) => ({
  numPassedTests: passed,
  numFailedTests: failed,
  testResults,
});

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'workspace-count-'));
  write('package-lock.json', {
    packages: {
      '': {},
      'libs/a': {},
      'libs/b': {},
      'tools/no-tests': {},
      'tools/gone': {},
      'node_modules/x': {},
      'libs/a/node_modules/y': {},
    },
  });
  write('libs/a/package.json', { nx: { targets: { test: {} } } });
  write('libs/b/package.json', { nx: { targets: { test: {}, e2e: {} } } });
  write('tools/no-tests/package.json', { name: 'no-tests' });
  write('node_modules/x/package.json', { nx: { targets: { test: {} } } });
});

afterEach(() => rmSync(root, { recursive: true, force: true }));

describe('counting tests', () => {
  it('adds up what the projects with the target left', () => {
    write('libs/a/reports/vitest.json', report(3, 0));
    write('libs/b/reports/vitest.json', report(4, 1));
    write('libs/b/reports/vitest.e2e.json', report(7, 0));
    expect(countTests(root, 'test')).toEqual({
      projects: [
        { project: 'libs/a', passed: 3, failed: 0, reported: true, failures: [] },
        { project: 'libs/b', passed: 4, failed: 1, reported: true, failures: [] },
      ],
      passed: 7,
      failed: 1,
    });
    expect(countTests(root, 'e2e')).toEqual({
      projects: [{ project: 'libs/b', passed: 7, failed: 0, reported: true, failures: [] }],
      passed: 7,
      failed: 0,
    });
  });

  it('counts a project that left no report as a failure', () => {
    write('libs/a/reports/vitest.json', report(3, 0));
    expect(countTests(root, 'test')).toEqual({
      projects: [
        { project: 'libs/a', passed: 3, failed: 0, reported: true, failures: [] },
        {
          project: 'libs/b',
          passed: 0,
          failed: 1,
          reported: false,
          failures: [{ test: 'no report', reason: 'its tests left no report' }],
        },
      ],
      passed: 3,
      failed: 1,
    });
  });

  it('counts a file whose tests could not be collected as a failure, and no other file', () => {
    write(
      'libs/b/reports/vitest.e2e.json',
      report(2, 1, [
        { status: 'failed', assertionResults: [] },
        { status: 'failed', assertionResults: [{}] },
        { status: 'passed', assertionResults: [] },
      ]),
    );
    expect(countTests(root, 'e2e')).toMatchObject({ passed: 2, failed: 2 });
  });

  it('names what failed, with the first line of the reason', () => {
    write(
      'libs/a/reports/vitest.json',
      report(1, 1, [
        {
          name: join(root, 'libs/a/src/broken.test.ts'),
          status: 'failed',
          message: "Cannot find package 'x'\n    at load",
          assertionResults: [],
        },
        {
          status: 'failed',
          assertionResults: [
            { status: 'passed', fullName: 'a sum is added', failureMessages: [] },
            {
              status: 'failed',
              fullName: 'a sum is negative',
              failureMessages: [
                '\u001b[31mAssertionError\u001b[39m: expected 1 to be -1\n    at x',
              ],
            },
          ],
        },
      ]),
    );
    expect(countTests(root, 'test').projects[0]).toMatchObject({
      failed: 2,
      failures: [
        { test: 'src/broken.test.ts', reason: "Cannot find package 'x'" },
        { test: 'a sum is negative', reason: 'AssertionError: expected 1 to be -1' },
      ],
    });
  });

  it('counts nothing of an earlier run', () => {
    write('libs/a/reports/vitest.json', report(3, 0));
    write('libs/b/reports/vitest.json', report(4, 0));
    write('libs/b/reports/vitest.e2e.json', report(5, 0));
    forgetReports(root, 'test');
    expect(countTests(root, 'test')).toMatchObject({ passed: 0, failed: 2 });
    expect(countTests(root, 'e2e')).toMatchObject({ passed: 5, failed: 0 });
  });
});
