import type { ExecutorContext, ProjectGraph, Task, TaskGraph } from '@nx/devkit';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { createRepository, type Repository } from '../../testing/repository.ts';
import { readPart } from '../part.ts';
import checkBatch from './check.batch.ts';
import measure from '../measure/measure.ts';
import check from './check.ts';

const manifest = { version: '1.0.0', private: true, type: 'module' };
const tree = {
  'package.json': { name: 'root', private: true, type: 'module', workspaces: ['libs/*'] },
  'nx.json': {},
  'standards.config.json': {
    skills: {
      'repo:workspace-check': 'off',
      'deps:undeclared-check': 'off',
      'docs:readme-check': 'off',
      'obs:otel-check': 'off',
      'perf:api-latency': 'off',
      'perf:bundle-budget': 'off',
      'pkg:types-check': 'off',
      'repo:changeset-check': 'off',
      'test:coverage-check': 'off',
    },
  },
  'libs/a/package.json': { name: 'a', ...manifest, dependencies: { b: 'file:../b' } },
  'libs/b/package.json': { name: 'b', ...manifest },
};
const task = (project: string, target = 'gate'): Task => ({
  id: `${project}:${target}`,
  target: { project, target },
  overrides: {},
  outputs: [],
  parallelism: true,
  cache: true,
  hash: `h-${project}`,
});
const graphOf = (...tasks: Task[]): TaskGraph => ({
  roots: [],
  tasks: Object.fromEntries(tasks.map((one) => [one.id, one])),
  dependencies: {},
  continuousDependencies: {},
});
const node = (name: string, root: string) => ({ name, type: 'lib' as const, data: { root } });
const projectGraph: ProjectGraph = {
  nodes: { root: node('root', '.'), a: node('a', 'libs/a'), b: node('b', 'libs/b') },
  dependencies: {},
};

let workspace: Repository | undefined;
afterEach(() => {
  workspace?.remove();
  workspace = undefined;
  vi.restoreAllMocks();
});

function contextOf(taskGraph: TaskGraph | undefined, projectName?: string): ExecutorContext {
  workspace = createRepository(tree);
  return {
    root: workspace.root,
    cwd: workspace.root,
    isVerbose: false,
    projectGraph,
    projectsConfigurations: { version: 2, projects: {} },
    nxJsonConfiguration: {},
    targetName: 'gate',
    ...(taskGraph ? { taskGraph } : {}),
    ...(projectName === undefined ? {} : { projectName }),
  };
}

async function runBatch(
  batch: TaskGraph,
  whole: TaskGraph | undefined,
  options: Parameters<typeof checkBatch>[1] = {},
) {
  const results = [];
  for await (const done of checkBatch(batch, options, {}, contextOf(whole))) {
    results.push([done.task, done.result.success]);
  }
  return results;
}

describe('the batch executor', () => {
  it('gives a result for every task, one after the other', async () => {
    const batch = graphOf(task('a'), task('b'), task('root'));
    expect(await runBatch(batch, batch)).toStrictEqual([
      ['a:gate', false],
      ['b:gate', true],
      ['root:gate', false],
    ]);
    expect(readPart(workspace?.root ?? '', 'libs/b', 'h-b')?.hash).toBe('h-b');
  });

  it('prints nothing itself: Nx prints the results', async () => {
    const write = vi.spyOn(process.stdout, 'write');
    await runBatch(graphOf(task('a')), graphOf(task('a')));
    expect(write).not.toHaveBeenCalled();
  });

  it.each([
    ['a task of its own', [task('root'), task('a')], false],
    ['a task of another target', [task('root'), task('a', 'build')], true],
    ['no task', undefined, true],
  ])('shows in the root what is found in a project with %s: %#', async (_what, tasks, shown) => {
    const whole = tasks && graphOf(...tasks);
    let output = '';
    for await (const { result } of checkBatch(graphOf(task('root')), {}, {}, contextOf(whole))) {
      output += result.terminalOutput;
    }
    expect(output.includes('libs/a/package.json:')).toBe(shown);
  });

  it('runs tasks with options of their own by these', async () => {
    const batch = graphOf(task('a'), task('b'));
    const options = { 'a:gate': { pilot: true }, 'b:gate': { skills: ['no-such-check'] } };
    expect(await runBatch(batch, batch, options)).toStrictEqual([
      ['a:gate', true],
      ['b:gate', false],
    ]);
  });
});

