import { compileGlob } from '../workspace/compile-glob.ts';
import type { Files } from '../workspace/files.ts';
import type { Project } from '../workspace/workspace.ts';
import { isDevelopmentFile } from './development-files.ts';
import type { ProjectIndex } from './project-index.ts';

/** A file that can import others. */
export interface SourceFile {
  /** Relative to the workspace's root. */
  readonly path: string;
  /** Whether it only serves development: tests, stories, configuration. What it imports may be a devDependency. */
  readonly development: boolean;
}

const source = /\.(?:[cm]?[jt]sx?|vue|svelte|astro)$/;

/** Folders in which nobody writes sources, wherever they stand. */
const neverSources = new Set(
  (
    'node_modules bower_components jspm_packages dist coverage .git .hg .svn .nx .next .nuxt .output .svelte-kit ' +
    '.astro .turbo .cache .parcel-cache .vercel .netlify .yarn .pnpm-store .wrangler .docusaurus .expo .angular ' +
    '.rush .stryker-tmp .vite .temp .tmp .tsup'
  ).split(' '),
);

/** Output where it is a project's own folder; deeper down, `build` is as good a name for sources as any. */
const outputs = new Set(['build', 'out', 'out-tsc', 'storybook-static']);

/**
 * The sources of a project: all below its root but installed packages, build output, other projects inside it, packages
 * that are no members (a `package.json` with a name, as examples and fixtures have), folders that the root's
 * `.gitignore` names, and what `ignored` matches. Links to folders are not followed: two that lead back upwards have no end,
 * and one can lead to the whole disk. What is at their ends is some project's own, or nobody's.
 *
 * @param ignored tells whether a path relative to the workspace's root is left out
 */
export function sourceFiles(
  files: Files,
  project: Project,
  index: ProjectIndex,
  ignored: (path: string) => boolean,
): readonly SourceFile[] {
  const found: SourceFile[] = [];
  const gitIgnored = gitIgnoredFolders(files);
  const prefix = project.root === '' ? 0 : project.root.length + 1;

  function walk(folder: string): void {
    const entries = files.list(folder);
    if (folder !== project.root && isOwnPackage(files, folder, entries)) return;
    for (const { name, kind, link } of entries) {
      const path = folder === '' ? name : `${folder}/${name}`;
      if (kind === 'file') {
        if (source.test(name) && !ignored(path)) {
          found.push({ path, development: isDevelopmentFile(path.slice(prefix)) });
        }
      } else if (
        kind === 'directory' &&
        link !== true &&
        !neverSources.has(name) &&
        !gitIgnored.has(name) &&
        !(folder === project.root && outputs.has(name)) &&
        !index.isRoot(path) &&
        !ignored(`${path}/`)
      ) {
        walk(path);
      }
    }
  }

  walk(project.root);
  return found;
}

/**
 * A test for globs relative to the workspace's root. A folder is asked for with a slash at its end, so that a glob that
 * ends in `/**` keeps the walk out of it.
 */
export function ignoring(globs: readonly string[]): (path: string) => boolean {
  if (globs.length === 0) return () => false;
  const matchers = globs.map((glob) => compileGlob(glob, true));
  return (path) => matchers.some((matches) => matches(path));
}

function isOwnPackage(files: Files, folder: string, entries: ReturnType<Files['list']>): boolean {
  if (!entries.some(({ name, kind }) => name === 'package.json' && kind === 'file')) return false;
  // One without a name only sets the module type of a folder.
  return /"name"\s*:/.test(files.read(`${folder}/package.json`) ?? '');
}

const gitIgnoredByFiles = new WeakMap<Files, ReadonlySet<string>>();

/** Folders named in the root's `.gitignore` by a bare name, which holds at any depth; patterns are not looked at. */
function gitIgnoredFolders(files: Files): ReadonlySet<string> {
  const known = gitIgnoredByFiles.get(files);
  if (known) return known;
  const names = new Set<string>();
  const kept = new Set<string>();
  for (const line of (files.read('.gitignore') ?? '').split('\n')) {
    const [, negated, name] = /^(!?)(?:.*\/)?([^/*?[\]#\s]+)(?:\/\*{0,2})?\s*$/.exec(line) ?? [];
    if (name === undefined) continue;
    if (negated === '!') kept.add(name);
    else if (/^(?:\*\*\/)?[^/]+\/?\s*$/.test(line)) names.add(name);
  }
  // One that is taken back anywhere may hold sources.
  for (const name of kept) names.delete(name);
  gitIgnoredByFiles.set(files, names);
  return names;
}
