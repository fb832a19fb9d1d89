import type { Files, Workspace } from '@h-j-petroleum/standards-engine';
import { nearestName, tolerantJson } from '@h-j-petroleum/standards-engine';
import { fieldsOf, namesOf } from '../template.ts';
import type { Unknown } from './judge-commands.ts';

/** What commands of Nx may name in a workspace. */
export interface NxCommands {
  readonly projects: ReadonlySet<string>;
  /** Undefined where plugins make targets, whose names only they know. */
  readonly targets: ReadonlySet<string> | undefined;
}

/** Nx's own commands, which are no targets. */
const builtIn = new Set(
  (
    'add affected completion configure connect connect-to-nx-cloud console daemon exec fix-ci format format:check ' +
    'format:write generate g graph help import init list login logout mcp migrate new print-affected projects release ' +
    'repair report reset run run-many show start-ci-run stop-all-agents sync sync:check sync:run view-logs watch ' +
    'workspace-generator workspace-lint workspace-schematic x'
  ).split(' '),
);

/** Reads what a workspace of Nx has; undefined where there is no nx.json. */
export function readNxCommands({ files, projects }: Workspace): NxCommands | undefined {
  const settings = jsonAt(files, 'nx.json');
  if (settings === undefined) return undefined;
  const names = new Set<string>();
  const targets = new Set(Object.keys(fieldsOf(settings['targetDefaults'])));
  for (const project of projects) {
    const { manifest, name, root } = project;
    const own = jsonAt(files, root === '' ? 'project.json' : `${root}/project.json`) ?? {};
    const nx = fieldsOf(manifest?.data['nx']);
    for (const source of [own['targets'], manifest?.data['scripts'], nx['targets']]) {
      for (const target of Object.keys(fieldsOf(source))) targets.add(target);
    }
    for (const one of [...namesOf(project), project.id, name, own['name'], nx['name'], root]) {
      if (typeof one === 'string' && one !== '') names.add(one);
    }
  }
  const { plugins } = settings;
  return {
    projects: names,
    targets: Array.isArray(plugins) && plugins.length > 0 ? undefined : targets,
  };
}

/** What the words after `nx` name and the workspace has not. */
export function unknownToNx(words: readonly string[], nx: NxCommands): Unknown | undefined {
  const [first = '', second] = words;
  if (first === '' || first.startsWith('-')) return undefined;
  if (first === 'run') {
    const [project = '', target] = (second ?? '').split(':');
    if (isPattern(project)) return undefined;
    return unknownProject(project, nx) ?? unknownTarget(target, nx);
  }
  if (first === 'run-many' || first === 'affected') {
    for (const target of valuesOf(words, ['-t', '--target', '--targets'])) {
      const unknown = unknownTarget(target, nx);
      if (unknown) return unknown;
    }
    if (first === 'affected') return undefined;
    for (const project of valuesOf(words, ['-p', '--projects'])) {
      const unknown = unknownProject(project, nx);
      if (unknown) return unknown;
    }
    return undefined;
  }
  if (builtIn.has(first) || first.includes(':')) return undefined;
  const project = second === undefined || second.startsWith('-') ? '' : second;
  return unknownProject(project, nx) ?? unknownTarget(first, nx);
}

/** Values of a flag: `-t a b`, `-t a,b`, `-t=a`. */
function valuesOf(words: readonly string[], flags: readonly string[]): readonly string[] {
  const values: string[] = [];
  let isOpen = false;
  for (const word of words) {
    const [flag = '', value] = word.split('=', 2);
    if (word.startsWith('-')) {
      isOpen = flags.includes(flag);
      if (isOpen && value !== undefined) values.push(...value.split(','));
    } else if (isOpen) values.push(...word.split(','));
  }
  return values.filter((value) => value !== '');
}

/** A glob, a tag or a hole names no project that could be known here. */
const isPattern = (word: string): boolean => /[*!<>{}$[\]…:]|\.\.\.|^\W*$/.test(word);

function unknownProject(project: string, { projects }: NxCommands): Unknown | undefined {
  if (project === '' || isPattern(project) || projects.has(project)) return undefined;
  const near = nearestName(project, [...projects]);
  return { what: `project ${project}`, expected: near ?? 'a project of this workspace' };
}

function unknownTarget(target: string | undefined, { targets }: NxCommands): Unknown | undefined {
  if (target === undefined || targets === undefined || isPattern(target) || targets.has(target)) {
    return undefined;
  }
  const near = nearestName(target, [...targets]);
  return { what: `target ${target}`, expected: near ?? 'a target of a project' };
}

function jsonAt(files: Files, path: string): Readonly<Record<string, unknown>> | undefined {
  const text = files.read(path);
  return text === undefined ? undefined : fieldsOf(tolerantJson(text));
}
