import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

let folder: string;
beforeAll(() => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), 'docker-')));
});
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

/** Stands in for Docker: notes what it is asked, and runs the embedded database where a container would be. */
function fakeDocker(onRun: string): void {
  const program = join(folder, 'docker');
  writeFileSync(
    program,
    `#!${process.execPath}
const { appendFileSync, mkdirSync } = require('node:fs');
const { spawn } = require('node:child_process');
const [, , command, ...args] = process.argv;
appendFileSync(${JSON.stringify(join(folder, 'asked'))}, [command, ...args].join(' ').replace(/127.0.0.1:\\d+/, '127.0.0.1:PORT') + '\\n');
if (command === 'run') { ${onRun} }
if (command === 'rm') process.kill(Number(args.at(-1)), 'SIGTERM');
`,
  );
  chmodSync(program, 0o755);
}

async function run(command: readonly string[], env: NodeJS.ProcessEnv = {}) {
  const child = spawn(
    process.execPath,
    [
      ...['--conditions=@h-j-petroleum/source', '--disable-warning=ExperimentalWarning'],
      ...[join(import.meta.dirname, 'with-native-server.ts'), '--', ...command],
    ],
    { env: { PATH: `${folder}${delimiter}${process.env.PATH}`, ...env } },
  );
  let output = '';
  let errors = '';
  child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (errors += chunk.toString()));
  const [code] = await once(child, 'close');
  return { code, output, errors };
}

const tell = [process.execPath, '--eval', 'console.log(process.env.TEST_DATABASE_URL)'];

describe('test-database', () => {
  it('uses the server that is named, before any other', async () => {
    expect(await run(tell, { DATABASE_URL: 'postgres://x@one/a' })).toMatchObject({
      ...{ code: 0, output: 'postgres://x@one/a\n', errors: '' },
    });
    expect(
      await run(tell, {
        DATABASE_URL: 'postgres://x@one/a',
        TEST_DATABASE_URL: 'postgres://x@two/b',
      }),
    ).toMatchObject({ output: 'postgres://x@two/b\n' });
  });

  it('runs a container where Docker runs, on loopback, and removes it', async () => {
    const serve = join(import.meta.dirname, '../database/serve-database.ts');
    fakeDocker(`
      const port = /127.0.0.1:(\\d+):5432/.exec(args.join(' '))[1];
      const data = ${JSON.stringify(join(folder, 'data'))};
      mkdirSync(data);
      const child = spawn(process.execPath, [${JSON.stringify(serve)}, data, port], { detached: true, stdio: 'ignore' });
      child.unref();
      console.log(child.pid);`);
    const { code, output } = await run(tell);
    expect(output).toMatch(/^postgres:\/\/postgres@127\.0\.0\.1:\d+\/postgres\n$/);
    expect(code).toBe(0);
    expect(readFileSync(join(folder, 'asked'), 'utf8').replace(/rm --force \d+/, 'rm --force ID'))
      .toBe(`info
run --detach --rm --publish 127.0.0.1:PORT:5432 --env POSTGRES_HOST_AUTH_METHOD=trust pgvector/pgvector:0.8.0-pg17
rm --force ID
`);
  });

  it('fails where Docker runs and the container does not start, with the reason', async () => {
    fakeDocker("console.error('no space left'); process.exitCode = 125;");
    const { code, errors } = await run(tell);
    expect(code).not.toBe(0);
    expect(errors).toContain('Docker did not start pgvector/pgvector:0.8.0-pg17: no space left');
  });
});
