import { lineOfJsonPath } from '../../manifest/json.ts';
import { findFolders } from '../../workspace/glob.ts';
import type { ReadProblem } from '../../workspace/workspace.ts';
import type { Evidence } from '../reader.ts';
import { parseJsonWithComments } from './json-with-comments.ts';
import { ownProperty, stringsOf } from './untrusted.ts';
import { unreadable } from './yaml-file.ts';

/** Names for pnpm's file that pnpm does not know; it refuses to run beside some of them. */
const misnamedPnpmFiles = [
  'pnpm-workspace.yml',
  'pnpm-workspaces.yaml',
  'pnpm-workspaces.yml',
] as const;

/** What at the root of a single package names members that no package manager would see. */
export function unsupportedMembers(evidence: Evidence): readonly ReadProblem[] {
  return [...misnamedPnpmFile(evidence), ...lernaPackages(evidence)];
}

/** `workspaces` where the package manager is pnpm, which reads its own file alone. */
export function pnpmIgnoresWorkspaces({
  packageManager,
  rootManifest: { manifest },
}: Evidence): readonly ReadProblem[] {
  if (packageManager.name !== 'pnpm' || !manifest) return [];
  return [
    {
      code: 'members-unsupported',
      file: manifest.file,
      line: lineOfJsonPath(manifest.text, ['workspaces']),
      detail: `${manifest.file} names members under \`workspaces\`, which pnpm does not read.`,
      expected: 'pnpm-workspace.yaml names the members under `packages`.',
    },
  ];
}

function misnamedPnpmFile({ names, pnpmFile }: Evidence): readonly ReadProblem[] {
  const file = pnpmFile ? undefined : misnamedPnpmFiles.find((name) => names.has(name));
  if (file === undefined) return [];
  return [
    {
      code: 'members-unsupported',
      file,
      line: 1,
      detail: `${file} is not the name of the file that pnpm reads.`,
      expected: 'The file is named pnpm-workspace.yaml.',
    },
  ];
}

/** Lerna before 7 named members by itself, in `packages` or, without it, as `packages/*`. */
function lernaPackages({ files, names }: Evidence): readonly ReadProblem[] {
  const file = 'lerna.json';
  const text = names.has(file) ? files.read(file) : undefined;
  if (text === undefined) return [];
  const parsed = parseJsonWithComments(text);
  if (!parsed.ok) return [unreadable(file, parsed.line, parsed.reason)];
  const declared = stringsOf(ownProperty(parsed.value, 'packages'));
  const globs = declared.length > 0 ? declared : ['packages/*'];
  const found = findFolders(files, globs, { holding: ['package.json'] }).filter(
    (root) => root !== '',
  );
  if (declared.length === 0 && found.length === 0) return [];
  return [
    {
      code: 'members-unsupported',
      file,
      line: lineOfJsonPath(text, ['packages']),
      detail: `${file} names ${found.length} packages that no package manager links, so they are not checked.`,
      expected:
        'The members are named under `workspaces` in package.json or under `packages` in pnpm-workspace.yaml.',
    },
  ];
}
