import type { Manifest, PackageManager, PackageManagerName } from '../../workspace/workspace.ts';
import { packageManagerNames } from '../../workspace/workspace.ts';
import { isObject, ownProperty } from './untrusted.ts';

/** Lock files, the ones that are seldom left over by accident first. */
const lockFiles: readonly (readonly [file: string, name: PackageManagerName])[] = [
  ['pnpm-lock.yaml', 'pnpm'],
  ['bun.lock', 'bun'],
  ['bun.lockb', 'bun'],
  ['yarn.lock', 'yarn'],
  ['package-lock.json', 'npm'],
  ['npm-shrinkwrap.json', 'npm'],
];

const settingsFiles: readonly (readonly [file: string, name: PackageManagerName])[] = [
  ['pnpm-workspace.yaml', 'pnpm'],
  ['.yarnrc.yml', 'yarn'],
  ['bunfig.toml', 'bun'],
];

export interface PackageManagerEvidence {
  /** Names of the files at the root. */
  readonly names: ReadonlySet<string>;
  readonly manifest: Manifest | undefined;
  /** Whether `pnpm-workspace.yaml` names members, which only pnpm reads. */
  readonly pnpmMembers?: boolean;
}

/** The package manager of a root: declared, else told by a lock file, else by a file of settings, else npm. */
export function detectPackageManager({
  names,
  manifest,
  pnpmMembers = false,
}: PackageManagerEvidence): PackageManager {
  const declared = declaredPackageManager(manifest);
  if (declared) return { ...declared, source: 'declared' };
  const lock = lockFiles.find(([file]) => names.has(file))?.[1];
  // A lock file of another package manager is left over where the members are named for pnpm.
  if (lock && !(pnpmMembers && lock !== 'pnpm')) {
    return { name: lock, version: undefined, source: 'lock-file' };
  }
  const settings = settingsFiles.find(([file]) => names.has(file))?.[1];
  if (settings) return { name: settings, version: undefined, source: 'workspace-file' };
  return { name: 'npm', version: undefined, source: 'default' };
}

interface Declared {
  readonly name: PackageManagerName;
  readonly version: string | undefined;
}

/** `packageManager` before `devEngines.packageManager`, as Corepack has it; one that is not known declares nothing. */
function declaredPackageManager(manifest: Manifest | undefined): Declared | undefined {
  const field = ownProperty(manifest?.data, 'packageManager');
  const at = typeof field === 'string' ? field.indexOf('@') : -1;
  if (typeof field === 'string') {
    const name = knownName(at === -1 ? field : field.slice(0, at));
    if (name) return { name, version: at === -1 ? undefined : versionOf(field.slice(at + 1)) };
  }
  const engines = ownProperty(ownProperty(manifest?.data, 'devEngines'), 'packageManager');
  for (const engine of Array.isArray(engines) ? engines : [engines]) {
    const name = isObject(engine) ? knownName(ownProperty(engine, 'name')) : undefined;
    const version = ownProperty(engine, 'version');
    if (name) return { name, version: typeof version === 'string' ? version : undefined };
  }
  return undefined;
}

function knownName(value: unknown): PackageManagerName | undefined {
  return packageManagerNames.find((name) => name === value);
}

/** Without the hash that Corepack appends; an address is no version. */
function versionOf(text: string): string | undefined {
  const version = text.split('+')[0] ?? '';
  return version === '' || version.includes(':') ? undefined : version;
}
