import { once } from 'node:events';
import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { checkSession } from '../check-session.ts';
import { openSession } from '../session.ts';
import { createRepository, type Repository } from '../testing/repository.ts';
import { measureSession, rowText } from './measure-session.ts';

/** Two skills that measure: one does what the package says, the other never ends. */
const pack = `
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

const skill = (name, timeoutMs, appliesTo, measure) => ({
  meta: {
    id: 'acme:' + name, title: 'Speed', description: 'Fast.', scope: 'project', defaultMode: 'enforce', docs: 'x.md',
    messages: { slow: { text: 'slow', why: 'Time is short.' } },
    options: { safeParse: () => ({ success: true, data: {} }) }, optionDocs: {},
    inputs: { project: ['package.json'], workspace: [] },
  },
  check({ project, measured, report, conclude }) {
    if (!appliesTo({ project })) return conclude({ outcome: 'not-applicable', reason: 'It does not run.' });
    if (measured?.speed === 'slow') {
      report({ message: 'slow', file: project.manifest.file, expected: 'fast', actual: 'slow' });
    }
  },
  measure: { appliesTo, judges: () => [], dependsOn: () => [], timeoutMs, load: async () => measure },
});
const does = ({ project }) => project.manifest?.data.does;
export default { name: 'acme', skills: [
  skill('speed-check', 60000, (given) => does(given) !== undefined && does(given) !== 'hang', async (given) => {
    const what = does(given);
    if (what === 'throw') throw new TypeError('no speed here');
    if (what === 'exit') {
      const serve = "require('net').createServer().listen(0, '127.0.0.1', function () { console.log(String(this.address().port)); })";
      const service = spawn(process.execPath, ['-e', serve], { stdio: ['ignore', 'pipe', 'ignore'] });
      const [port] = await once(service.stdout, 'data');
      writeFileSync(join(given.root, 'service.port'), String(port));
      console.error('out of memory');
      process.exit(7);
    }
    if (what === 'need') return { notSupported: 'There is no browser. Install one.' };
    return { value: { speed: what, pid: process.pid }, keep: what === 'fast' };
  }),
  skill('hang-check', 300, (given) => does(given) === 'hang', () => new Promise(() => setInterval(() => {}, 1000))),
] };`;

const member = (does?: string) => ({
  ...{ version: '1.0.0', private: true, type: 'module' },
  ...(does === undefined ? {} : { does }),
});
let workspace: Repository;
beforeAll(() => {
  workspace = createRepository({
    'package.json': { name: 'root', private: true, type: 'module', workspaces: ['apps/*'] },
    'standards.config.json': { packs: ['./pack.mjs'] },
    'pack.mjs': pack,
    ...Object.fromEntries(
      ['fast', 'slow', 'throw', 'exit', 'need', 'hang'].map((name) => [
        `apps/${name}/package.json`,
        { name, ...member(name) },
      ]),
    ),
    'apps/idle/package.json': { name: 'idle', ...member() },
  });
});
afterAll(() => {
  workspace.remove();
});

/** `connected`, or the code of what stood in the way. */
const connectionTo = async (port: number): Promise<string> => {
  const socket = connect(port, '127.0.0.1');
  try {
    await once(socket, 'connect');
    return 'connected';
  } catch (error) {
    return String(Reflect.get(Object(error), 'code'));
  } finally {
    socket.destroy();
  }
};

const measure = async (request: Parameters<typeof measureSession>[1] = {}) =>
  measureSession(await openSession({ root: workspace.root }), request);
const rows = async (request: Parameters<typeof measureSession>[1] = {}) =>
  (await measure(request)).map(({ project, outcome, reason }) => [project, outcome, reason]);

describe('measuring', () => {
  it('measures in processes of their own, and tells what became of each', async () => {
    expect(await rows()).toEqual([
      [
        'exit',
        'crashed',
        'its process ended with exit code 7 before it was done. Its last words: out of memory',
      ],
      ['fast', 'measured', undefined],
      ['need', 'not-supported', 'There is no browser. Install one.'],
      ['slow', 'measured', undefined],
      ['throw', 'crashed', 'TypeError: no speed here'],
      ['hang', 'crashed', 'it took longer than 0.3 s and was ended.'],
    ]);
    // The service that the one of exit code 7 started ends with it; the kernel may take a moment to close its port.
    const port = Number(workspace.read('service.port'));
    expect(port).toBeGreaterThan(0);
    await expect.poll(() => connectionTo(port)).toBe('ECONNREFUSED');
  });

  it('leaves records that a check judges, each by name', async () => {
    const session = await openSession({ root: workspace.root });
    const { report } = await checkSession(session, { packs: ['acme'] });
    expect(
      report.outcomes
        .filter(({ skill, outcome }) => skill.startsWith('acme:') && outcome !== 'not-applicable')
        .map(({ skill, project, outcome }) => `${skill} ${project} ${outcome}`),
    ).toEqual([
      'acme:speed-check exit error',
      'acme:speed-check fast pass',
      'acme:hang-check hang error',
      'acme:speed-check need not-supported',
      'acme:speed-check slow fail',
      'acme:speed-check throw error',
    ]);
    expect(report.exitCode).toBe(3);
  });

  it('keeps what holds, and measures anew what went wrong, has changed, or is asked for', async () => {
    const only = (request: object) => rows({ projects: ['fast', 'slow'], ...request });
    expect(await only({})).toEqual([
      ['fast', 'kept', undefined],
      ['slow', 'measured', undefined],
    ]);
    workspace.write({ 'apps/fast/main.js': '' });
    expect(await rows({ projects: ['fast'] })).toEqual([['fast', 'measured', undefined]]);
    expect(await rows({ projects: ['fast'], again: true })).toEqual([
      ['fast', 'measured', undefined],
    ]);
  });

  it('writes no time into a record that holds, so that it is the same on every machine', () => {
    const fieldsOf = (name: string) =>
      Object.keys(
        Object(
          JSON.parse(workspace.read(`.standards/measured/acme~speed-check/apps~${name}.json`)),
        ),
      );
    const same = ['schemaVersion', 'skill', 'project', 'hash', 'result'];
    expect(fieldsOf('fast')).toEqual(same);
    const anew = [...same.slice(0, -1), 'measuredAt', 'durationMs', 'result'];
    expect([fieldsOf('slow'), fieldsOf('throw')]).toEqual([anew, anew]);
  });

  it('refuses a skill that measures nothing', async () => {
    await expect(measure({ skills: ['deps:version-check'] })).rejects.toThrow(
      'deps:version-check has nothing to measure; `standards check --skill deps:version-check` runs it.',
    );
  });
});

describe('a line about a measurement', () => {
  const row = { skill: 'acme:a-check', project: 'api', durationMs: 1250 } as const;
  it.each([
    [{ outcome: 'measured' } as const, 'measured in 1.3 s'],
    [{ outcome: 'kept' } as const, 'measured before, and nothing that it judges has changed'],
    [{ outcome: 'not-supported', reason: 'No.' } as const, 'could not be measured: No.'],
    [{ outcome: 'crashed', reason: 'No.' } as const, 'crashed: No.'],
  ])('says %j', (more, text) => {
    expect(rowText({ ...row, ...more })).toBe(`acme:a-check  api  ${text}\n`);
  });
});
