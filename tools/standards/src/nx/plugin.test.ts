import type { PostTasksExecutionContext } from '@nx/devkit';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { createRepository, type Repository } from '../testing/repository.ts';
import plugin, { createNodes, createNodesV2, name, postTasksExecution } from './plugin.ts';

let workspace: Repository | undefined;
afterEach(() => {
  workspace?.remove();
  workspace = undefined;
  vi.restoreAllMocks();
});

describe('the plugin', () => {
  it('offers the same by name and by default, for either way in which Nx looks', () => {
    expect(plugin).toStrictEqual({ name, createNodes, createNodesV2, postTasksExecution });
    expect(name).toBe('@h-j-petroleum/standards');
    expect(createNodesV2).toBe(createNodes);
    expect(createNodes[0]).toBe('{package.json,project.json,**/package.json,**/project.json}');
  });

  it('infers targets by its options', async () => {
    workspace = createRepository({ 'package.json': { name: 'one' } });
    const context = { nxJsonConfiguration: {}, workspaceRoot: workspace.root };
    const nodes = await createNodes[1](['package.json'], { targetName: 'gate' }, context);
    expect(
      nodes.map(([file, { projects }]) => [file, Object.keys(projects?.['.']?.targets ?? {})]),
    ).toStrictEqual([['package.json', ['gate']]]);
    const [byDefault] = await createNodes[1](['package.json'], undefined, context);
    expect(Object.keys(byDefault?.[1].projects?.['.']?.targets ?? {})).toStrictEqual(['standards']);
  });

  it('merges after a run', async () => {
    workspace = createRepository({ 'package.json': { name: 'one' } });
    const log = vi.spyOn(console, 'log').mockImplementation(() => undefined);
    const context: PostTasksExecutionContext = {
      id: '1',
      workspaceRoot: workspace.root,
      nxJsonConfiguration: {},
      taskResults: {
        'one:standards': {
          task: {
            id: 'one:standards',
            target: { project: 'one', target: 'standards' },
            overrides: {},
            outputs: [],
            parallelism: true,
            cache: true,
          },
          status: 'failure',
          code: 1,
        },
      },
      argv: ['node', 'nx', 'run-many'],
      startTime: 0,
      endTime: 1,
    };
    await postTasksExecution(undefined, context);
    expect(log.mock.calls.map(([text]) => text)).toStrictEqual([
      '\nstandards: 0 projects checked; 1 NOT checked; 0 enforced, 0 warned, 0 advisory, 0 accepted; report: .standards/',
    ]);
    await postTasksExecution({ targetName: 'gate' }, context);
    expect(log).toHaveBeenCalledTimes(1);
  });
});
