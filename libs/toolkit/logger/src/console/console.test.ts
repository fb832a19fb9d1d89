import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { expect, it } from 'vitest';

it('a reader that goes away does not end the program that it read from', async () => {
  const program = join(import.meta.dirname, '../../fixtures/talk.ts');
  const child = spawn(
    process.execPath,
    ['--conditions=@h-j-petroleum/source', '--disable-warning=ExperimentalWarning', program],
    { env: { PATH: process.env.PATH } },
  );
  let errors = '';
  child.stderr.on('data', (chunk: Buffer) => (errors += chunk.toString()));
  await once(child.stdout, 'data');
  child.stdout.destroy();
  expect(await once(child, 'close')).toStrictEqual([0, null]);
  expect(errors).toBe('lived on\n');
});
