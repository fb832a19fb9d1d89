import { dirname } from 'node:path';
import type { Files } from '@h-j-petroleum/standards-engine';
import { readProject } from '@h-j-petroleum/standards-engine';
import { openSession } from '../session.ts';
import { version } from '../version.ts';
import type { PluginOptions } from './plugin-options.ts';
import { defaultTargetName } from './plugin-options.ts';
import type { InferredTarget } from './targets.ts';
import { standardsTarget } from './targets.ts';

/** One project as the plugin adds to it. */
export interface InferredProject {
  readonly name?: string;
  readonly root: string;
  readonly implicitDependencies?: string[];
  readonly targets: Record<string, InferredTarget>;
}

/**
 * Gives every project the target, and the root one for what concerns the workspace as a whole. The root depends on all
 * projects, so that `nx affected` runs the workspace-wide skills whichever project changes.
 *
 * @param configFiles every `package.json` and `project.json` that Nx sees, also those of fixtures
 * @throws StandardsError for a configuration that is not valid: a gate that cannot be read must not pass in silence
 */
export async function inferProjects(
  configFiles: readonly string[],
  options: PluginOptions,
  root: string,
): Promise<(readonly [string, { projects: Record<string, InferredProject> }])[]> {
  // The package manager says which manifests are members; Nx's own projects are those with a project.json besides.
  const session = await openSession({ root, readNx: async (files) => readMembers(files, root) });
  const { members } = await session.read();
  const configFileOf = new Map<string, string>();
  for (const member of members) {
    if (member.manifest) configFileOf.set(member.root, member.manifest.file);
  }
  for (const file of configFiles) {
    const folder = dirname(file) === '.' ? '' : dirname(file);
    if (file.endsWith('project.json')) configFileOf.set(folder, file);
  }
  configFileOf.set('', configFiles.includes('project.json') ? 'project.json' : 'package.json');

  const { config, files, skills } = session;
  const localPacks = config.packs.filter((pack) => pack.startsWith('.'));
  const configuration = [
    'standards.config.json',
    config.baseline,
    ...localPacks.map((pack) => `${pack.replace(/^\.\//, '')}/**/*`),
  ];
  return [...configFileOf].map(([folder, configFile]) => {
    const isRoot = folder === '';
    const { project } = readProject(files, folder);
    const projectName =
      project.name ?? nameInManifest(project.manifest?.data) ?? (isRoot ? 'workspace' : folder);
    const target = standardsTarget({
      projectName,
      isRoot,
      skills,
      configuration,
      extraInputs: options.inputs ?? [],
      version,
    });
    const inferred: InferredProject = {
      root: isRoot ? '.' : folder,
      targets: { [options.targetName ?? defaultTargetName]: target },
      ...(isRoot ? { name: projectName, implicitDependencies: ['*'] } : {}),
    };
    return [configFile, { projects: { [inferred.root]: inferred } }] as const;
  });
}

function nameInManifest(data: Readonly<Record<string, unknown>> | undefined): string | undefined {
  const name = data?.['name'];
  return typeof name === 'string' && name !== '' ? name : undefined;
}

async function readMembers(files: Files, root: string) {
  const { readWorkspace } = await import('@h-j-petroleum/standards-engine');
  return readWorkspace(files, { root });
}
