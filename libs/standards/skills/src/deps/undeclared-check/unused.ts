import type { Project, SourceFile, Workspace } from '@h-j-petroleum/standards-engine';
import type { Declarations, Field } from './declarations.ts';
import { declaredBy } from './declarations.ts';
import { readInstalled } from './installed.ts';
import { mentions, readMentions } from './mentions.ts';
import { namesIn } from './sources.ts';

/** A declared dependency that nothing uses. */
export interface Unused {
  readonly name: string;
  readonly field: Field;
  /** Whether it is known what the package's commands are, and that no other dependency asks for it. */
  readonly sure: boolean;
}

/** Loaded by their tool, by rules of the tool, under short names or none. */
const loadedByTool =
  /(?:^|[-/])(?:plugin|preset|config|configs|loader|transformer?|reporters?|runner|environment|coverage|adapter|resolver|parser|formatter|processor|theme|addon|eslint|babel|postcss|prettier|stylelint|remark|rehype|tailwindcss)(?:[-/]|$)/;

/** Imported by what compilers write, or installed to be there; the last is what runs this skill, by hand or in CI. */
const implicit = new Set([
  ...['tslib', '@swc/helpers', '@babel/runtime', '@babel/runtime-corejs3', 'core-js'],
  ...['regenerator-runtime', 'node', 'npm', '@h-j-petroleum/standards'],
]);

/** By the extension of some source or style: who reads it. */
const byExtension: readonly (readonly [RegExp, readonly string[]])[] = [
  [/\.(?:[cm]?ts|tsx)$/, ['typescript', 'ts-node', 'tsx', 'tslib']],
  [/\.[jt]sx$/, ['react', 'preact', 'solid-js', 'react-dom']],
  [/\.vue$/, ['vue', '@vue/compiler-sfc', 'vue-template-compiler']],
  [/\.svelte$/, ['svelte']],
  [/\.astro$/, ['astro']],
  [/\.(?:scss|sass)$/, ['sass', 'sass-embedded', 'node-sass']],
  [/\.less$/, ['less']],
  [/\.styl$/, ['stylus']],
];

/**
 * Declared dependencies that no source, script or configuration of a project names. Peers and optional dependencies are
 * there for others; types may be global; plugins are loaded by their tools. Those are not judged.
 *
 * @param everywhere the sources that may use what the project declares: its own; for the root, all
 */
export function readUnused(
  workspace: Workspace,
  project: Project,
  everywhere: ReadonlyMap<Project, readonly SourceFile[]>,
  declared: Declarations,
): readonly Unused[] {
  const candidates = [...declared.own].flatMap(([name, fields]): [string, Field][] => {
    const [field, ...more] = fields;
    const judged = field === 'dependencies' || field === 'devDependencies';
    return field && judged && more.length === 0 && isJudged(name) ? [[name, field]] : [];
  });
  if (candidates.length === 0) return [];
  const imported = new Set<string>();
  for (const [owner, sources] of everywhere) {
    for (const name of namesIn(workspace, owner, sources)) imported.add(name);
  }
  const sourcePaths = [...everywhere.values()].flat().map(({ path }) => path);
  // What follows reads whole folders, so all that can be told from the sources is told first.
  const open = candidates.filter(([name]) => !imported.has(name) && !hasReader(name, sourcePaths));
  if (open.length === 0) return [];
  const texts = readMentions(workspace, project, everywhere);
  const installed = readInstalled(workspace, project, dependants(workspace, project));
  return open.flatMap(([name, field]): Unused[] => {
    if (hasReader(name, texts.paths) || mentions(texts, name)) return [];
    if (installed.commandsOf(name).some((command) => texts.commands(command))) return [];
    if (installed.peers.has(name)) return [];
    return [{ name, field, sure: installed.complete }];
  });
}

/** Whether a package is what compiles or runs some of the files. */
function hasReader(name: string, paths: readonly string[]): boolean {
  return byExtension.some(
    ([extension, names]) => names.includes(name) && paths.some((path) => extension.test(path)),
  );
}

function isJudged(name: string): boolean {
  return !name.startsWith('@types/') && !implicit.has(name) && !loadedByTool.test(name);
}

/** The names of which a peer may be what a project declares: of the root's, those of all members. */
function dependants(workspace: Workspace, project: Project): ReadonlyMap<string, Project> {
  const owners = project === workspace.rootProject ? workspace.projects : [project];
  const found = new Map<string, Project>();
  for (const owner of owners) {
    for (const name of declaredBy(owner).keys()) if (!found.has(name)) found.set(name, owner);
  }
  return found;
}
