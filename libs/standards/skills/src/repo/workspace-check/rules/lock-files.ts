import type { PackageManagerName, Workspace } from '@h-j-petroleum/standards-engine';
import { joinPath } from '@h-j-petroleum/standards-engine';
import type { Rule, RuleContext } from '../rule.ts';
import { rootFile } from '../rule.ts';

/** Lock files by who reads them, the one that wins first. */
const lockFiles = {
  npm: ['npm-shrinkwrap.json', 'package-lock.json'],
  yarn: ['yarn.lock'],
  pnpm: ['pnpm-lock.yaml'],
  bun: ['bun.lock', 'bun.lockb'],
} as const satisfies Record<PackageManagerName, readonly string[]>;

/** What a package manager writes when nothing is there yet. */
const written: Record<PackageManagerName, string> = {
  npm: 'package-lock.json',
  yarn: 'yarn.lock',
  pnpm: 'pnpm-lock.yaml',
  bun: 'bun.lock',
};

interface LockFile {
  /** Relative to the workspace's root. */
  readonly path: string;
  readonly manager: PackageManagerName;
}

/** There is one lock file, at the root, of the declared package manager. */
export const checkLockFiles: Rule = (context) => {
  const { workspace, options } = context;
  if (!options.lockFile) return;
  const atRoot = lockFilesIn(workspace, '');
  const home = workspace.reader === 'rush' ? rushLockFiles(workspace) : atRoot;
  const foreign = workspace.reader === 'rush' ? atRoot : [];
  const inMembers = workspace.members.flatMap((project) =>
    project === workspace.rootProject
      ? []
      : lockFilesIn(workspace, project.root).map((lock) => ({ project, lock })),
  );
  const apart = pnpmLocksApart(workspace);
  const mayLockApart = ({ path, manager }: LockFile) =>
    (apart && manager === 'pnpm') || path.endsWith('npm-shrinkwrap.json');

  reportAtRoot(context, home, foreign, apart && inMembers.length > 0);
  for (const { project, lock } of inMembers) {
    // A shrinkwrap is shipped with a published package, on purpose.
    if (mayLockApart(lock)) continue;
    context.report({
      message: 'lock-in-member',
      data: { lock: lock.path },
      file: lock.path,
      expected: 'one lock file, at the root of the workspace',
      actual: lock.path,
      identity: lock.path,
      project,
    });
  }
};

function reportAtRoot(
  { workspace, report }: RuleContext,
  home: readonly LockFile[],
  outside: readonly LockFile[],
  lockedApart: boolean,
): void {
  const { packageManager, reader, rootProject } = workspace;
  const manager = packageManager.name;
  const own = home.filter((lock) => lock.manager === manager);
  const others = [...home.filter((lock) => lock.manager !== manager), ...outside];
  const isDeclared =
    packageManager.source === 'declared' || packageManager.source === 'workspace-file';
  const expected = reader === 'rush' ? `common/config/rush/${rushLock(manager)}` : written[manager];

  if (own.length === 0 && others.length === 0 && !lockedApart) {
    report({
      message: 'lock-missing',
      data: { manager },
      file: rootFile(workspace),
      expected,
      actual: 'not there',
      identity: 'lock',
      fixable: false,
      project: rootProject,
    });
  }
  if (others.length > 0 && !isDeclared) {
    const locks = [...own, ...others].map(({ path }) => path).join(', ');
    report({
      message: 'lock-ambiguous',
      data: { locks },
      file: rootFile(workspace),
      expected: 'one lock file, or a declared package manager',
      actual: locks,
      identity: 'lock',
      fixable: false,
      project: rootProject,
    });
    return;
  }
  for (const lock of others) {
    report({
      message: 'lock-foreign',
      data: { lock: lock.path, other: lock.manager, manager },
      file: lock.path,
      expected,
      actual: lock.path,
      identity: lock.path,
      // Without the right one it still says which versions were tested.
      fixable: own.length > 0,
      project: rootProject,
    });
  }
  const [first, ...rest] = own;
  // Of subspaces each has its own.
  if (!first || reader === 'rush') return;
  for (const lock of rest) {
    report({
      message: 'lock-duplicate',
      data: { lock: lock.path, wins: first.path, manager },
      file: lock.path,
      expected: first.path,
      actual: `${first.path} and ${lock.path}`,
      identity: lock.path,
      project: rootProject,
    });
  }
}

/** Sorted by package manager, the one that wins first. */
function lockFilesIn({ files }: Workspace, folder: string): LockFile[] {
  const names = new Set<string>();
  for (const { name, kind } of files.list(folder)) {
    if (kind === 'file' && everyLockFile.has(name)) names.add(name);
  }
  // Nearly every folder of a member.
  if (names.size === 0) return [];
  return managers.flatMap((manager) =>
    lockFiles[manager]
      .filter((name) => names.has(name))
      .map((name) => ({ path: joinPath(folder, name), manager })),
  );
}

const everyLockFile = new Set<string>(Object.values(lockFiles).flat());
const managers = ['npm', 'yarn', 'pnpm', 'bun'] as const satisfies readonly PackageManagerName[];

/** Rush keeps them among its configuration, one for the repository or one a subspace. */
function rushLockFiles(workspace: Workspace): LockFile[] {
  const subspaces = 'common/config/subspaces';
  const folders = workspace.files
    .list(subspaces)
    .filter(({ kind }) => kind === 'directory')
    .map(({ name }) => joinPath(subspaces, name));
  return ['common/config/rush', ...folders].flatMap((folder) => lockFilesIn(workspace, folder));
}

function rushLock(manager: PackageManagerName): string {
  return manager === 'npm' ? 'npm-shrinkwrap.json' : written[manager];
}

/** `sharedWorkspaceLockfile: false`: pnpm keeps a lock file in every member. */
function pnpmLocksApart({ files, packageManager }: Workspace): boolean {
  if (packageManager.name !== 'pnpm') return false;
  return (
    /^sharedWorkspaceLockfile:[ \t]*["']?false\b/m.test(files.read('pnpm-workspace.yaml') ?? '') ||
    /^[ \t]*shared-workspace-lockfile[ \t]*=[ \t]*["']?false\b/m.test(files.read('.npmrc') ?? '')
  );
}
