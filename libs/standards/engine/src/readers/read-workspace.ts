import { StandardsError } from '../errors.ts';
import { createWorkspace } from '../workspace/create-workspace.ts';
import type { Files } from '../workspace/files.ts';
import type { ReaderName, Workspace } from '../workspace/workspace.ts';
import { readers } from './index.ts';
import { packagesOf, namesMembers, workspacesOf } from './members/declared-members.ts';
import type { Evidence, Reader } from './reader.ts';
import { readCatalogs } from './sources/catalogs.ts';
import { readManifest, readProject } from './sources/manifest.ts';
import { detectPackageManager } from './sources/package-manager.ts';
import { readYamlFile } from './sources/yaml-file.ts';

export interface ReadOptions {
  /** Absolute path of the folder that `files` show; `/` for a tree in memory. */
  readonly root: string;
  /** Default: the first that says the root is of its kind. */
  readonly reader?: ReaderName | undefined;
}

/**
 * Reads the workspace at the root of the files: its members, manifests, patterns and catalogs, and every hole in what
 * could be seen.
 *
 * @throws StandardsError `ROOT_NOT_FOUND` where nothing stands that can be read, `READER_NOT_APPLICABLE` where the
 * reader that is asked for does not fit.
 */
export async function readWorkspace(
  files: Files,
  { root, reader: wanted }: ReadOptions,
): Promise<Workspace> {
  const evidence = await gather(files, root);
  const reader = wanted === undefined ? detect(evidence) : choose(wanted, evidence, root);
  const reading = await reader.read(evidence);
  const { rootManifest } = evidence;
  const packageManager = reading.packageManager ?? evidence.packageManager;
  const own = readProject(files, '', rootManifest);
  const found = reading.catalogs
    ? { catalogs: reading.catalogs, problems: [] }
    : await readCatalogs({
        files,
        packageManager: packageManager.name,
        manifest: rootManifest.manifest,
        pnpmFile: evidence.pnpmFile,
      });
  return createWorkspace({
    root,
    reader: reader.name,
    packageManager,
    files,
    rootProject: own.project,
    members: reading.members,
    problems: [...own.problems, ...reading.problems, ...found.problems],
    patterns: reading.patterns,
    catalogs: found.catalogs,
  });
}

/** One of these must stand at the root. */
const rootFiles: readonly string[] = ['package.json', 'rush.json', 'pnpm-workspace.yaml'];

/** What marks a root for tools whose packages are not read, for the error. */
const otherRootFiles = [
  'package.yaml',
  'package.json5',
  'lerna.json',
  'deno.json',
  'deno.jsonc',
  'jsr.json',
] as const;

async function gather(files: Files, root: string): Promise<Evidence> {
  if (files.kind('') !== 'directory') {
    throw new StandardsError(
      'ROOT_NOT_FOUND',
      `${root} is no folder. Run the check in the root of a package or workspace, or name that folder with --root.`,
    );
  }
  const names = new Set(
    files
      .list('')
      // A folder of such a name is no file that is missing: its reader says that it cannot be read.
      .flatMap(({ name, kind }) =>
        kind !== 'directory' || rootFiles.includes(name) ? [name] : [],
      ),
  );
  if (!rootFiles.some((name) => names.has(name))) {
    const other = otherRootFiles.find((name) => names.has(name));
    throw new StandardsError(
      'ROOT_NOT_FOUND',
      `There is no package.json, rush.json or pnpm-workspace.yaml in ${root}${other === undefined ? '' : `, and ${other} is not read here`}. ` +
        'Run the check in the root of a package or workspace, or name that folder with --root.',
    );
  }
  const rootManifest = readManifest(files, '');
  const pnpmFile = await readYamlFile(files, 'pnpm-workspace.yaml');
  const pnpmPackages = packagesOf(pnpmFile);
  return {
    files,
    names,
    rootManifest,
    workspacesField: workspacesOf(rootManifest.manifest),
    pnpmFile,
    pnpmPackages,
    packageManager: detectPackageManager({
      names,
      manifest: rootManifest.manifest,
      pnpmMembers: namesMembers(pnpmPackages),
    }),
  };
}

function detect(evidence: Evidence): Reader {
  const reader = readers.find(({ detects }) => detects(evidence));
  if (!reader) throw new Error('The last reader of the registry must take every root.');
  return reader;
}

function choose(wanted: ReaderName, evidence: Evidence, root: string): Reader {
  if (wanted === 'nx') {
    throw new StandardsError(
      'READER_NOT_APPLICABLE',
      'The reader `nx` needs the project graph of Nx, which the engine does not load. ' +
        'Run the `standards` command or the Nx plugin, or leave the reader out.',
    );
  }
  const reader = readers.find(({ name }) => name === wanted);
  if (reader?.applies(evidence)) return reader;
  const fitting = readers
    .filter(({ applies }) => applies(evidence))
    .map(({ name }) => `\`${name}\``);
  throw new StandardsError(
    'READER_NOT_APPLICABLE',
    `The reader \`${wanted}\` needs ${reader?.needs ?? 'to exist'}, which ${root} does not have. ` +
      `Leave the reader out, or take one that fits: ${fitting.join(', ')}.`,
  );
}
