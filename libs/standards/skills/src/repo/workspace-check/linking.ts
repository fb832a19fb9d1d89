import type { Workspace } from '@h-j-petroleum/standards-engine';

/** How the package manager finds the members that other members depend on. */
export interface Linking {
  /** Whether `workspace:` is known to it; undefined where nothing tells which yarn it is. */
  readonly workspaceProtocol: boolean | undefined;
  /** False where a plain range is never linked, even when the member's version satisfies it. */
  readonly plainRanges: boolean;
  /** Whether `*` matches a member whose version is a prerelease. */
  readonly starMatchesPrerelease: boolean;
}

export function linkingOf(workspace: Workspace): Linking {
  const { name, version } = workspace.packageManager;
  const anyYarn = name === 'yarn' ? isYarnClassic(workspace, version) : false;
  return {
    workspaceProtocol: name === 'npm' ? false : anyYarn === undefined ? undefined : !anyYarn,
    plainRanges: name !== 'pnpm' || pnpmLinksRanges(workspace, version),
    starMatchesPrerelease: anyYarn === false,
  };
}

function isYarnClassic({ files }: Workspace, version: string | undefined): boolean | undefined {
  const major = majorOf(version);
  if (major !== undefined) return major < 2;
  if (files.kind('.yarnrc.yml') !== undefined) return false;
  const lock = files.read('yarn.lock')?.slice(0, 400);
  if (lock === undefined) return undefined;
  return lock.includes('# yarn lockfile v1');
}

/**
 * Since version 9 pnpm links plain ranges only where `linkWorkspacePackages` says so. Rush turns such ranges into
 * references by itself.
 */
function pnpmLinksRanges({ files, reader }: Workspace, version: string | undefined): boolean {
  if (reader === 'rush') return true;
  const setting =
    settingIn(files.read('pnpm-workspace.yaml'), /^linkWorkspacePackages:(.*)$/m) ??
    settingIn(files.read('.npmrc'), /^[ \t]*link-workspace-packages[ \t]*=(.*)$/m);
  if (setting !== undefined) return setting !== 'false';
  const major = majorOf(version);
  return major === undefined || major < 9;
}

function settingIn(text: string | undefined, pattern: RegExp): string | undefined {
  const value = pattern.exec(text ?? '')?.[1];
  return value
    ?.replace(/[#;].*/, '')
    .replaceAll(/["']/g, '')
    .trim();
}

function majorOf(version: string | undefined): number | undefined {
  const digits = /^[^\d]*(\d+)/.exec(version ?? '')?.[1];
  return digits === undefined ? undefined : Number(digits);
}

/** A reference to a member by `workspace:` that leaves dependents of the published package as much room as before. */
export function workspaceReference(range: string): string {
  const plain = range.trim();
  if (plain.startsWith('~')) return 'workspace:~';
  // An exact version, any version and a tag leave the choice to the workspace.
  if (/^(?:v?\d+\.\d+\.\d+\S*|[*xX]?|[a-z][\w.-]*)$/.test(plain)) return 'workspace:*';
  return 'workspace:^';
}
