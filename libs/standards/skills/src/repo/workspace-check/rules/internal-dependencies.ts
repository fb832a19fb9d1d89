import type { Draft, Project, Specifier } from '@h-j-petroleum/standards-engine';
import { dependencyFields, joinPath, parseSpecifier } from '@h-j-petroleum/standards-engine';
import type { Linking } from '../linking.ts';
import { linkingOf, workspaceReference } from '../linking.ts';
import type { WorkspaceMessages } from '../messages.ts';
import type { Rule, RuleContext } from '../rule.ts';
import { isRecord, ownField } from '../rule.ts';
import { decoupledDependencies } from '../rush-file.ts';

/** One dependency, as written. */
interface Dependency {
  readonly project: Project;
  readonly file: string;
  readonly field: (typeof dependencyFields)[number];
  readonly name: string;
  readonly range: string;
}

/** What is known of the workspace while its dependencies are gone through. */
interface Surroundings {
  readonly context: RuleContext;
  readonly byName: ReadonlyMap<string, Project>;
  readonly byRoot: ReadonlyMap<string, Project>;
  readonly linking: Linking;
  readonly satisfies: (version: string, range: string) => boolean;
}

type InternalDraft = Draft<WorkspaceMessages>;

/** A dependency on a member is the member, and not a copy of it from the registry. */
export const checkInternalDependencies: Rule = async (context) => {
  const { workspace, options } = context;
  if (!options.internalDependencies) return;
  const byName = new Map<string, Project>();
  for (const member of workspace.members) {
    if (member.name !== undefined && !byName.has(member.name)) byName.set(member.name, member);
  }
  const found = internalDependencies(context, byName);
  // Most workspaces refer by `*` or `workspace:*` alone, and the comparison of versions is never loaded for them.
  const needsVersions = found.some(({ specifier }) => !isAnyVersion(rangeOf(specifier)));
  const surroundings: Surroundings = {
    context,
    byName,
    byRoot: new Map(workspace.members.map((member) => [member.root, member])),
    linking: linkingOf(workspace),
    satisfies: needsVersions ? await loadSatisfies() : () => true,
  };
  for (const { dependency, specifier } of found) {
    const draft = judge(surroundings, dependency, specifier);
    if (draft) context.report(draft);
  }
};

interface Found {
  readonly dependency: Dependency;
  readonly specifier: Specifier;
}

/** Dependencies on members by a range, and all that use `workspace:`; catalogs are looked up. */
function internalDependencies(
  { workspace }: RuleContext,
  byName: ReadonlyMap<string, Project>,
): readonly Found[] {
  const found: Found[] = [];
  const decoupled =
    workspace.reader === 'rush' ? decoupledDependencies(workspace.files) : new Map();
  for (const project of workspace.projects) {
    const { manifest } = project;
    if (!manifest) continue;
    for (const field of dependencyFields) {
      const ranges = ownField(manifest.data, field);
      if (!isRecord(ranges)) continue;
      for (const [name, written] of Object.entries(ranges)) {
        if (typeof written !== 'string' || name === project.name) continue;
        const range = written.startsWith('catalog:') ? catalogRange(name, written) : written;
        if (range === undefined) continue;
        if (!byName.has(name) && !range.trimStart().startsWith('workspace:')) continue;
        if (decoupled.get(project.name ?? '')?.has(name)) continue;
        const dependency = { project, file: manifest.file, field, name, range };
        found.push({ dependency, specifier: parseSpecifier(range) });
      }
    }
  }
  return found;

  function catalogRange(name: string, written: string): string | undefined {
    const wanted = written.slice('catalog:'.length).trim() || 'default';
    const entries = workspace.catalogs.find((catalog) => catalog.name === wanted)?.entries;
    const range = ownField(entries, name);
    return typeof range === 'string' ? range : undefined;
  }
}

function judge(around: Surroundings, dependency: Dependency, specifier: Specifier) {
  switch (specifier.kind) {
    case 'registry':
      return judgeRange(around, dependency);
    case 'workspace':
    case 'workspace-path':
      return judgeReference(around, dependency, specifier);
    default:
      // Paths, addresses and aliases say openly that they mean something else; other standards judge them.
      return undefined;
  }
}

