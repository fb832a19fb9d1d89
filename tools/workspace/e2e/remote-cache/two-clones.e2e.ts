import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { OutsideFolder, Ran } from '../../src/outside/outside-folder.ts';
import { newKeys } from '../../src/remote-cache/seal/keys.ts';
import type { CacheServer } from '../../src/remote-cache/server/cache-server.ts';
import { startCacheServer } from '../../src/remote-cache/server/cache-server.ts';
import { cloneWorkspace, contentOf, setTraps, sprungTraps } from './clone.ts';
import { lastTasks } from './nx-run.ts';

/** Two, so that the gate judges a batch; small ones, with all that the others have. */
const projects = ['@vector-toolkit/embeddings-ollama', '@vector-toolkit/rerankers-http'];
const folders = ['libs/vector/embeddings/ollama', 'libs/vector/rerankers/http'];
const targets = ['build', 'standards', 'test'];

const writeToken = 'w'.repeat(32);
const readToken = 'r'.repeat(32);
const { signingKey, publicKey } = newKeys();
let store: string;
let server: CacheServer;
let one: OutsideFolder;
let two: OutsideFolder;
beforeAll(async () => {
  store = mkdtempSync(join(tmpdir(), 'two-clones-store-'));
  server = await startCacheServer({ folder: store, writeToken, readToken, maxBytes: 50_000_000 });
  one = await cloneWorkspace('clone-one-');
  two = await cloneWorkspace('clone-two-');
});
afterAll(async () => {
  await server?.close();
  for (const folder of [one?.root, two?.root, store]) {
    if (folder) rmSync(folder, { recursive: true, force: true });
  }
});

const run = (clone: OutsideFolder, args: readonly string[], env: object): Promise<Ran> =>
  clone.run('npm', ['run', '--silent', 'nx:cached', '--', ...args, '--outputStyle=static'], {
    ...{ NX_DAEMON: 'false', REMOTE_CACHE_SERVER: server.url },
    ...{ REMOTE_CACHE_PUBLIC_KEYS: publicKey, ...env },
  });
const all = ['run-many', '-t', ...targets, '-p', ...projects];
const ours = projects.flatMap((project) => targets.map((target) => `${project}:${target}`));
const statuses = (clone: OutsideFolder): string[] =>
  lastTasks(clone)
    .filter(({ taskId }) => ours.includes(taskId))
    .map(({ taskId, cacheStatus, status }) => `${taskId} ${cacheStatus} ${status}`);

// One story: what the first clone has stored, the second replays.
it('a clone with empty caches runs the tasks and stores what comes of them', async () => {
  const ran = await run(one, all, {
    ...{ REMOTE_CACHE_TOKEN: writeToken, REMOTE_CACHE_SIGNING_KEY: signingKey },
  });
  expect(ran.stdout).toContain('Successfully ran targets build, standards, test for 2 projects');
  expect(statuses(one)).toStrictEqual(ours.map((id) => `${id} cache-miss 0`));
  expect(ran).toMatchObject({
    code: 0,
    stderr: expect.stringMatching(/^Remote cache: (\d+) not there, \1 stored$/m),
  });
});

it('another clone with empty caches replays them, without what would run them', async () => {
  setTraps(two);
  const ran = await run(two, all, { REMOTE_CACHE_TOKEN: readToken });
  expect(statuses(two)).toStrictEqual(ours.map((id) => `${id} remote-cache-hit 0`));
  for (const id of ours) expect(ran.stdout).toContain(`> nx run ${id}  [remote cache]`);
  expect(sprungTraps(two)).toStrictEqual([]);
  expect(ran).toMatchObject({
    code: 0,
    stderr: expect.stringMatching(/^Remote cache: \d+ replayed$/m),
  });
  // Nothing was missing, refused or stored beside that.
  expect(ran.stderr.match(/^Remote cache: .*$/gm)).toHaveLength(1);
});

it('has the same files then, byte for byte', () => {
  const made = [
    ...folders.flatMap((folder) => [`${folder}/dist`, `${folder}/reports`]),
    '.standards/outcomes',
  ];
  const before = contentOf(one, made);
  expect([...before.keys()]).toStrictEqual(
    expect.arrayContaining([
      ...folders.flatMap((folder) => [
        ...[`${folder}/dist/index.js`, `${folder}/dist/index.d.ts`],
        `${folder}/reports/vitest.json`,
      ]),
      '.standards/outcomes/libs~vector~embeddings~ollama.json',
      '.standards/outcomes/libs~vector~rerankers~http.json',
    ]),
  );
  expect(contentOf(two, made)).toStrictEqual(before);
  // A report of tests names the folder in which they ran.
  expect(two.read(`${folders[0]}/reports/vitest.json`)).toContain(one.root);
  expect(two.read('.standards/report.json')).toContain('"schemaVersion"');
});

it('would have noticed: there each of the three fails as soon as it runs', async () => {
  for (const target of targets) {
    const args = ['-t', target, '-p', projects[0] ?? '', '--exclude-task-dependencies'];
    const ran = await run(two, ['run-many', ...args, '--skip-nx-cache'], {});
    expect([target, ran.code]).toStrictEqual([target, 1]);
  }
  expect(sprungTraps(two)).toStrictEqual(['tsup', 'standards', 'vitest']);
});
