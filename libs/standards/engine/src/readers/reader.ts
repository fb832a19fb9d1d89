import type { RawProject } from '../workspace/create-workspace.ts';
import type { Files } from '../workspace/files.ts';
import type {
  Catalog,
  MemberPattern,
  PackageManager,
  ReaderName,
  ReadProblem,
} from '../workspace/workspace.ts';
import type { DeclaredMembers } from './members/declared-members.ts';
import type { FoundManifest } from './sources/manifest.ts';
import type { YamlFile } from './sources/yaml-file.ts';

/** What stands at the root, read once and shown to every reader. */
export interface Evidence {
  readonly files: Files;
  /** Names of what stands at the root and is no folder, and of folders that are named like a file of a reader. */
  readonly names: ReadonlySet<string>;
  readonly rootManifest: FoundManifest;
  /** `workspaces` of the root's manifest. */
  readonly workspacesField: DeclaredMembers;
  /** `pnpm-workspace.yaml`, where there is one. */
  readonly pnpmFile: YamlFile | undefined;
  /** `packages` of `pnpm-workspace.yaml`. */
  readonly pnpmPackages: DeclaredMembers;
  readonly packageManager: PackageManager;
}

/** What a reader makes of the evidence; problems of the root's own manifest are not among it. */
export interface Reading {
  readonly members: readonly RawProject[];
  readonly problems: readonly ReadProblem[];
  readonly patterns: readonly MemberPattern[];
  /** Where the reader's own file says it better than the root's manifest or lock files do. */
  readonly packageManager?: PackageManager;
  /** Where they do not stand in the package manager's usual place. */
  readonly catalogs?: readonly Catalog[];
}

/** How the members of one kind of workspace are found. */
export interface Reader {
  readonly name: Exclude<ReaderName, 'nx'>;
  /** What `--reader` with this name needs, for the error: `a \`workspaces\` field in package.json`. */
  readonly needs: string;
  /** Whether the reader can read this root when it is asked for by name. */
  applies(evidence: Evidence): boolean;
  /** Whether the root is of this kind; the first reader of the registry that says so reads it. */
  detects(evidence: Evidence): boolean;
  read(evidence: Evidence): Reading | Promise<Reading>;
}
