import { execFileSync } from 'node:child_process';
import { mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createStackMapper } from './source-mapped-stack.ts';

const root = realpathSync(mkdtempSync(join(tmpdir(), 'source-maps-')));
const source = `interface Order { readonly id: number }

export function pay(order: Order): never {
  throw new Error('not paid');
}
`;

describe('createStackMapper', () => {
  beforeAll(async () => {
    writeFileSync(join(root, 'pay.ts'), source);
    for (const [file, sourcemap] of [
      ['beside.mjs', 'linked'],
      ['inside.mjs', 'inline'],
      ['none.mjs', false],
    ] as const) {
      await build({
        ...{ entryPoints: [join(root, 'pay.ts')], outfile: join(root, file), format: 'esm' },
        ...{ minify: true, sourcemap },
      });
    }
  });
  afterAll(() => {
    rmSync(root, { recursive: true, force: true });
  });

  const stackOf = async (file: string): Promise<string> => {
    const { pay } = await import(/* @vite-ignore */ pathToFileURL(join(root, file)).href);
    try {
      pay({ id: 1 });
    } catch (error) {
      if (error instanceof Error) return createStackMapper()(error);
    }
    return '';
  };

  it.each(['beside.mjs', 'inside.mjs'])(
    'names file and line of the source: map %s',
    async (file) => {
      expect(await stackOf(file)).toContain(`${join(root, 'pay.ts')}:4:`);
    },
  );

  it('leaves a stack as it is where there is no map', async () => {
    expect(await stackOf('none.mjs')).toContain('none.mjs:1:');
  });

  it('maps in a process that was started without --enable-source-maps', () => {
    const logger = pathToFileURL(join(import.meta.dirname, '../index.ts')).href;
    writeFileSync(
      join(root, 'main.mjs'),
      `import { createLogger } from ${JSON.stringify(logger)};
import { pay } from './beside.mjs';
const logger = createLogger({ env: {} });
try { pay({ id: 1 }); } catch (error) { logger.error(error); }
`,
    );
    const line = execFileSync(
      process.execPath,
      ['--conditions=@h-j-petroleum/source', '--disable-warning=ExperimentalWarning', 'main.mjs'],
      { cwd: root, encoding: 'utf8', env: { PATH: process.env.PATH } },
    );
    expect(JSON.parse(line)['exception.stacktrace']).toContain(`${join(root, 'pay.ts')}:4:`);
  });
});
