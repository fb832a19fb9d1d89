import type { Project, SourceFile, Workspace } from '@h-j-petroleum/standards-engine';
import { dependencyFields, joinPath } from '@h-j-petroleum/standards-engine';

/** All texts in which a project may name a package otherwise than by an import. */
export interface Mentions {
  /** Of sources: only what stands between quotes there counts. */
  readonly sources: readonly string[];
  /** Scripts, configuration, styles, pages. */
  readonly others: readonly string[];
  /** All files, for who reads them by their extension or name. */
  readonly paths: readonly string[];
  /** Whether some script or configuration names a command. */
  commands(name: string): boolean;
}

const readable =
  /(?:\.(?:jsonc?|json5|ya?ml|toml|html?|css|scss|sass|less|styl|mdx|graphql|gql|sh|bash|env|[cm]?[jt]sx?|vue|svelte|astro|ejs|hbs|pug|njk|tf|gradle|properties)|(?:^|\/)(?:Dockerfile|Makefile|Procfile|Jenkinsfile|justfile)[\w.-]*|(?:^|\/)\.[^/]+|\/\.husky\/[^/]+)$/;
const source = /\.(?:[cm]?[jt]sx?|vue|svelte|astro)$/;
/** They name everything that is installed. */
const locks =
  /(?:^|\/)(?:package-lock\.json|npm-shrinkwrap\.json|yarn\.lock|pnpm-lock\.yaml|bun\.lockb?|\.package-lock\.json)$/;
const passedBy =
  /^(?:node_modules|dist|coverage|\.git|\.hg|\.nx|\.next|\.nuxt|\.output|\.turbo|\.cache|\.yarn|\.standards|\.stryker-tmp|\.vite|out-tsc|reports)$/;

const knownByWorkspace = new WeakMap<Workspace, Map<string, Mentions>>();

/** Walks a project's folder; of the root, the whole workspace. Beside its own files, those at the workspace's root count. */
export function readMentions(
  workspace: Workspace,
  project: Project,
  everywhere: ReadonlyMap<Project, readonly SourceFile[]>,
): Mentions {
  let known = knownByWorkspace.get(workspace);
  if (!known) knownByWorkspace.set(workspace, (known = new Map<string, Mentions>()));
  const before = known.get(project.root);
  if (before) return before;
  const { files } = workspace;
  const own = pathsBelow(workspace, project.root, true);
  const shared = project.root === '' ? [] : pathsBelow(workspace, '', false);
  const paths = [...own, ...shared].filter((path) => readable.test(path) && !locks.test(path));
  const manifests = new Map(workspace.projects.map(({ manifest }) => [manifest?.file, manifest]));
  const others: string[] = [];
  const sources: string[] = [];
  for (const list of everywhere.values()) {
    for (const { path } of list) if (!own.includes(path)) sources.push(files.read(path) ?? '');
  }
  for (const path of paths) {
    const manifest = manifests.get(path);
    if (manifest) others.push(withoutDependencies(manifest.data));
    else (source.test(path) ? sources : others).push(files.read(path) ?? '');
  }
  const made: Mentions = {
    sources,
    others,
    paths: [...own],
    commands: (name) => others.some((text) => hasWord(text, name)),
  };
  known.set(project.root, made);
  return made;
}

/** Whether a package is named: in a source between quotes, elsewhere as a word, or by a file that is called after it. */
export function mentions({ sources, others, paths }: Mentions, name: string): boolean {
  if (others.some((text) => hasWord(text, name))) return true;
  const escaped = escapePattern(name);
  // A name that is put together: `@fonts/${family}`.
  const scope = name.startsWith('@') ? name.slice(0, name.indexOf('/')) : name;
  const quoted = new RegExp(
    `(?:["'\`!/]|npx )${escaped}["'\`/:@ ?]|["'\`]${escapePattern(scope)}/(?:\\$\\{|["'])`,
  );
  if (sources.some((text) => text.includes(scope) && quoted.test(text))) return true;
  const called = new RegExp(
    `(?:^|/)(?:\\.${escaped}(?:rc|ignore)?(?:\\.[^/]*)?|\\.?${escaped}\\.config\\.[^/]+)$`,
  );
  return paths.some((path) => called.test(path));
}

function hasWord(text: string, word: string): boolean {
  for (let at = text.indexOf(word); at !== -1; at = text.indexOf(word, at + 1)) {
    const before = text.charAt(at - 1);
    const after = text.charAt(at + word.length);
    if (!/[\w@-]/.test(before) && !/[\w-]/.test(after)) return true;
  }
  return false;
}

function withoutDependencies(data: Readonly<Record<string, unknown>>): string {
  const left = new Set<string>([
    ...dependencyFields,
    ...['peerDependenciesMeta', 'overrides', 'resolutions', 'name', 'description', 'keywords'],
    ...['allowScripts', 'trustedDependencies', 'bundleDependencies', 'bundledDependencies'],
  ]);
  try {
    return JSON.stringify(
      Object.fromEntries(Object.entries(data).filter(([key]) => !left.has(key))),
    );
  } catch {
    // Nested deeper than the stack.
    return '';
  }
}

function pathsBelow({ files }: Workspace, root: string, deep: boolean): string[] {
  const found: string[] = [];
  const open = [root];
  for (let folder = open.pop(); folder !== undefined; folder = open.pop()) {
    for (const { name, kind, link } of files.list(folder)) {
      const path = joinPath(folder, name);
      if (kind === 'file') found.push(path);
      else if (kind === 'directory' && link !== true && deep && !passedBy.test(name))
        open.push(path);
    }
  }
  return found;
}

/** A text as a regular expression that matches it alone. */
export function escapePattern(text: string): string {
  return text.replace(/[$()*+.?[\\\]^{|}]/g, '\\$&');
}
