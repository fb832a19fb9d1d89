import type { Files, Workspace } from '@h-j-petroleum/standards-engine';
import { joinPath, parseYaml } from '@h-j-petroleum/standards-engine';
import { isRecord, ownField } from './json-value.ts';

/** A place that says to which registry a scope belongs. */
export interface RegistrySetting {
  /** Relative to the workspace's root. */
  readonly file: string;
  readonly line: number;
  /** `@scope`; undefined for every package. */
  readonly scope: string | undefined;
  readonly url: string;
}

const known = new WeakMap<Files, Promise<readonly RegistrySetting[]>>();

/** The settings of the workspace's root; read once for all packages. */
export function rootRegistries(workspace: Workspace): Promise<readonly RegistrySetting[]> {
  const { files } = workspace;
  const reading = known.get(files) ?? readRoot(workspace);
  known.set(files, reading);
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
    return url === '' ? [] : [{ file, line: at + 1, scope, url }];
  });
}

async function yarnSettings(files: Files): Promise<RegistrySetting[]> {
  const file = '.yarnrc.yml';
  const settings = await yaml(files, file);
  const scopes = ownField(settings, 'npmScopes');
  const found = isRecord(scopes)
    ? Object.entries(scopes).map(([name, inner]) => [`@${name}`, inner] as const)
    : [];
  return [...found, [undefined, settings] as const].flatMap(([scope, inner]) => {
    const url = ownField(inner, 'npmPublishRegistry') ?? ownField(inner, 'npmRegistryServer');
    return typeof url === 'string' ? [{ file, line: 1, scope, url }] : [];
  });
}

/** `registries` by scope or, since pnpm 11, by address with a list of scopes. */
async function pnpmSettings(files: Files): Promise<RegistrySetting[]> {
  const file = 'pnpm-workspace.yaml';
  if (!files.read(file)?.includes('registr')) return [];
  const settings = await yaml(files, file);
  const registries = ownField(settings, 'registries');
  const all = ownField(settings, 'registry');
  const found = Object.entries(isRecord(registries) ? registries : {}).flatMap(([key, value]) => {
    if (typeof value === 'string')
      return [{ scope: key === 'default' ? undefined : key, url: value }];
    const scopes = ownField(value, 'scopes');
    return (Array.isArray(scopes) ? scopes : [])
      .filter((scope) => typeof scope === 'string')
      .map((scope) => ({ scope: scope === '@' ? undefined : scope, url: key }));
  });
  if (typeof all === 'string') found.push({ scope: undefined, url: all });
  return found.map((setting) => ({ file, line: 1, ...setting }));
}

async function yaml(files: Files, file: string): Promise<unknown> {
  const text = files.read(file);
  if (text === undefined) return undefined;
  const parsed = await parseYaml(text);
  return parsed.ok ? parsed.value : undefined;
}
