import type { AnySkill, Config, Files, Project, Workspace } from '@h-j-petroleum/standards-engine';
import {
  configFile,
  defaultBaselineFile,
  diskFiles,
  joinPath,
  parentPath,
  parseJson,
  readProject,
  skillsOf,
} from '@h-j-petroleum/standards-engine';
import { packs as builtInPacks } from '@h-j-petroleum/standards-skills';
import { namedBase } from '../base-of.ts';
import { openSession } from '../session.ts';
import { version } from '../version.ts';
import { packInputs } from './pack-inputs.ts';
import type { PluginOptions } from './plugin-options.ts';
import { defaultTargetName } from './plugin-options.ts';
import { readByPackageManager } from './read-nx-workspace.ts';
import type { InferredTargets, MeasuredTarget } from './targets.ts';
import { standardsTargets } from './targets.ts';

/** One project as the plugin adds to it. */
export interface InferredProject extends InferredTargets {
  name?: string;
  root: string;
}

/** What Nx takes: the file that a project was inferred from, and the project by its root. */
export type InferredNodes = readonly [
  file: string,
  nodes: { projects: Record<string, InferredProject> },
];

/**
 * Gives every project the target, and the root one for what concerns the workspace as a whole.
 *
 * A configuration or pack that is not valid does not stop Nx, whose other commands have no need of it: the targets are
 * inferred without it, and each of their tasks fails with what is wrong.
 *
 * @param configFiles every `package.json` and `project.json` that Nx sees, also those of fixtures
 */
export async function inferProjects(
  configFiles: readonly string[],
  options: PluginOptions,
  root: string,
): Promise<InferredNodes[]> {
  const files = diskFiles(root);
  const { config, skills, configuration, versions } = await readGate(files, root);
  const workspace = await readByPackageManager(files, root);
  const byRoot = new Map(workspace.projects.map((project) => [project.root, project]));
  const names = new Map(workspace.members.map((member) => [member.root, member.name]));
  return [...projectFiles(configFiles, names)].map(([folder, file]) => {
    const isRoot = folder === '';
    // Nx names its own projects; ours is the fallback for a root, or a package, that is none for Nx.
    const name = isRoot ? rootName(files, workspace, configFiles) : names.get(folder);
    const seen = byRoot.get(folder) ?? projectAt(files, folder);
    const inferred = standardsTargets({
      targetName: options.targetName ?? defaultTargetName,
      projectRoot: folder,
      skills,
      wideInputs: isRoot ? wideInputs(skills, workspace, config) : [],
      projectInputs: (skill) => inputsIn(skill, workspace, seen, config?.optionsOf(skill)),
      configuration,
      extraInputs: options.inputs ?? [],
      versions,
      comparedWith:
        config && comparesIn(skills, workspace, seen, config) ? namedBase(files) : undefined,
      waived: isWaivedIn(config, seen, isRoot),
      measured: config ? measuredIn(skills, workspace, seen, config) : [],
    });
    const project: InferredProject = {
      ...(name === undefined ? {} : { name }),
      root: isRoot ? '.' : folder,
      ...inferred,
    };
    return [file, { projects: { [project.root]: project } }];
  });
}

/** A project of Nx that is no member of the package manager's workspace. */
function projectAt(files: Files, folder: string): Project {
  const { manifest, tags = [] } = readProject(files, folder).project;
  return { id: folder, name: undefined, root: folder, manifest, tags };
}

/** What skills that say that they are wide read of one project, for all projects: the root's task judges those too. */
function wideInputs(
  skills: readonly AnySkill[],
  workspace: Workspace,
  config: Config | undefined,
): readonly string[] {
  return skills
    .filter(({ meta }) => meta.inputs.wide === true)
    .flatMap((skill) =>
      workspace.projects.flatMap((project) =>
        inputsIn(skill, workspace, project, config?.optionsOf(skill)).map((glob) =>
          joinPath(project.root, glob),
        ),
      ),
    );
}

