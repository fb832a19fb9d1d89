import { afterEach, describe, expect, it } from 'vitest';
import { createRepository, type Repository } from '../../testing/repository.ts';
import { readPart } from '../part.ts';
import type { NxGraph } from '../read-nx-workspace.ts';
import type { CheckTaskOptions } from './run-tasks.ts';
import { runTasks } from './run-tasks.ts';

const manifest = { version: '1.0.0', private: true, type: 'module' };
const tree = {
  'package.json': {
    name: 'root',
    private: true,
    type: 'module',
    workspaces: ['libs/*'],
    packageManager: 'npm@11.0.0',
    engines: { node: '>=20' },
  },
  'package-lock.json': { name: 'root', lockfileVersion: 3, packages: {} },
  'nx.json': {},
  'standards.config.json': {
    skills: {
      'repo:workspace-check': 'advisory',
      'deps:undeclared-check': 'off',
      'docs:readme-check': 'off',
      'obs:otel-check': 'off',
      'perf:api-latency': 'off',
      'perf:bundle-budget': 'off',
      'perf:lighthouse': 'off',
      'pkg:types-check': 'off',
      'repo:changeset-check': 'off',
      'test:coverage-check': 'off',
    },
  },
  'libs/a/package.json': { name: 'a', ...manifest, dependencies: { b: 'file:../b' } },
  'libs/b/package.json': { name: 'b', ...manifest },
};
/** Nothing is wrong in it. */
const sound = { 'libs/a/package.json': { name: 'a', ...manifest } };
const node = (name: string, root: string) => ({ name, data: { root } });
const graph: NxGraph = {
  nodes: { root: node('root', '.'), a: node('a', 'libs/a'), b: node('b', 'libs/b') },
  dependencies: {},
};

let workspace: Repository | undefined;
afterEach(() => {
  workspace?.remove();
  workspace = undefined;
});

async function run(
  projects: readonly string[],
  {
    files = {},
    options = {},
    judged = projects,
  }: {
    files?: Readonly<Record<string, string | object>>;
    options?: CheckTaskOptions;
    judged?: readonly string[];
  } = {},
) {
  workspace = createRepository({ ...tree, ...files });
  const tasks = projects.map((name) => ({
    id: `${name}:gate`,
    projectName: name,
    hash: `h-${name}`,
  }));
  const done = [];
  for await (const one of runTasks({
    root: workspace.root,
    graph,
    tasks,
    judged: new Set(judged),
    options,
  })) {
    done.push(one);
  }
  return done;
}

/** Skill, project and outcome of what a task left. */
function left(project: string, which: 'part' | 'others' = 'part') {
  const folder = project === 'root' ? '' : `libs/${project}`;
  const part = readPart(workspace?.root ?? '', folder, `h-${project}`);
  return part?.[which].outcomes.map((row) => `${row.skill} ${row.project} ${row.outcome}`);
}

