import type { Project, Workspace } from '@h-j-petroleum/standards-engine';
import { joinPath, parseJson } from '@h-j-petroleum/standards-engine';

/** What installed packages say of themselves. */
export interface Installed {
  /** The names by which scripts run a package. Where it is not installed: those that it mostly has. */
  commandsOf(name: string): readonly string[];
  /** What the dependencies ask their users to install beside them. */
  readonly peers: ReadonlySet<string>;
  /** Whether all dependencies were found. */
  readonly complete: boolean;
}

/** Commands that are not named as their package is. */
const knownCommands: Readonly<Record<string, readonly string[]>> = {
  typescript: ['tsc', 'tsserver'],
  'npm-run-all': ['run-s', 'run-p', 'npm-run-all'],
  'npm-run-all2': ['run-s', 'run-p', 'npm-run-all'],
  'webpack-cli': ['webpack'],
  'cross-env': ['cross-env', 'cross-env-shell'],
  '@angular/cli': ['ng'],
  '@arethetypeswrong/cli': ['attw'],
  '@changesets/cli': ['changeset'],
  '@nestjs/cli': ['nest'],
  '@playwright/test': ['playwright'],
  '@storybook/cli': ['sb', 'storybook'],
  'size-limit': ['size-limit'],
  'vue-tsc': ['vue-tsc'],
  wrangler: ['wrangler'],
};

/** @param dependants names that are looked up for their peers, each with the project that declares it */
export function readInstalled(
  workspace: Workspace,
  project: Project,
  dependants: ReadonlyMap<string, Project>,
): Installed {
  const members = new Map(workspace.members.map((member) => [member.name, member]));
  const manifestOf = (name: string, from: Project): Told | undefined => {
    const member = members.get(name);
    if (member) return toldBy(member.manifest?.data);
    return (
      read(workspace, joinPath(from.root, 'node_modules', name)) ??
      (from.root === '' ? undefined : read(workspace, joinPath('node_modules', name)))
    );
  };
  const peers = new Set<string>();
  let complete = true;
  for (const [name, from] of dependants) {
    const manifest = manifestOf(name, from);
    if (manifest === undefined) complete = false;
    for (const peer of manifest?.peers ?? []) peers.add(peer);
  }
  return {
    complete,
    peers,
    commandsOf(name) {
      const unscoped = name.slice(name.indexOf('/') + 1);
      const usual = Object.hasOwn(knownCommands, name) ? (knownCommands[name] ?? []) : [];
      const own = manifestOf(name, project)?.commands ?? [];
      return [...new Set([unscoped, unscoped.replace(/-cli$/, ''), ...usual, ...own])];
    },
  };
}

interface Told {
  readonly commands: readonly string[];
  readonly peers: readonly string[];
}

const told = new WeakMap<Workspace, Map<string, Told | undefined>>();

/** The manifest in a folder of `node_modules`, parsed once for all projects that have the package. */
function read(workspace: Workspace, folder: string): Told | undefined {
  let known = told.get(workspace);
  if (!known) told.set(workspace, (known = new Map<string, Told | undefined>()));
  if (known.has(folder)) return known.get(folder);
  const text = workspace.files.read(`${folder}/package.json`);
  const parsed = text === undefined ? undefined : parseJson(text);
  const found = parsed?.ok ? toldBy(parsed.value) : undefined;
  known.set(folder, found);
  return found;
}

function toldBy(manifest: unknown): Told {
  return { commands: keysOf(manifest, 'bin'), peers: keysOf(manifest, 'peerDependencies') };
}

function keysOf(value: unknown, key: string): readonly string[] {
  if (typeof value !== 'object' || value === null || !Object.hasOwn(value, key)) return [];
  const inner: unknown = Object.entries(value).find(([name]) => name === key)?.[1];
  return typeof inner === 'object' && inner !== null ? Object.keys(inner) : [];
}
