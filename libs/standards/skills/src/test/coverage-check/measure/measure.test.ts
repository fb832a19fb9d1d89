import { chmodSync, mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Project } from '@h-j-petroleum/standards-engine';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { options } from '../options.ts';
import { measureCoverage } from './measure.ts';

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'coverage-check-'));
  write('libs/tax/src/rate.ts', 'export const rate = 1;\n');
});
afterEach(() => rmSync(root, { recursive: true }));

const project: Project = {
  ...{ id: 'tax', name: 'tax', root: 'libs/tax', manifest: undefined, tags: ['kind:pure'] },
};
function write(path: string, text: string): void {
  mkdirSync(join(root, path, '..'), { recursive: true });
  writeFileSync(join(root, path), text);
}
const istanbul = (path: string): string =>
  JSON.stringify({
    [path]: { path, statementMap: { 0: { start: { line: 1 }, end: { line: 1 } } }, s: { 0: 2 } },
  });
const measured = (settings: object, key = 'tag:kind:pure') =>
  measureCoverage({ root, project, options: options.parse({ projects: { [key]: settings } }) });
const found = {
  value: { version: 1, files: { 'libs/tax/src/rate.ts': { run: [1], missed: [] } } },
  keep: true,
};
const way =
  'Run the tests with coverage, by Vitest `vitest run --coverage --coverage.reporter=json`.';

it.each([
  ['absolute paths', (): string => join(root, 'libs/tax/src/rate.ts')],
  ['paths from the project', () => 'src/rate.ts'],
  ['paths from the workspace', () => 'libs/tax/src/rate.ts'],
])('reads a report that is there, with %s', async (_, path) => {
  write('libs/tax/coverage/coverage-final.json', istanbul(path()));
  expect(await measured({})).toStrictEqual(found);
});

it('runs the command in the folder of the project, and reads what it leaves', async () => {
  const script = `require('node:fs').writeFileSync(process.env.OUT, 'SF:src/rate.ts\\nDA:1,7\\nend_of_record\\n')`;
  expect(
    await measured({
      ...{
        command: ['node', '-e', script],
        report: 'lcov.info',
        environment: { OUT: 'lcov.info' },
      },
    }),
  ).toStrictEqual(found);
});

it('finds the programs that are installed, those of the project first', async () => {
  for (const [place, line] of [
    ['', 3],
    ['libs/tax/', 1],
  ] as const) {
    write(
      `${place}node_modules/.bin/tests`,
      `#!/bin/sh\necho "SF:src/rate.ts\nDA:${line},7\nend_of_record" > lcov.info\n`,
    );
    chmodSync(join(root, place, 'node_modules/.bin/tests'), 0o755);
  }
  expect(await measured({ command: ['tests'], report: 'lcov.info' })).toStrictEqual(found);
});

it('of files that are gone, or not of the workspace, says nothing', async () => {
  const text = ['src/gone.ts', '/etc/hostname', '../../../outside.ts']
    .map((path) => `SF:${path}\nDA:1,7\nend_of_record\n`)
    .join('');
  write('libs/tax/lcov.info', text);
  expect(await measured({ report: 'lcov.info' })).toStrictEqual({
    ...found,
    value: { version: 1, files: {} },
  });
});

it('says that there is no report, and how there is one', async () => {
  expect(await measured({})).toStrictEqual({
    notSupported: `There is no coverage/coverage-final.json. ${way}`,
  });
});

it('takes no report that is older than a source', async () => {
  write('libs/tax/coverage/coverage-final.json', istanbul('src/rate.ts'));
  utimesSync(join(root, 'libs/tax/coverage/coverage-final.json'), 1, 1);
  expect(await measured({})).toStrictEqual({
    notSupported: `coverage/coverage-final.json is older than libs/tax/src/rate.ts. ${way}`,
  });
});

it('says why a report cannot be read', async () => {
  write('libs/tax/coverage/coverage-final.json', '[]');
  expect(await measured({})).toStrictEqual({
    notSupported: `coverage/coverage-final.json is no report of coverage: it is neither Istanbul's JSON nor lcov's. ${way}`,
  });
});

it('says how the command failed', async () => {
  const script = 'console.log("1 failed"); process.exit(1)';
  expect(await measured({ command: ['node', '-e', script] })).toStrictEqual({
    notSupported: `\`node -e ${script}\` gave no coverage: it ended with exit code 1; its last words: 1 failed`,
  });
  expect(await measured({ command: ['no-such-program'] })).toStrictEqual({
    notSupported: '`no-such-program` gave no coverage: spawn no-such-program ENOENT',
  });
});

it('measures nothing where nothing says how', async () => {
  expect(await measured({}, 'other')).toStrictEqual({
    notSupported: 'Nothing says where its coverage comes from.',
  });
});
