// node tools/workspace/bin/test-database.mjs [--] command…: runs a command with TEST_DATABASE_URL set.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { startNativeServer } from './native-server.ts';

const help = `node tools/workspace/bin/test-database.mjs [--] <command…>

Starts a PostgreSQL 17 with pgvector of its own, runs the command with TEST_DATABASE_URL set to it, stops it, and ends as the
command does. Where TEST_DATABASE_URL is set already, that server is used. Without a command it serves until Ctrl-C.
`;

const words = process.argv.slice(2);
if (words[0] === '--') words.shift();
const [command, ...args] = words;
if (command === '--help' || command === '-h') {
  process.stdout.write(help);
} else {
  process.exitCode = await main();
}

async function main(): Promise<number> {
  const given = process.env.TEST_DATABASE_URL;
  const server =
    given === undefined || given === ''
      ? await startNativeServer({ onProgress: (text) => process.stderr.write(`${text}\n`) })
      : undefined;
  const url = server?.url ?? given ?? '';
  try {
    if (command === undefined) {
      process.stdout.write(`TEST_DATABASE_URL=${url}\n`);
      const awake = setInterval(() => undefined, 1 << 30);
      await Promise.race([once(process, 'SIGINT'), once(process, 'SIGTERM')]);
      clearInterval(awake);
      return 0;
    }
    const child = spawn(command, args, {
      stdio: 'inherit',
      env: { ...process.env, TEST_DATABASE_URL: url },
    });
    for (const signal of ['SIGINT', 'SIGTERM'] as const) {
      process.on(signal, () => child.kill(signal));
    }
    const [code] = await once(child, 'exit');
    return code ?? 1;
  } finally {
    await server?.stop();
  }
}
