import type { ChildProcess } from 'node:child_process';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Consumer } from './consumer.ts';
import type { Block } from './readme-blocks.ts';

/** A command of a README with what it shows there, and what it said. */
export interface Shown {
  readonly command: string;
  readonly expected: string;
  readonly said: string;
}

/**
 * Does what a README says, in its order, in the folder of a consumer. `export DATABASE_URL=…` sets the database of the test;
 * a command that ends with `&` goes on until the end; an id in a command is the last that was shown.
 */
export async function runReadme(
  blocks: readonly Block[],
  consumer: Consumer,
  databaseUrl: string,
): Promise<Shown[]> {
  const shown: Shown[] = [];
  const background: ChildProcess[] = [];
  let env: NodeJS.ProcessEnv = {};
  let lastId = '';
  try {
    for (const block of blocks) {
      if (block.kind === 'file') {
        writeFileSync(join(consumer.root, block.name), block.text);
        continue;
      }
      const command = block.command.replaceAll(/\b[0-9a-f]{32}\b/g, lastId);
      if (command.startsWith('export DATABASE_URL=')) {
        env = { DATABASE_URL: databaseUrl };
        continue;
      }
      let said: string;
      if (command.endsWith('&')) {
        const child = spawn('sh', ['-c', `exec ${command.slice(0, -1)}`], {
          cwd: consumer.root,
          env: { ...consumer.env, ...env },
          stdio: ['ignore', 'pipe', 'inherit'],
        });
        background.push(child);
        const [first] = await once(child.stdout, 'data');
        said = String(first);
      } else {
        const { stdout, stderr } = await consumer.run('sh', ['-c', command], env);
        said = `${stdout}${stderr}`;
      }
      lastId = /\b[0-9a-f]{32}\b/.exec(said)?.[0] ?? lastId;
      shown.push({ command: block.command, expected: block.output, said });
    }
  } finally {
    for (const child of background) {
      const ended = once(child, 'exit');
      child.kill('SIGTERM');
      await ended;
    }
  }
  return shown;
}
