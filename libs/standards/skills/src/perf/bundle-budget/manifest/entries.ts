import { exportedSubpaths } from '@h-j-petroleum/standards-engine';
import type { BundleSettings } from '../options.ts';
import { matchesStar } from '../../star.ts';
import { resolveExport } from './resolve-export.ts';

/** What a package offers, and the file that it leads to. */
export interface Entry {
  /** `.`, `./run`, a pattern such as `./icons/*`, or `bin` and the name of a command. */
  readonly name: string;
  /** Relative to the package. A pattern's has the `*` of its name. */
  readonly target: string;
  readonly platform: Platform;
}
export type Platform = 'browser' | 'node';

/** Data, types, assets: nothing that a bundler would bundle by itself. */
const noModule = /\.(?!(?:[cm]?[jt]sx?|css)$)[a-z\d]+$/i;
const types = /\.d\.[cm]?ts$/;

/** The exports and commands of a package that are measured, by its manifest, whose fields may be of any type. */
export function entriesOf(
  manifest: Readonly<Record<string, unknown>>,
  settings: BundleSettings,
): readonly Entry[] {
  const wanted = settings.exports ?? ['*'];
  const platform = settings.platform ?? platformOf(manifest);
  const conditions = conditionsOf(platform, settings);
  return [
    ...exportsOf(manifest, platform, conditions),
    ...commandsOf(manifest).map(([name, target]) => ({ name, target, platform: 'node' as const })),
  ].filter(
    ({ name, target }) =>
      !noModule.test(target) &&
      !types.test(target) &&
      wanted.some((pattern) => matchesStar(pattern, name)),
  );
}

/** Conditions under which a bundler for the platform looks at `exports`. */
export function conditionsOf(platform: Platform, { conditions = [] }: BundleSettings): string[] {
  return [...conditions, 'import', 'module', 'default', platform];
}

/** `browser` for a package that says something of browsers. */
export function platformOf(manifest: Readonly<Record<string, unknown>>): Platform {
  const text = JSON.stringify([manifest['exports'] ?? null]);
  return manifest['browser'] !== undefined || text.includes('"browser":') ? 'browser' : 'node';
}

function exportsOf(
  manifest: Readonly<Record<string, unknown>>,
  platform: Platform,
  conditions: readonly string[],
): Entry[] {
  const { exports } = manifest;
  if (exports === undefined || exports === null) {
    const target = mainOf(manifest, platform);
    return target === undefined ? [] : [{ name: '.', target, platform }];
  }
  return exportedSubpaths(exports).flatMap((name) => {
    const target = resolveExport(exports, name, conditions);
    return target === undefined ? [] : [{ name, target, platform }];
  });
}

/** As esbuild looks for it on each platform. */
function mainOf(
  manifest: Readonly<Record<string, unknown>>,
  platform: Platform,
): string | undefined {
  const fields = platform === 'browser' ? ['browser', 'module', 'main'] : ['main', 'module'];
  return fields
    .map((field) => manifest[field])
    .find((value): value is string => typeof value === 'string' && value !== '');
}

function commandsOf({ bin, name }: Readonly<Record<string, unknown>>): [string, string][] {
  if (typeof bin === 'string') {
    return typeof name === 'string' ? [[`bin ${name.replace(/^@[^/]*\//, '')}`, bin]] : [];
  }
  if (typeof bin !== 'object' || bin === null || Array.isArray(bin)) return [];
  return Object.entries(bin).flatMap(([command, target]) =>
    typeof target === 'string' ? [[`bin ${command}`, target] as [string, string]] : [],
  );
}
