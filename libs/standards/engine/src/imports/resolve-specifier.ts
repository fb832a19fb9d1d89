import { joinPath, parentPath } from '../workspace/files.ts';
import type { Project } from '../workspace/workspace.ts';
import { importTargetsOf } from './package-exports.ts';
import type { PathAliases } from './path-aliases.ts';
import type { ProjectIndex } from './project-index.ts';
import { packageNameOf } from './quoted-specifiers.ts';

/** Where an import leads, when it leaves its project for another one or for nowhere. */
export type Resolution =
  /** By the package's name. `subpath` is `.` or `./name`. */
  | { readonly by: 'name'; readonly project: Project; readonly subpath: string }
  /** By an alias of the root's tsconfig. */
  | { readonly by: 'alias'; readonly project: Project }
  /** By a relative path. `path` is relative to the workspace's root; no project when it leaves the workspace. */
  | { readonly by: 'path'; readonly project: Project | undefined; readonly path: string };

export interface ResolveContext {
  readonly index: ProjectIndex;
  readonly aliases: PathAliases;
  /** The project that a name means inside the importing project; what a registry provides is none. */
  readonly named: (name: string) => Project | undefined;
}

/**
 * Resolves a specifier as far as projects go. Undefined for what stays in its project, for what belongs to the root of
 * the workspace, for packages from a registry and for what the platform provides.
 */
export function resolveSpecifier(
  specifier: string,
  file: string,
  project: Project,
  context: ResolveContext,
): Resolution | undefined {
  // `./x.svg?raw` and `?url` are instructions to a bundler.
  const query = specifier.indexOf('?');
  const wanted = query === -1 ? specifier : specifier.slice(0, query);
  if (wanted === '.' || wanted === '..' || wanted.startsWith('./') || wanted.startsWith('../')) {
    return byPath(wanted, file, project, context.index);
  }
  if (wanted.startsWith('#')) return byImportsField(wanted, project, context);
  const alias = context.aliases.resolve(wanted);
  if (alias?.exact) return byAlias(alias.paths, project, context.index);
  return (
    byName(wanted, project, context) ?? (alias && byAlias(alias.paths, project, context.index))
  );
}

function byPath(
  wanted: string,
  file: string,
  project: Project,
  index: ProjectIndex,
): Resolution | undefined {
  const nested = index.hasNested(project);
  // Nearly every import: below its own folder, in a project that holds no other.
  if (!nested && wanted.startsWith('./') && !wanted.includes('..')) return undefined;
  const path = joinPath(parentPath(file), wanted);
  if (path === '..' || path.startsWith('../')) return { by: 'path', project: undefined, path };
  if (!nested && path.startsWith(`${project.root}/`)) return undefined;
  const owner = index.ownerOf(path);
  return owner === project || owner.root === '' ? undefined : { by: 'path', project: owner, path };
}

function byName(wanted: string, project: Project, context: ResolveContext): Resolution | undefined {
  const name = packageNameOf(wanted);
  if (name === undefined) return undefined;
  const target = context.named(name);
  if (!target || target === project) return undefined;
  const rest = wanted.slice(name.length);
  return { by: 'name', project: target, subpath: rest === '' || rest === '/' ? '.' : `.${rest}` };
}

function byAlias(
  paths: readonly string[],
  project: Project,
  index: ProjectIndex,
): Resolution | undefined {
  for (const path of paths) {
    if (path.startsWith('..')) continue;
    const owner = index.ownerOf(path);
    if (owner.root !== '') return owner === project ? undefined : { by: 'alias', project: owner };
  }
  return undefined;
}

function byImportsField(
  wanted: string,
  project: Project,
  context: ResolveContext,
): Resolution | undefined {
  const fromAlias = context.aliases.resolve(wanted);
  if (fromAlias) return byAlias(fromAlias.paths, project, context.index);
  for (const target of importTargetsOf(project.manifest?.data['imports'], wanted)) {
    if (target.startsWith('.')) continue;
    const resolved = byName(target, project, context);
    if (resolved) return resolved;
  }
  return undefined;
}
