// node tools/workspace/bin/test-database.mjs [--] command…: runs a command with TEST_DATABASE_URL set.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { startDockerServer } from './docker-server.ts';
import { startNativeServer } from './native-server.ts';

const help = `node tools/workspace/bin/test-database.mjs [--] <command…>

Runs the command with TEST_DATABASE_URL set to a PostgreSQL with pgvector, and ends as the command does. That is the first of:
the server that TEST_DATABASE_URL names, or DATABASE_URL (its role must be allowed to make databases and roles: tests make their
own and drop them); a container, where Docker runs; a PostgreSQL 17 of its own, unpacked by debootstrap or as it is installed.
Without a command it serves until Ctrl-C. TEST_DATABASE_PATIENCE is how many seconds a server has to give its first answer (180).
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
  const onProgress = (text: string): void => void process.stderr.write(`${text}\n`);
  const given = [process.env.TEST_DATABASE_URL, process.env.DATABASE_URL].find(
    (url) => url !== undefined && url !== '',
  );
  const server =
    given === undefined
      ? ((await startDockerServer({ onProgress })) ?? (await startNativeServer({ onProgress })))
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
