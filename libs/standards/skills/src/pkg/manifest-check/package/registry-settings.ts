import type { Files, Location, Workspace } from '@h-j-petroleum/standards-engine';
import { joinPath, parseYaml } from '@h-j-petroleum/standards-engine';
import { isRecord, ownField } from './json-value.ts';

/** A place that says to which registry a scope belongs. */
export interface RegistrySetting {
  /** Relative to the workspace's root. */
  readonly file: string;
  readonly at: Location;
  /** `@scope`; undefined for every package. */
  readonly scope: string | undefined;
  readonly url: string;
}

const known = new WeakMap<Workspace, Promise<readonly RegistrySetting[]>>();

/** The settings of the workspace's root; read once for all packages. */
export function rootRegistries(workspace: Workspace): Promise<readonly RegistrySetting[]> {
  const reading = known.get(workspace) ?? readRoot(workspace);
  known.set(workspace, reading);
  return reading;
}

async function readRoot({ files, reader }: Workspace): Promise<readonly RegistrySetting[]> {
  const rush = reader === 'rush' ? ['.npmrc-publish', '.npmrc'] : [];
  return [
    ...npmSettings(files, '.npmrc'),
    ...rush.flatMap((name) => npmSettings(files, `common/config/rush/${name}`)),
    ...(await yarnSettings(files)),
    ...(await pnpmSettings(files)),
  ];
}

/** The settings of one member. npm reads none of them: for it, only the root's file counts. */
export function memberRegistries(
  { files, packageManager }: Workspace,
  root: string,
): readonly RegistrySetting[] {
  if (packageManager.name === 'npm' || root === '') return [];
  return npmSettings(files, joinPath(root, '.npmrc'));
}

/** Lines of .npmrc: `@scope:registry=address` and `registry=address`. */
function npmSettings(files: Files, file: string): RegistrySetting[] {
  return (files.read(file) ?? '').split(/\r?\n/).flatMap((line, at) => {
    const [, scope, value = ''] = /^\s*(?:(@[^\s:=]+):)?registry\s*=\s*(.*?)\s*$/.exec(line) ?? [];
    const url = value.replace(/^(["'])(.*)\1$/, '$2');
    return url === '' ? [] : [{ file, at: { line: at + 1 }, scope, url }];
  });
}

async function yarnSettings(files: Files): Promise<RegistrySetting[]> {
  const file = '.yarnrc.yml';
  const settings = await yaml(files, file);
  const scopes = ownField(settings, 'npmScopes');
  const found: { scope: string | undefined; path: string[]; value: unknown }[] = [
    ...Object.entries(isRecord(scopes) ? scopes : {}).map(([name, value]) => ({
      scope: `@${name}`,
      path: ['npmScopes', name],
      value,
    })),
    { scope: undefined, path: [], value: settings },
  ];
  return found.flatMap(({ scope, path, value }) => {
    const key = ['npmPublishRegistry', 'npmRegistryServer'].find(
      (one) => typeof ownField(value, one) === 'string',
    );
    if (key === undefined) return [];
    return [{ file, at: { path: [...path, key] }, scope, url: String(ownField(value, key)) }];
  });
}

/** `registries` by scope or, since pnpm 11.23, by address with a list of scopes; `registry` for all. */
async function pnpmSettings(files: Files): Promise<RegistrySetting[]> {
  const file = 'pnpm-workspace.yaml';
  // Most of these files name members alone, and are not worth a second look.
  if (!files.read(file)?.includes('registr')) return [];
  const settings = await yaml(files, file);
  const registries = ownField(settings, 'registries');
  const found: RegistrySetting[] = [];
  for (const [key, value] of Object.entries(isRecord(registries) ? registries : {})) {
    const at = { path: ['registries', key] };
    if (typeof value === 'string') {
      found.push({ file, at, scope: key === 'default' ? undefined : key, url: value });
      continue;
    }
    const scopes = ownField(value, 'scopes');
    for (const scope of Array.isArray(scopes) ? scopes : []) {
      if (typeof scope !== 'string') continue;
      found.push({ file, at, scope: scope === '@' ? undefined : scope, url: key });
    }
  }
  const all = ownField(settings, 'registry');
  if (typeof all === 'string') {
    found.push({ file, at: { path: ['registry'] }, scope: undefined, url: all });
  }
  return found;
}

async function yaml(files: Files, file: string): Promise<unknown> {
  const text = files.read(file);
  if (text === undefined) return undefined;
  const parsed = await parseYaml(text);
  return parsed.ok ? parsed.value : undefined;
}
