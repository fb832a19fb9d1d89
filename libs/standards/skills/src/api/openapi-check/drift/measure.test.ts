import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Project } from '@h-j-petroleum/standards-engine';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { GeneratorSettings } from '../options.ts';
import { options } from '../options.ts';
import { measureDrift } from './measure.ts';

let root: string;
beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), 'openapi-drift-'));
});
afterAll(() => rmSync(root, { recursive: true }));

const project: Project = { id: 'shop', name: 'shop', root: '', manifest: undefined, tags: [] };

async function measured(source: string, more: Partial<GeneratorSettings> = {}) {
  writeFileSync(join(root, 'server.mjs'), source);
  const settings = { command: ['node', 'server.mjs', 'openapi'], ...more };
  const parsed = options.parse({ generators: { '*': settings } });
  return measureDrift({ root, project, options: parsed });
}

it('keeps what a service prints, which has nothing of the environment but what it is given', async () => {
  process.env['SECRET_OF_THE_RUN'] = 'x';
  const source = `const { TITLE, SECRET_OF_THE_RUN } = process.env;
console.error('a warning');
console.log(JSON.stringify({ TITLE, SECRET_OF_THE_RUN, args: process.argv.slice(2) }));`;
  expect(await measured(source, { environment: { TITLE: 'Shop' } })).toStrictEqual({
    value: {
      ...{ version: 1, command: 'node server.mjs openapi' },
      generated: '{"TITLE":"Shop","args":["openapi"]}\n',
    },
    keep: true,
  });
});

it.each([
  [
    'ends',
    'console.error("no DATABASE_URL"); process.exit(3);',
    {},
    'it ended with exit code 3; it said: no DATABASE_URL',
  ],
  ['is no program', '', { command: ['no-such-program'] }, 'spawn no-such-program ENOENT'],
])(
  'says why there is no document, and asks again the next time: it %s',
  async (_, source, more, problem) => {
    expect(await measured(source, more)).toMatchObject({
      value: { version: 1, problem },
      keep: false,
    });
  },
);

it('measures nothing where nothing says how', async () => {
  expect(await measureDrift({ root, project, options: options.parse({}) })).toStrictEqual({
    notSupported: 'Nothing says how its document is made.',
  });
});