/** A skill that cannot tell what it reads of one project may read all that it names for every project. */
function inputsIn(
  skill: AnySkill,
  workspace: Workspace,
  project: Project,
  options: unknown,
): readonly string[] {
  const { project: forAll } = skill.meta.inputs;
  // Without options the configuration is not valid, and the task will fail.
  if (!skill.inputsOf || options === undefined) return forAll;
  try {
    const told: unknown = skill.inputsOf({ workspace, project, options });
    const isList = Array.isArray(told) && told.every((glob) => typeof glob === 'string');
    return isList ? told : forAll;
  } catch {
    return forAll;
  }
}

/** A skill that cannot tell is left to the task, whose check then says that nothing was measured. */
function measuredIn(
  skills: readonly AnySkill[],
  workspace: Workspace,
  project: Project,
  config: Config,
): readonly MeasuredTarget[] {
  return skills.flatMap((skill) => {
    if (!skill.measure || config.modeOf(skill, project) === 'off') return [];
    const context = { workspace, project, options: config.optionsOf(skill) };
    try {
      return skill.measure.appliesTo(context)
        ? [{ skill: skill.meta.id, dependsOn: skill.measure.dependsOn(context) }]
        : [];
    } catch {
      return [];
    }
  });
}

/** The root's task judges other projects as well. */
function isWaivedIn(config: Config | undefined, project: Project, isRoot: boolean): boolean {
  const waivers = config?.waivers ?? [];
  return isRoot ? waivers.length > 0 : waivers.some((waiver) => waiver.project === project.id);
}

/** A skill that cannot tell may compare. */
function comparesIn(
  skills: readonly AnySkill[],
  workspace: Workspace,
  project: Project,
  config: Config,
): boolean {
  return skills.some((skill) => {
    if (!skill.comparesWithBase || config.modeOf(skill, project) === 'off') return false;
    try {
      const options: unknown = config.optionsOf(skill);
      return skill.comparesWithBase({ workspace, project, options });
    } catch {
      return true;
    }
  });
}

/** A `project.json` makes a project, a `package.json` only where it is a member: others are fixtures or templates. */
function projectFiles(
  configFiles: readonly string[],
  members: ReadonlyMap<string, unknown>,
): ReadonlyMap<string, string> {
  const found = new Map([
    ['', configFiles.includes('project.json') ? 'project.json' : 'package.json'],
  ]);
  for (const file of configFiles) {
    const folder = parentPath(file);
    if (file.endsWith('project.json')) found.set(folder, file);
    else if (members.has(folder) && !found.has(folder)) found.set(folder, file);
  }
  return found;
}

/** The root's own name; where another project has the same, another, because Nx refuses one name twice. */
function rootName(
  files: Files,
  workspace: Workspace,
  configFiles: readonly string[],
): string | undefined {
  if (configFiles.includes('project.json')) return undefined;
  const taken = new Set<unknown>();
  for (const member of workspace.members) if (member.root !== '') taken.add(member.name);
  for (const file of configFiles)
    if (file.endsWith('/project.json')) taken.add(nameIn(files, file));
  let name = workspace.rootProject.name ?? 'workspace';
  while (taken.has(name)) name = `${name}-workspace`;
  return name;
}

function nameIn(files: Files, file: string): unknown {
  const parsed = parseJson(files.read(file) ?? '');
  return parsed.ok ? Object(parsed.value)['name'] : undefined;
}

interface GateData {
  /** Undefined where it is not valid. */
  readonly config: Config | undefined;
  readonly skills: readonly AnySkill[];
  readonly configuration: readonly string[];
  readonly versions: readonly string[];
}

async function readGate(files: Files, root: string): Promise<GateData> {
  const own = `@h-j-petroleum/standards@${version}`;
  try {
    const { config, skills } = await openSession({ root });
    const packs = packInputs(config.packs, files, root);
    return {
      config,
      skills,
      configuration: [configFile, config.baseline, ...packs.files],
      versions: [own, ...packs.versions],
    };
  } catch {
    // The tasks open the same session, and fail with the reason.
    return {
      config: undefined,
      skills: skillsOf(builtInPacks),
      configuration: [configFile, defaultBaselineFile],
      versions: [own],
    };
  }
}
