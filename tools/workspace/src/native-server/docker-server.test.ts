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

// Nobody would end what a test that was killed has started: it looks itself whether the test still runs.
const endsWithTest = `--import=data:text/javascript,setInterval(() => {
  try { process.kill(${process.pid}, 0); } catch { process.exit(); }
}, 500).unref();`;

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
      endsWithTest,
      ...[join(import.meta.dirname, 'with-native-server.ts'), '--', ...command],
    ],
    {
      env: {
        PATH: `${folder}${delimiter}${process.env.PATH}`,
        // What is started comes as soon as it can; a machine that is busy with other things is slow.
        TEST_DATABASE_PATIENCE: '270',
        ...env,
      },
    },
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
      const child = spawn(process.execPath, [${JSON.stringify(endsWithTest)}, ${JSON.stringify(serve)}, data, port], { detached: true, stdio: 'ignore' });
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

  it('gives a container that never answers up in the time that it was given, and removes it', async () => {
    rmSync(join(folder, 'asked'), { force: true });
    fakeDocker("console.log('container');");
    const { code, errors } = await run(tell, { TEST_DATABASE_PATIENCE: '1' });
    expect(code).not.toBe(0);
    expect(errors).toMatch(
      /PostgreSQL did not answer within 1 s: .+\n {2}Where the machine is busy give it more: TEST_DATABASE_PATIENCE=4\n/,
    );
    expect(readFileSync(join(folder, 'asked'), 'utf8')).toContain('rm --force container\n');
  });

  it('says what a patience is that it does not understand', async () => {
    fakeDocker("console.log('container');");
    const { code, errors } = await run(tell, { TEST_DATABASE_PATIENCE: 'long' });
    expect(code).not.toBe(0);
    expect(errors).toContain(
      'TEST_DATABASE_PATIENCE is "long". Write whole seconds from 1 on, such as 240.',
    );
  });

  it('fails where Docker runs and the container does not start, with the reason', async () => {
    fakeDocker("console.error('no space left'); process.exitCode = 125;");
    const { code, errors } = await run(tell);
    expect(code).not.toBe(0);
    expect(errors).toContain('Docker did not start pgvector/pgvector:0.8.0-pg17: no space left');
  });
});
