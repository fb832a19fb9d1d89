import { lineOfJsonPath } from '../manifest/json.ts';
import { nameOf, type RawProject } from '../workspace/create-workspace.ts';
import { joinPath, normalisePath } from '../workspace/files.ts';
import type { PackageManager, ReadProblem } from '../workspace/workspace.ts';
import { packageManagerNames } from '../workspace/workspace.ts';
import type { Evidence, Reader, Reading } from './reader.ts';
import { parseJsonWithComments } from './sources/json-with-comments.ts';
import { readManifest, readProject } from './sources/manifest.ts';
import { readRushCatalogs } from './sources/rush-catalogs.ts';
import { findText } from './sources/text-file.ts';
import { kindOfValue, ownProperty, stringsOf } from './sources/untrusted.ts';
import { unreadable } from './sources/yaml-file.ts';

const rushFile = 'rush.json';

/** Rush: every member is listed by name and folder, nothing is found by globs. */
export const rush: Reader = {
  name: 'rush',
  needs: 'a rush.json',
  applies: ({ names }) => names.has(rushFile),
  detects: ({ names }) => names.has(rushFile),
  read(evidence) {
    const found = findText(evidence.files, rushFile);
    if (!found?.ok) return nothingRead(unreadable(rushFile, 1, found?.reason ?? 'it is not there'));
    const { text } = found;
    const parsed = parseJsonWithComments(text);
    if (!parsed.ok) return nothingRead(unreadable(rushFile, parsed.line, parsed.reason));
    const projects = ownProperty(parsed.value, 'projects');
    if (!Array.isArray(projects)) {
      const found = projects === undefined ? 'is missing' : `is ${kindOfValue(projects)}`;
      const line = lineOfJsonPath(text, ['projects']);
      return nothingRead(unreadable(rushFile, line, `\`projects\` ${found}`));
    }
    const listed: readonly unknown[] = projects;
    const catalogs = readRushCatalogs(evidence.files);
    const members: RawProject[] = [];
    const problems: ReadProblem[] = [...catalogs.problems, ...listedTwice(listed, text)];
    for (const [at, entry] of listed.entries()) {
      const read = readEntry(evidence, text, at, entry);
      members.push(...read.members);
      problems.push(...read.problems);
    }
    if (members.length === 0 && problems.length === 0) {
      problems.push(
        unreadable(rushFile, lineOfJsonPath(text, ['projects']), '`projects` is empty'),
      );
    }
    const packageManager = packageManagerOf(parsed.value) ?? evidence.packageManager;
    return { members, problems, patterns: [], packageManager, catalogs: catalogs.catalogs };
  },
};

function nothingRead(problem: ReadProblem): Reading {
  return { members: [], problems: [problem], patterns: [], catalogs: [] };
}

interface RushEntry {
  readonly packageName: string;
  readonly projectFolder: string;
}

function isEntry(entry: unknown): entry is RushEntry {
  const folder = ownProperty(entry, 'projectFolder');
  return (
    typeof ownProperty(entry, 'packageName') === 'string' &&
    typeof folder === 'string' &&
    normalisePath(folder) !== ''
  );
}

function readEntry({ files }: Evidence, text: string, at: number, entry: unknown): Reading {
  const lineOf = (key: string): number => lineOfJsonPath(text, ['projects', at, key]);
  if (!isEntry(entry)) {
    const reason = `\`projects.${at}\` does not give a \`packageName\` and a \`projectFolder\` below the root`;
    return nothingRead(unreadable(rushFile, lineOf('projectFolder'), reason));
  }
  const name = entry.packageName;
  const root = normalisePath(entry.projectFolder);
  const found = readManifest(files, root);
  if (found.state === 'absent') {
    const file = joinPath(root, 'package.json');
    return nothingRead({
      code: 'manifest-missing',
      file: rushFile,
      line: lineOf('projectFolder'),
      detail: `${rushFile} lists ${name} in ${root}, but ${file} is not there.`,
      expected: `${file} is there, or ${rushFile} does not list the folder.`,
    });
  }
  const { project, problems } = readProject(files, root, found);
  const tags = [...new Set([...(project.tags ?? []), ...stringsOf(ownProperty(entry, 'tags'))])];
  return {
    members: [{ ...project, name, tags }],
    problems: [...problems, ...otherName(name, project, () => lineOf('packageName'))],
    patterns: [],
  };
}

/** Rush refuses a list that names a package or a folder twice. */
function listedTwice(listed: readonly unknown[], text: string): ReadProblem[] {
  const problems: ReadProblem[] = [];
  for (const key of ['packageName', 'projectFolder'] as const) {
    const seen = new Set<string>();
    for (const [at, entry] of listed.entries()) {
      const value = isEntry(entry) ? entry[key] : undefined;
      if (value === undefined) continue;
      const listedAs = key === 'projectFolder' ? normalisePath(value) : value;
      if (seen.has(listedAs)) {
        problems.push({
          code: 'workspace-file-unreadable',
          file: rushFile,
          line: lineOfJsonPath(text, ['projects', at, key]),
          detail: `${rushFile} lists the ${key} ${listedAs} twice.`,
          expected: `${rushFile} lists every package and every folder once.`,
        });
      }
      seen.add(listedAs);
    }
  }
  return problems;
}

/** Rush refuses to go on where its list and a manifest give different names. */
function otherName(
  listed: string,
  { root, manifest }: RawProject,
  lineOf: () => number,
): ReadProblem[] {
  const name = nameOf(manifest);
  if (!manifest || name === listed) return [];
  return [
    {
      code: 'workspace-file-unreadable',
      file: rushFile,
      line: lineOf(),
      detail: `${rushFile} lists ${root} as ${listed}, but its manifest ${name === undefined ? 'has no name' : `is named ${name}`}.`,
      expected: `${rushFile} and ${manifest.file} give the same name.`,
      project: root,
    },
  ];
}

/** `pnpmVersion`, `npmVersion` or `yarnVersion`: Rush installs that one by itself. */
function packageManagerOf(data: unknown): PackageManager | undefined {
  for (const name of packageManagerNames) {
    const version = ownProperty(data, `${name}Version`);
    if (typeof version === 'string') return { name, version, source: 'workspace-file' };
  }
  return undefined;
}
