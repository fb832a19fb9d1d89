import { lineOfJsonPath } from '../../manifest/json.ts';
import { findFolders } from '../../workspace/glob.ts';
import { count } from '../../report/text/count.ts';
import type { ReadProblem } from '../../workspace/workspace.ts';
import type { Evidence } from '../reader.ts';
import { parseJsonWithComments } from './json-with-comments.ts';
import { findText } from './text-file.ts';
import { isObject, ownProperty, stringsOf } from './untrusted.ts';
import { unreadable } from './yaml-file.ts';

/** Names for pnpm's file that pnpm does not know; it refuses to run beside some of them. */
const misnamedPnpmFiles = [
  'pnpm-workspace.yml',
  'pnpm-workspaces.yaml',
  'pnpm-workspaces.yml',
] as const;

/** What at the root of a single package names members that no package manager would see. */
export function unsupportedMembers(evidence: Evidence): readonly ReadProblem[] {
  return [...misnamedPnpmFile(evidence), ...lernaPackages(evidence), ...denoMembers(evidence)];
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
  const read = names.has(file) ? findText(files, file) : undefined;
  if (!read) return [];
  if (!read.ok) return [unreadable(file, 1, read.reason)];
  const { text } = read;
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
      detail:
        found.length === 0
          ? `\`packages\` in ${file} matches no package.`
          : `${file} names ${count(found.length, 'package')} that no package manager links, so ${found.length === 1 ? 'it is' : 'they are'} not checked.`,
      expected:
        'The members are named under `workspaces` in package.json or under `packages` in pnpm-workspace.yaml.',
    },
  ];
}

/** Members of a Deno workspace, which need no package.json: `workspace`, a list or an object with the list in `members`. */
function denoMembers({ files, names }: Evidence): readonly ReadProblem[] {
  const file = ['deno.json', 'deno.jsonc'].find((name) => names.has(name));
  const read = file === undefined ? undefined : findText(files, file);
  if (file === undefined || !read) return [];
  if (!read.ok) return [unreadable(file, 1, read.reason)];
  const parsed = parseJsonWithComments(read.text);
  if (!parsed.ok) return [unreadable(file, parsed.line, parsed.reason)];
  const workspace = ownProperty(parsed.value, 'workspace');
  const members = stringsOf(isObject(workspace) ? ownProperty(workspace, 'members') : workspace);
  if (members.length === 0) return [];
  return [
    {
      code: 'members-unsupported',
      file,
      line: lineOfJsonPath(read.text, ['workspace']),
      detail: `${file} names the members of a Deno workspace, which are not read here: ${members.slice(0, 5).join(', ')}${members.length > 5 ? ', …' : ''}.`,
      expected:
        'The members are named under `workspaces` in package.json or under `packages` in pnpm-workspace.yaml.',
    },
  ];
}