describe('runTasks', () => {
  it('judges each project by its own skills, and the root by those of the workspace too', async () => {
    const done = await run(['b', 'root'], { files: sound });
    expect(done.map(({ task, result }) => [task, result.success])).toStrictEqual([
      ['b:gate', true],
      ['root:gate', true],
    ]);
    expect(done[0]?.result.terminalOutput).toBe('standards: 3 not-applicable\n');
    expect(left('b')).toStrictEqual([
      'api:openapi-check b not-applicable',
      'deps:file-protocol-check b not-applicable',
      'pkg:manifest-check b not-applicable',
    ]);
    expect(left('b', 'others')).toStrictEqual([]);
    expect(left('root')).toEqual(
      expect.arrayContaining([
        'deps:file-protocol-check root not-applicable',
        'standards:read a pass',
        'repo:layering-check root pass',
      ]),
    );
    expect(left('root')).not.toContain('deps:file-protocol-check b not-applicable');
  });

  it('leaves a part with the hash of the task', async () => {
    await run(['b']);
    expect(readPart(workspace?.root ?? '', 'libs/b', 'h-b')).toMatchObject({
      schemaVersion: 1,
      hash: 'h-b',
      workspace: { reader: 'nx', projects: 2 },
      part: { findings: [], crashed: false },
      others: { outcomes: [], findings: [], crashed: false },
    });
    expect(readPart(workspace?.root ?? '', 'libs/b', 'other')).toBeUndefined();
  });

  it('judges all projects in the root by the skills that look at all manifests', async () => {
    const [root] = await run(['root'], { judged: ['root', 'b'] });
    expect(root?.result.success).toBe(false);
    expect(root?.result.terminalOutput).toContain('libs/a/package.json:');
    expect(left('root', 'others')).toStrictEqual([
      'deps:file-protocol-check a fail',
      'deps:file-protocol-check b not-applicable',
    ]);
  });

  it('judges alike whatever else runs, and leaves it to the others to show what they have', async () => {
    const [root] = await run(['root'], { judged: ['root', 'a', 'not-in-the-graph'] });
    expect(root?.result.success).toBe(false);
    expect(root?.result.terminalOutput).not.toContain('libs/a/package.json:');
    expect(root?.result.terminalOutput).toMatch(
      /\nstandards: other projects of this run fail for what the workspace holds; their tasks show it\.\n$/,
    );
    expect(left('root', 'others')).toContain('deps:file-protocol-check a fail');
  });

  it('passes what is waived on this day, and leaves a part that knows of no waiver', async () => {
    const [before] = await run(['a']);
    expect(before?.result.success).toBe(false);
    const found = readPart(workspace?.root ?? '', 'libs/a', undefined)?.part.findings[0];
    const day = (days: number): string =>
      new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);
    const configured = (until: string) => ({
      'standards.config.json': {
        ...tree['standards.config.json'],
        waivers: [
          {
            ...{ fingerprint: found?.fingerprint, skill: found?.skill, project: found?.project },
            ...{ reason: 'It goes.', owner: 'team-a', until },
          },
        ],
      },
    });
    workspace?.remove();
    const [waived] = await run(['a'], { files: configured(day(2)) });
    expect(waived?.result).toMatchObject({
      success: true,
      terminalOutput: expect.stringContaining('(1 waived)'),
    });
    const left = readPart(workspace?.root ?? '', 'libs/a', undefined)?.part;
    expect(left?.findings[0]?.waiver).toBeUndefined();
    expect(left?.outcomes.some(({ outcome }) => outcome === 'fail')).toBe(true);
    workspace?.remove();
    const [expired] = await run(['a'], { files: configured(day(-2)) });
    expect(expired?.result).toMatchObject({
      success: false,
      terminalOutput: expect.stringContaining(`waiver of team-a expired on ${day(-2)}`),
    });
  });

  it('fails nothing as a pilot, and shows what it found', async () => {
    const [a] = await run(['a'], { options: { pilot: true } });
    expect(a?.result.success).toBe(true);
    expect(a?.result.terminalOutput).toContain('libs/a/package.json:');
  });

  it('runs the skills that are asked for', async () => {
    await run(['a'], { options: { skills: ['manifest-check'] } });
    expect(left('a')).toStrictEqual(['pkg:manifest-check a not-applicable']);
  });

  it('accepts what the baseline accepts', async () => {
    await run(['a']);
    const [finding] = readPart(workspace?.root ?? '', 'libs/a', 'h-a')?.part.findings ?? [];
    workspace?.remove();
    const { fingerprint, skill, project, file, message } = finding ?? {};
    const [a] = await run(['a'], {
      files: {
        'standards.baseline.json': {
          version: 1,
          findings: [{ fingerprint, skill, project, file, message }],
        },
      },
    });
    expect(a?.result).toMatchObject({
      success: true,
      terminalOutput: 'standards: 1 pass, 2 not-applicable (1 accepted by the baseline)\n',
    });
  });

  it.each(['c', 'constructor'])('fails for %s, which is no project of the graph', async (name) => {
    const [one] = await run([name]);
    expect(one?.result).toMatchObject({
      success: false,
      terminalOutput: `standards: Nx's project ${name} is not in the workspace as read. Run \`nx reset\`.\n`,
    });
    expect(left(name)).toBeUndefined();
  });

  it('fails every task, and says why once, when the gate cannot start', async () => {
    const done = await run(['a', 'b'], { files: { 'standards.config.json': '{' } });
    expect(done.map(({ result }) => result.success)).toStrictEqual([false, false]);
    expect(done[0]?.result.terminalOutput).toMatch(
      /^standards: not checked, because the gate cannot start\.\nstandards\.config\.json:1 is not valid JSON/,
    );
    expect(done[1]?.result.terminalOutput).toBe('standards: not checked; see a:gate.\n');
    expect(left('a')).toBeUndefined();
  });

  it('fails for an unknown skill', async () => {
    const [a] = await run(['a'], { options: { skills: ['no-such-check'] } });
    expect(a?.result.success).toBe(false);
    expect(a?.result.terminalOutput).toContain('There is no skill `no-such-check`.');
  });

  it('times each task', async () => {
    const before = Date.now();
    const [a] = await run(['a']);
    expect(a?.result.startTime).toBeGreaterThanOrEqual(before);
    expect(a?.result.endTime).toBeGreaterThanOrEqual(a?.result.startTime ?? Infinity);
  });
});