describe('the plain executor', () => {
  it('judges one project, and prints', async () => {
    const write = vi.spyOn(process.stdout, 'write').mockReturnValue(true);
    expect(await check({}, contextOf(graphOf(task('a')), 'a'))).toStrictEqual({ success: false });
    expect(write.mock.calls.map(([text]) => text).join('')).toContain('libs/a/package.json:');
    expect(await check({}, contextOf(graphOf(task('b')), 'b'))).toStrictEqual({ success: true });
    expect(readPart(workspace?.root ?? '', 'libs/b', 'h-b')?.hash).toBe('h-b');
  });

  it('takes the hash from the environment where the graph has none', async () => {
    vi.spyOn(process.stdout, 'write').mockReturnValue(true);
    vi.stubEnv('NX_TASK_HASH', 'from-nx');
    expect(await check({}, contextOf(undefined, 'b'))).toStrictEqual({ success: true });
    vi.unstubAllEnvs();
    expect(readPart(workspace?.root ?? '', 'libs/b', undefined)?.hash).toBe('from-nx');
  });

  it('fails without a project', async () => {
    vi.spyOn(process.stdout, 'write').mockReturnValue(true);
    expect(await check({}, contextOf(undefined))).toStrictEqual({ success: false });
  });
});

describe('the measure executor', () => {
  const pack = `export default { name: 'acme', skills: [{
    meta: {
      id: 'acme:speed-check', title: 'Speed', description: 'Fast.', scope: 'project', defaultMode: 'enforce', docs: 'x.md',
      messages: { slow: { text: 'slow', why: 'Time is short.' } },
      options: { safeParse: () => ({ success: true, data: {} }) }, optionDocs: {}, inputs: { project: [], workspace: [] },
    },
    check() {},
    measure: {
      appliesTo: ({ project }) => project.id === 'b', judges: () => [], dependsOn: () => [], timeoutMs: 60000,
      load: async () => async () => ({ value: 1, keep: true }),
    },
  }] };`;
  const run = async (projectName: string, skill = 'acme:speed-check') => {
    const printed: string[] = [];
    for (const stream of [process.stdout, process.stderr]) {
      vi.spyOn(stream, 'write').mockImplementation((text) => printed.push(String(text)) > 0);
    }
    const context = contextOf(undefined, projectName);
    workspace?.write({
      'pack.mjs': pack,
      'standards.config.json': { packs: ['./pack.mjs'] },
    });
    const { success } = await measure({ skill }, context);
    vi.restoreAllMocks();
    return [success, printed.join('')];
  };

  it('measures one project, and leaves the record that its check looks for', async () => {
    expect(await run('b')).toStrictEqual([
      true,
      expect.stringMatching(/^acme:speed-check {2}b {2}measured in \d+\.\d s\n$/),
    ]);
    const record: unknown = JSON.parse(
      workspace?.read('.standards/measured/acme~speed-check/libs~b.json') ?? '',
    );
    expect(record).toMatchObject({ project: 'b', result: { state: 'done', value: 1, keep: true } });
  });

  it('fails where nothing could be recorded, and says why', async () => {
    expect(await run('a')).toStrictEqual([true, 'acme:speed-check does not apply here.\n']);
    workspace?.remove();
    expect(await run('gone')).toStrictEqual([
      false,
      "standards: Nx's project gone is not in the workspace as read. Run `nx reset`.\n",
    ]);
    workspace?.remove();
    expect(await run('b', 'acme:sped-check')).toStrictEqual([
      false,
      'standards: not measured. There is no skill `acme:sped-check`. Did you mean `acme:speed-check`?\n',
    ]);
  });
});