function judgeRange(around: Surroundings, dependency: Dependency): InternalDraft | undefined {
  const { linking, context } = around;
  const { field, name, range } = dependency;
  const version = versionOf(around.byName.get(name));
  const isPeer = field === 'peerDependencies';
  if (!linking.plainRanges && !isPeer) {
    const pnpm = context.workspace.packageManager.version ?? '';
    const to = workspaceReference(range);
    return draft(dependency, 'internal-not-linked', { pnpm, to }, to, range);
  }
  if (matches(around, version, range)) return undefined;
  // What a package asks of its users is for its author to widen.
  const to = isPeer ? undefined : replacement(around, name, range);
  return draft(
    dependency,
    'internal-range',
    { version: version ?? 'without a version', ...(to === undefined ? {} : { to }) },
    to ?? `a range that ${version ?? 'the member'} satisfies`,
    range,
    to !== undefined,
  );
}

function judgeReference(
  around: Surroundings,
  dependency: Dependency,
  specifier: Extract<Specifier, { kind: 'workspace' | 'workspace-path' }>,
): InternalDraft | undefined {
  const { linking, context, byName } = around;
  const { name, range } = dependency;
  const target =
    specifier.kind === 'workspace'
      ? byName.get(specifier.name ?? name)
      : memberAt(around, dependency, specifier.path);
  if (!target) {
    const wanted = specifier.kind === 'workspace' ? (specifier.name ?? name) : specifier.path;
    const missing = { target: wanted };
    return draft(
      dependency,
      'workspace-target-missing',
      missing,
      'a member of the workspace',
      range,
      false,
    );
  }
  if (linking.workspaceProtocol === false) {
    const manager = context.workspace.packageManager.name;
    const to = target.name === name ? plainReference(around, target) : undefined;
    return draft(
      dependency,
      'workspace-protocol-unsupported',
      { manager: manager === 'yarn' ? 'yarn 1' : manager, ...(to === undefined ? {} : { to }) },
      to ?? `${target.name ?? target.root} by its own name`,
      range,
      to !== undefined,
    );
  }
  if (specifier.kind === 'workspace-path') return undefined;
  const version = versionOf(target);
  if (/^[\^~]?$/.test(specifier.range) || matches(around, version, specifier.range)) {
    return undefined;
  }
  const alias = specifier.name === undefined ? '' : `${specifier.name}@`;
  const to = workspaceReference(specifier.range).replace('workspace:', `workspace:${alias}`);
  return draft(
    dependency,
    'workspace-range',
    { member: specifier.name ?? name, version: version ?? 'without a version', to },
    to,
    range,
  );
}

/** pnpm counts the path from the package, yarn from the root. */
function memberAt(
  { byRoot }: Surroundings,
  { project }: Dependency,
  path: string,
): Project | undefined {
  return byRoot.get(joinPath(project.root, path)) ?? byRoot.get(joinPath(path));
}

/** The form of the package manager that links a member, with the operator that stood there. */
function replacement(around: Surroundings, name: string, range: string): string | undefined {
  const member = around.byName.get(name);
  if (around.linking.workspaceProtocol === true) return workspaceReference(range);
  return member && plainReference(around, member);
}

/** `*` follows the member by itself; yarn 1 takes it for no prerelease, so there the version must be named. */
function plainReference({ linking }: Surroundings, member: Project): string {
  const version = versionOf(member);
  const isPrerelease = version?.includes('-') === true;
  return isPrerelease && !linking.starMatchesPrerelease ? (version ?? '*') : '*';
}

function matches(around: Surroundings, version: string | undefined, range: string): boolean {
  if (isAnyVersion(range)) {
    return around.linking.starMatchesPrerelease || version?.includes('-') !== true;
  }
  return version !== undefined && around.satisfies(version, range);
}

function isAnyVersion(range: string): boolean {
  return /^\s*[*xX]?\s*$/.test(range);
}

function rangeOf(specifier: Specifier): string {
  if (specifier.kind === 'registry') return specifier.range;
  if (specifier.kind === 'workspace')
    return /^[\^~]$/.test(specifier.range) ? '*' : specifier.range;
  return '*';
}

function versionOf(project: Project | undefined): string | undefined {
  const version = ownField(project?.manifest?.data, 'version');
  return typeof version === 'string' ? version : undefined;
}

function draft(
  { project, file, field, name, range }: Dependency,
  message: InternalDraft['message'],
  data: Readonly<Record<string, string>>,
  expected: string,
  actual: string,
  fixable = true,
): InternalDraft {
  return {
    message,
    data: { field, name, range, ...data },
    file,
    at: { path: [field, name] },
    expected,
    actual,
    // The member's version changes with every release, and the finding is still the same one.
    identity: `${field}.${name} ${range}`,
    fixable,
    project,
  };
}

async function loadSatisfies(): Promise<Surroundings['satisfies']> {
  const { default: satisfies } = await import('semver/functions/satisfies.js');
  return (version, range) => satisfies(version, range, { loose: true });
}
