import type { Files } from './files.ts';

/** Who read the workspace. */
export const readerNames = ['nx', 'npm', 'yarn', 'pnpm', 'bun', 'rush', 'single'] as const;
export type ReaderName = (typeof readerNames)[number];

export const packageManagerNames = ['npm', 'yarn', 'pnpm', 'bun'] as const;
export type PackageManagerName = (typeof packageManagerNames)[number];

export interface PackageManager {
  readonly name: PackageManagerName;
  /** As declared in `packageManager` or `devEngines`, where it is: `10.4.1`. */
  readonly version: string | undefined;
  /** How it is known: declared by the manifest, told by a lock file, told by a workspace file, or the default. */
  readonly source: 'declared' | 'lock-file' | 'workspace-file' | 'default';
}

/** A `package.json` as found. */
export interface Manifest {
  /** Relative to the workspace's root: `libs/a/package.json`. */
  readonly file: string;
  readonly text: string;
  /** The parsed object. Its fields are untrusted: any of them may be of any type. */
  readonly data: Readonly<Record<string, unknown>>;
}

/** A package of the workspace; under Nx, a project, with or without a `package.json`. */
export interface Project {
  /** Unique in the workspace: the name, or the root where the name is missing or taken twice. */
  readonly id: string;
  /** The manifest's name (under Nx the project's where there is no manifest); undefined where there is none. */
  readonly name: string | undefined;
  /** Relative to the workspace's root, with forward slashes; `''` for the workspace's root. */
  readonly root: string;
  /** Undefined where there is none, or where it could not be read (then `problems` of the workspace says so). */
  readonly manifest: Manifest | undefined;
  /** From `nx.tags` of the manifest, `tags` of `project.json`, or Nx. */
  readonly tags: readonly string[];
}

/**
 * What kept the reader from seeing all of the workspace. Each is reported as an enforced finding of `standards:read`,
 * whatever skills are selected, because what was not seen was not checked.
 */
export interface ReadProblem {
  readonly code:
    | 'manifest-unreadable'
    | 'manifest-missing'
    | 'pattern-matches-nothing'
    | 'workspace-file-unreadable'
    | 'graph-missing'
    | 'members-unsupported';
  /** Relative to the workspace's root. */
  readonly file: string;
  readonly line: number;
  /** One sentence: what was seen. */
  readonly detail: string;
  /** One sentence: what would be right. */
  readonly expected: string;
  /** The root of the project that could not be read, where it is one. */
  readonly project?: string;
}

/** One dependency between two projects as Nx's graph has it. Ids of {@link Project}. */
export interface GraphEdge {
  readonly source: string;
  readonly target: string;
  /** The file that makes the edge, where Nx knows it; relative to the workspace's root. */
  readonly file: string | undefined;
  /** `static` and `dynamic` come from sources and manifests, `implicit` from configuration. */
  readonly type: 'static' | 'dynamic' | 'implicit';
}

/** What every skill sees: projects, manifests, graph and a cached read-only view of the files. */
export interface Workspace {
  /** Absolute path; for a tree in memory, `/`. */
  readonly root: string;
  readonly reader: ReaderName;
  readonly packageManager: PackageManager;
  /** The workspace's root as a project; its manifest is undefined where there is none (`rush.json`). */
  readonly rootProject: Project;
  /** The members without the root, sorted by root; for a single package, that package alone. */
  readonly members: readonly Project[];
  /** The root project, then the members; each once. */
  readonly projects: readonly Project[];
  readonly files: Files;
  readonly problems: readonly ReadProblem[];
  /** Globs that name the members, as written, negated ones with their `!`; where they stand. Empty for `nx`, `rush` and `single`. */
  readonly patterns: readonly MemberPattern[];
  /** Catalogs by name; the unnamed one is `default`. */
  readonly catalogs: readonly Catalog[];
  /** Nx's own graph, where Nx read the workspace. */
  readonly graph: readonly GraphEdge[] | undefined;
}

export interface MemberPattern {
  readonly pattern: string;
  readonly file: string;
  readonly path: readonly (string | number)[];
}

/** A named set of ranges that members refer to by `catalog:` or `catalog:name`. */
export interface Catalog {
  readonly name: string;
  /** The file that holds it, relative to the workspace's root. */
  readonly file: string;
  /** The path of the set inside that file. */
  readonly path: readonly string[];
  readonly entries: Readonly<Record<string, string>>;
}
