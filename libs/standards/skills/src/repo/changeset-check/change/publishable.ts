import type { Project, ProjectIndex } from '@h-j-petroleum/standards-engine';
import { isDevelopmentFile, matchesGlob, parseJson } from '@h-j-petroleum/standards-engine';

/** Fields of a manifest that its users meet. What is for development alone, or for people, is not among them. */
const publishedFields = [
  ...['name', 'type', 'main', 'module', 'browser', 'types', 'typings', 'typesVersions', 'exports'],
  ...[
    'imports',
    'bin',
    'files',
    'man',
    'directories',
    'sideEffects',
    'engines',
    'os',
    'cpu',
    'libc',
  ],
  ...['dependencies', 'optionalDependencies', 'peerDependencies', 'peerDependenciesMeta'],
  ...['bundleDependencies', 'bundledDependencies', 'publishConfig', 'private', 'license'],
  ...['executors', 'generators', 'schematics', 'unpkg', 'jsdelivr'],
];
const document = /\.(?:md|mdx|markdown|txt|adoc)$/i;
const legal = /(?:^|\/)(?:licen[cs]e|copying|notice)(?:\.[^/]*)?$/i;
const hidden = /(?:^|\/)\./;
const settings =
  /(?:^|\/)(?:tsconfig(?:\.[^/]*)?\.json|jsconfig\.json|project\.json|[^/]+\.config\.json|[^/]+\.snap|.*\.tsbuildinfo|(?:package-lock|npm-shrinkwrap)\.json|yarn\.lock|pnpm-lock\.yaml|bun\.lockb?)$/;

export interface ChangedPackage {
  /** Files of the package that are, or become, part of what is published; relative to the workspace's root. */
  readonly files: readonly string[];
  /** Fields of the manifest that differ. */
  readonly fields: readonly string[];
}

/**
 * What of a change can be met by the users of a package.
 *
 * @param changed relative to the workspace's root
 * @param was the manifest as it stood; undefined for a package that was not there
 * @param ignored globs relative to the package
 */
export function publishableChange(
  project: Project,
  index: ProjectIndex,
  changed: readonly string[],
  was: Readonly<Record<string, unknown>> | undefined,
  ignored: readonly string[],
): ChangedPackage {
  const data = project.manifest?.data ?? {};
  const left = [...ignored, ...leftOut(data['files'])];
  const prefix = project.root === '' ? '' : `${project.root}/`;
  const files = changed.filter((file) => {
    if (!file.startsWith(prefix) || index.ownerOf(file) !== project) return false;
    const inside = file.slice(prefix.length);
    return isPublishable(inside) && !(left.length > 0 && matchesGlob(inside, left));
  });
  const fields =
    was === undefined ? [] : publishedFields.filter((field) => !isSame(was[field], data[field]));
  return { files, fields };
}

/** Globs that the manifest takes out of what it ships. */
function leftOut(files: unknown): readonly string[] {
  if (!Array.isArray(files)) return [];
  return files
    .filter((entry) => typeof entry === 'string' && entry.startsWith('!'))
    .map((entry: string) => entry.slice(1));
}

/** By its path inside the package. The manifest is looked at by its fields. */
export function isPublishable(path: string): boolean {
  return (
    path !== 'package.json' &&
    !isDevelopmentFile(path) &&
    !hidden.test(path) &&
    !document.test(path) &&
    !legal.test(path) &&
    !settings.test(path) &&
    !/^(?:docs|coverage|reports)\//.test(path)
  );
}

/** A manifest, or nothing where there is none that can be read. */
export function manifestOf(
  text: string | undefined,
): Readonly<Record<string, unknown>> | undefined {
  if (text === undefined) return undefined;
  const parsed = parseJson(text);
  if (!parsed.ok || typeof parsed.value !== 'object' || parsed.value === null) return undefined;
  return Object.fromEntries(Object.entries(parsed.value));
}

function isSame(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}
