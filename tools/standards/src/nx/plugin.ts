import type { CreateNodes, NxPlugin, PostTasksExecution } from '@nx/devkit';
import type { PluginOptions } from './plugin-options.ts';
import { useSourceCondition } from './source-condition.ts';

// Before anything of the workspace is imported; so all of that is imported by need, which also keeps this module light:
// Nx loads it at every command.
useSourceCondition(import.meta.url);

export const name = '@h-j-petroleum/standards';

export const createNodes: CreateNodes<PluginOptions> = [
  '{package.json,project.json,**/package.json,**/project.json}',
  async (configFiles, options, context) => {
    const { inferProjects } = await import('./create-nodes.ts');
    return inferProjects(configFiles, options ?? {}, context.workspaceRoot);
  },
];

/** The name of it up to Nx 22. */
export const createNodesV2 = createNodes;

export const postTasksExecution: PostTasksExecution<PluginOptions> = async (options, context) => {
  const { mergeRun } = await import('./merge-run.ts');
  await mergeRun(context, options ?? {});
};

export default {
  name,
  createNodes,
  createNodesV2,
  postTasksExecution,
} satisfies NxPlugin<PluginOptions>;
