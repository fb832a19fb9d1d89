import { execFile } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { isValidElement } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const project = join(import.meta.dirname, '..');
// Inside of the project, so that its packages are found; not committed.
const folder = join(project, 'reports/pages');

const examples = readdirSync(import.meta.dirname, { recursive: true, encoding: 'utf8' })
  .filter((path) => path.endsWith('.md'))
  .sort()
  .flatMap((path) =>
    [...readFileSync(join(import.meta.dirname, path), 'utf8').matchAll(/```tsx\n(.*?)```/gs)].map(
      ([, code = ''], index) => ({ path, code, file: `${path.replaceAll('/', '-')}-${index}.tsx` }),
    ),
  );

describe('examples of the pages', () => {
  beforeAll(() => {
    mkdirSync(folder, { recursive: true });
    for (const { file, code } of examples) writeFileSync(join(folder, file), code);
  });
  afterAll(() => {
    rmSync(folder, { recursive: true, force: true });
  });

  it('compile against what is shipped', async () => {
    const flags = ['--jsx', 'react-jsx', '--module', 'nodenext', '--target', 'es2023'];
    const files = examples.map(({ file }) => join(folder, file));
    const compile = promisify(execFile)(
      'tsc',
      ['--ignoreConfig', '--noEmit', '--strict', ...flags, ...files],
      {
        cwd: project,
      },
    );
    expect(await compile.catch((error: unknown) => error)).toMatchObject({
      stdout: '',
      stderr: '',
    });
  });

  it.each(examples)('of $path render on a server', async ({ file }) => {
    const { example } = (await import(join(folder, file))) as { example: unknown };
    expect(isValidElement(example)).toBe(true);
    if (isValidElement(example)) expect(renderToStaticMarkup(example)).toContain('class="hj-');
  });
});
