import { mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { Project } from '@h-j-petroleum/standards-engine';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { optionsSchema } from '../options.ts';
import { factsSchema } from './facts.ts';
import { measureReadme } from './measure.ts';

const manifest = {
  ...{ name: '@acme/core', version: '1.0.0', type: 'module' },
  exports: { '.': { '@acme/source': './src/index.ts', default: './dist/index.js' } },
};
const project: Project = {
  ...{ id: '@acme/core', name: '@acme/core', root: 'libs/core', tags: [] },
  manifest: { file: 'libs/core/package.json', text: '', data: manifest },
};
const readme = `# @acme/core

\`\`\`ts
import { double } from '@acme/core';

double(2); // -> 4
const list: readonly number[] = [1, 2].map(double);
// -> [2, 4]
console.log('twice', double(1));
// -> twice 2
double(3); // -> 7
\`\`\`

\`\`\`ts continued
double('x');
\`\`\`

\`\`\`js run
// lone.mjs
import { double } from '@acme/core';
import { late } from 'nested';

console.log(double(4), late);
\`\`\`

\`\`\`console
$ node lone.mjs
8 late
$ node none.mjs
\`\`\`

\`\`\`js run
await fetch('http://192.0.2.1/');
\`\`\`

\`\`\`js
process.exit(0);
1; // -> 1
\`\`\`

\`\`\`ts no-check
double(…);
\`\`\`
`;

let root = '';
const write = (file: string, text: string): void => {
  mkdirSync(dirname(join(root, file)), { recursive: true });
  writeFileSync(join(root, file), text);
};
beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), 'readme-test-'));
  write('package.json', JSON.stringify({ name: 'root', private: true, workspaces: ['libs/*'] }));
  write('libs/core/package.json', JSON.stringify(manifest));
  write('libs/core/src/index.ts', 'export const double = (given: number): number => 2 * given;\n');
  write('libs/core/README.md', readme);
  write('libs/core/node_modules/nested/package.json', '{ "type": "module", "exports": "./a.js" }');
  write('libs/core/node_modules/nested/a.js', "export const late = 'late';\n");
  write('libs/core/node_modules/@scope/nested/package.json', '{}');
  mkdirSync(join(root, 'node_modules/@typescript'), { recursive: true });
  mkdirSync(join(root, 'temporary'));
  vi.stubEnv('TMPDIR', join(root, 'temporary'));
  for (const name of ['@typescript/native', '@types']) {
    const installed = join(import.meta.dirname, '../../../../../../../node_modules', name);
    symlinkSync(installed, join(root, 'node_modules', name), 'dir');
  }
});
afterAll(() => {
  vi.unstubAllEnvs();
  rmSync(root, { recursive: true, force: true });
});

const measure = async (given: object = {}) => {
  const options = optionsSchema.parse({
    compiler: '@typescript/native',
    runSeconds: 120,
    ...given,
  });
  const result = await measureReadme({ root, project, options });
  if ('notSupported' in result) return result.notSupported;
  return { facts: factsSchema.parse(result.value), keep: result.keep };
};

describe('the code of a README', () => {
  it('is type-checked, run, and compared with what it says', async () => {
    expect(await measure()).toEqual({
      keep: false,
      facts: {
        ...{ version: 1, compiler: '7.0.2', programs: 4 },
        errors: [
          {
            line: 15,
            text: "TS2345: Argument of type 'string' is not assignable to parameter of type 'number'.",
          },
        ],
        runs: [
          { line: 3, compared: 4, differences: [{ line: 11, expected: '7', actual: '6' }] },
          { line: 18, compared: 1, differences: [] },
          {
            ...{ line: 32, compared: 0, differences: [] },
            problem: expect.stringMatching(
              /^it ended with exit code 1; its last words: [^]*A README is run without a network: 192\.0\.2\.1/,
            ),
          },
          {
            ...{ line: 36, compared: 0, differences: [] },
            problem: 'it ended before 1 of its results',
          },
        ],
      },
    });
    expect(readdirSync(join(root, 'temporary'))).toEqual([]);
  });

  it('is kept where nothing is wrong, with the settings of the project', async () => {
    write('libs/core/tsconfig.json', JSON.stringify({ compilerOptions: { composite: true } }));
    write(
      'libs/core/README.md',
      "# a\n\n```ts\nimport { double } from '@acme/core';\n\nlet any;\nany = double(1);\n```\n",
    );
    expect(await measure()).toEqual({
      keep: true,
      facts: { version: 1, compiler: '7.0.2', programs: 1, errors: [], runs: [] },
    });
  });

  it('is ended when it does not end', async () => {
    write('libs/core/README.md', '```js run\nsetInterval(() => {}, 1000);\n```\n');
    expect(await measure({ runSeconds: 1 })).toMatchObject({
      keep: false,
      facts: { runs: [{ line: 1, problem: 'it was not done after 1 s and was ended' }] },
    });
  });

  it('differs from what a transcript shows', async () => {
    write(
      'libs/core/README.md',
      '```js run\n// a.mjs\nconsole.log(1);\n```\n\n```console\n$ node a.mjs\n2\n$ echo\n```\n',
    );
    expect(await measure()).toMatchObject({
      facts: {
        runs: [{ line: 1, compared: 1, differences: [{ line: 7, expected: '2', actual: '1' }] }],
      },
    });
  });

  it('needs a compiler only where there is code', async () => {
    expect(await measure({ compiler: 'no-such-compiler' })).toBe(
      'There is no no-such-compiler to check types with. Install it: npm install --save-dev no-such-compiler',
    );
    write('libs/core/README.md', '# a\n\n```ts\nconst = ;\n```\n');
    expect(await measure({ compiler: 'no-such-compiler' })).toEqual({
      keep: true,
      facts: { version: 1, compiler: '', programs: 0, errors: [], runs: [] },
    });
    rmSync(join(root, 'libs/core/README.md'));
    expect(await measure()).toMatchObject({ keep: true, facts: { programs: 0 } });
  });
});
