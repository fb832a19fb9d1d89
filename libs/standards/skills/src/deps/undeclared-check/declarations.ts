import type { Project, Workspace } from '@h-j-petroleum/standards-engine';
import { dependencyFields, matchesGlob, parentPath } from '@h-j-petroleum/standards-engine';

export type Field = (typeof dependencyFields)[number];

/** What a project's manifest, and those above it, declare. */
export interface Declarations {
  /** The fields of the project's own manifest that name a package. */
  readonly own: ReadonlyMap<string, readonly Field[]>;
  readonly isPrivate: boolean;
  /** Whether what runs for users may import a package. */
  servesUsers(name: string): boolean;
  /** Whether a test, a script or a type may import a package. */
  servesDevelopment(name: string): boolean;
}

const known = new WeakMap<Project, ReadonlyMap<string, readonly Field[]>>();

/** The fields of one manifest by the names that they declare. */
export function declaredBy(project: Project): ReadonlyMap<string, readonly Field[]> {
  const before = known.get(project);
  if (before) return before;
  const found = new Map<string, Field[]>();
  for (const field of dependencyFields) {
    const entries = project.manifest?.data[field];
    if (typeof entries !== 'object' || entries === null || Array.isArray(entries)) continue;
    for (const name of Object.keys(entries)) {
      const fields = found.get(name);
      if (fields) fields.push(field);
      else found.set(name, [field]);
    }
  }
  known.set(project, found);
  return found;
}

/**
 * A package finds what folders above it have installed. That serves development, since every checkout has the root; and
 * a private package, which is never without it, for what the root does not keep for development alone.
 */
export function readDeclarations(workspace: Workspace, project: Project): Declarations {
  const own = declaredBy(project);
  const isPrivate = project.manifest?.data['private'] === true;
  const above = project.root === '' ? [] : [declaredBy(workspace.rootProject)];
  const shipped = (fields: readonly Field[] | undefined): boolean =>
    fields?.some((field) => field !== 'devDependencies') === true;
  return {
    own,
    isPrivate,
    servesUsers: (name) =>
      shipped(own.get(name)) || (isPrivate && above.some((one) => shipped(one.get(name)))),
    servesDevelopment: (name) => own.has(name) || above.some((one) => one.has(name)),
  };
}

const bundlerConfig =
  /^(?:vite|webpack|rollup|rolldown|rspack|rsbuild|rslib|tsup|tsdown|esbuild|parcel|next|nuxt|astro|svelte|remix|react-router|metro|farm|build|bunchee)\.config\b/;
const bundlerCommand =
  /\b(?:vite|webpack|rollup|rolldown|rspack|rsbuild|rslib|tsup|tsdown|esbuild|parcel|next|nuxt|nuxi|astro|ncc|unbuild|microbundle|bunchee|bun build|react-scripts|ng build|vue-cli-service|electron-forge|expo)\b/;

/** Whether a bundler builds a project: then a devDependency may well be what the bundle holds. */
export function isBundled({ files }: Workspace, project: Project): boolean {
  if (files.list(project.root).some(({ name }) => bundlerConfig.test(name))) return true;
  const scripts = project.manifest?.data['scripts'];
  if (typeof scripts !== 'object' || scripts === null) return false;
  return Object.values(scripts).some(
    (script) => typeof script === 'string' && bundlerCommand.test(script),
  );
}

/** A test for the option `development`, of paths relative to the workspace's root. */
export function extraDevelopment(
  globs: readonly string[],
  project: Project,
): (path: string) => boolean {
  if (globs.length === 0) return () => false;
  const prefix = project.root === '' ? 0 : project.root.length + 1;
  return (path) =>
    matchesGlob(path.slice(prefix), globs) || matchesGlob(parentPath(path.slice(prefix)), globs);
}
