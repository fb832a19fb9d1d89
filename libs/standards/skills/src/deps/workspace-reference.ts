import type { Project, Workspace } from '@h-j-petroleum/standards-engine';

/**
 * How members refer to one another, by what installs them: pnpm also by another name, yarn berry and bun by
 * `workspace:`, npm and yarn classic by a range alone.
 */
export type ReferenceStyle = 'pnpm' | 'workspace' | 'range';

/** The style of a workspace. Yarn is berry when its version says so or, undeclared, when it has berry's settings file. */
export function referenceStyle(workspace: Workspace): ReferenceStyle {
  const { name, version } = workspace.packageManager;
  if (name === 'yarn') return isYarnClassic(workspace, version) ? 'range' : 'workspace';
  if (name === 'npm') return 'range';
  return name === 'pnpm' ? 'pnpm' : 'workspace';
}

function isYarnClassic(workspace: Workspace, version: string | undefined): boolean {
  const major = /^\d+/.exec(version ?? '')?.[0];
  if (major !== undefined) return Number(major) < 2;
  return workspace.files.kind('.yarnrc.yml') === undefined;
}

/**
 * The range by which a dependency named `as` refers to a member, or undefined where the package manager has none.
 * `*` is this company's form for npm and yarn classic: it follows the member's version by itself.
 */
export function referenceTo(member: Project, as: string, workspace: Workspace): string | undefined {
  const style = referenceStyle(workspace);
  if (member.name !== as) {
    return style === 'pnpm' && member.name ? `workspace:${member.name}@*` : undefined;
  }
  if (style !== 'range') return 'workspace:*';
  const version = member.manifest?.data['version'];
  // Yarn classic takes `*` for no prerelease, and would go to the registry.
  const prerelease = typeof version === 'string' && version.includes('-');
  return prerelease && workspace.packageManager.name === 'yarn' ? version : '*';
}
