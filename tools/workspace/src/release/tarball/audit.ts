import { parseSpecifier } from '@h-j-petroleum/standards-engine';
import type { Manifest } from '../plan/manifest.ts';
import { consumerFields } from '../plan/manifest.ts';
import type { EntryPoint } from './entry-points.ts';
import { entryPoints, plainPath, resolvedTypes } from './entry-points.ts';
import { sourceCondition } from './published-manifest.ts';

export type ProblemCode =
  | 'private'
  | 'local-reference'
  | 'any-version'
  | 'source-condition'
  | 'entry-missing'
  | 'entry-is-source'
  | 'types-missing'
  | 'left-over-field'
  | 'fixed-registry'
  | 'stray-file';

/** Something in a tarball that would fail its consumers, or that is not theirs. */
export interface Problem {
  readonly code: ProblemCode;
  readonly text: string;
}

/**
 * What keeps a tarball from being published.
 *
 * @param manifest as it lies in the tarball
 * @param files paths in the tarball, relative to the package
 */
export function auditTarball(manifest: Manifest, files: readonly string[]): readonly Problem[] {
  const there = new Set(files);
  return [
    ...manifestProblems(manifest),
    ...consumerFields.flatMap((field) =>
      Object.entries(manifest[field] ?? {}).flatMap(([name, range]) =>
        rangeProblems(`${field}.${name}`, range),
      ),
    ),
    ...entryPoints(manifest).flatMap((point) => entryProblems(point, there)),
    ...resolvedTypes(manifest, there)
      .filter(({ types }) => types === null)
      .map(({ entry }) => problem('types-missing', `exports ${entry} comes without declarations`)),
    ...files
      .filter(isStray)
      .map((file) => problem('stray-file', `${file} is no part of a package`)),
  ];
}

function problem(code: ProblemCode, text: string): Problem {
  return { code, text };
}

function manifestProblems(manifest: Manifest): readonly Problem[] {
  const registry: unknown = Object(manifest['publishConfig']).registry;
  return [
    ...(manifest.private === true ? [problem('private', 'private is true')] : []),
    ...(['devDependencies', 'nx', 'scripts'] as const)
      .filter((field) => manifest[field] !== undefined)
      .map((field) => problem('left-over-field', `${field} means nothing to a consumer`)),
    ...(registry === undefined
      ? []
      : [
          problem('fixed-registry', 'publishConfig.registry overrules the registry of the release'),
        ]),
    ...(JSON.stringify(manifest).includes(`"${sourceCondition}":`)
      ? [problem('source-condition', `the condition ${sourceCondition} names sources`)]
      : []),
  ];
}

function rangeProblems(where: string, range: string): readonly Problem[] {
  const written = `${where} is ${JSON.stringify(range)}`;
  let specifier = parseSpecifier(range);
  if (specifier.kind === 'alias') specifier = specifier.target;
  if (specifier.kind !== 'registry') {
    return [problem('local-reference', `${written}, which is found in no registry`)];
  }
  return /^(?:|\*|x|latest)$/i.test(specifier.range.trim())
    ? [problem('any-version', `${written}, which takes any version`)]
    : [];
}

function entryProblems(point: EntryPoint, files: ReadonlySet<string>): readonly Problem[] {
  const { where, target } = point;
  // `imports` may name packages.
  if (where.startsWith('imports') && !target.startsWith('./')) return [];
  if (/(?<!\.d)\.[cm]?tsx?$/.test(target)) {
    return [problem('entry-is-source', `${where} names the source ${target}`)];
  }
  const path = plainPath(target);
  const found = path.includes('*') ? matches(path, files) : files.has(path);
  return found ? [] : [problem('entry-missing', `${where} names ${target}, which is not packed`)];
}

function matches(pattern: string, files: ReadonlySet<string>): boolean {
  const [before = '', after = ''] = pattern.split('*');
  return [...files].some(
    (file) =>
      file.length > before.length + after.length && file.startsWith(before) && file.endsWith(after),
  );
}

const stray = [
  /(?:^|\/)[^/]+\.(?:test|spec|e2e|native|cases)\.[cm]?[jt]sx?$/,
  /(?:^|\/)(?:__tests__|fixtures|node_modules|\.git|reports|coverage)\//,
  /\.tsbuildinfo$/,
  /(?:^|\/)\.(?:npmrc|env(?:\..+)?)$/,
  /\.tgz$/,
];

function isStray(file: string): boolean {
  return stray.some((pattern) => pattern.test(file));
}
