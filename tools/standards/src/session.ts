import { existsSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import type {
  AnySkill,
  Baseline,
  Config,
  Files,
  Pack,
  ReaderName,
  Workspace,
} from '@h-j-petroleum/standards-engine';
import {
  createConfig,
  dayOf,
  diskFiles,
  findText,
  loadPacks,
  parseBaseline,
  readConfigInput,
  readWorkspace,
  skillsOf,
  StandardsError,
} from '@h-j-petroleum/standards-engine';
import { packs as builtInPacks } from '@h-j-petroleum/standards-skills';
import { importPack } from './import-pack.ts';

/** A workspace opened for checking: what every door needs before it runs anything. */
export interface Session {
  /** Absolute path. */
  readonly root: string;
  readonly files: Files;
  readonly packs: readonly Pack[];
  readonly skills: readonly AnySkill[];
  readonly config: Config;
  /** The baseline as it stands on disk; undefined where there is none. */
  readonly baseline: Baseline | undefined;
  /** The day in UTC on which waivers are judged. */
  readonly today: string;
  /** Reads the workspace, from these files or from edited ones. */
  read(files?: Files): Promise<Workspace>;
}

export interface SessionRequest {
  /** Where the workspace is; taken as it is. */
  readonly root: string;
  /** Default: Nx's graph where there is an `nx.json`, else what the folder says of itself. */
  readonly reader?: ReaderName | undefined;
  /** Reads through Nx; handed in by a door that already holds Nx's graph. */
  readonly readNx?: (files: Files, root: string) => Promise<Workspace>;
  /** Takes the session for one without a baseline, whatever stands in its place. */
  readonly withoutBaseline?: boolean;
  /** When it is. Default: now. */
  readonly now?: Date;
}

/**
 * Opens a workspace: configuration, packs and baseline.
 *
 * @throws StandardsError for a root that is not there, a configuration, a pack or a baseline that is not valid
 */
export async function openSession(request: SessionRequest): Promise<Session> {
  const root = resolve(request.root);
  if (!statSync(root, { throwIfNoEntry: false })?.isDirectory()) {
    throw new StandardsError(
      'ROOT_NOT_FOUND',
      `${root} is no folder. Name the workspace's folder by --root.`,
    );
  }
  const files = diskFiles(root);
  const input = readConfigInput(files);
  const packs = await loadPacks(
    input?.packs ?? [],
    (specifier) => importPack(specifier, root),
    builtInPacks,
  );
  const skills = skillsOf(packs);
  const today = dayOf(request.now ?? new Date());
  const config = createConfig(input, skills, today);
  return {
    root,
    files,
    packs,
    skills,
    config,
    today,
    baseline: request.withoutBaseline === true ? undefined : readBaseline(files, config.baseline),
    async read(from = files) {
      const reader = request.reader ?? (from.kind('nx.json') === 'file' ? 'nx' : undefined);
      if (reader !== 'nx') return readWorkspace(from, { root, ...(reader ? { reader } : {}) });
      if (request.readNx) return request.readNx(from, root);
      const { readNxWorkspace } = await import('./nx/read-nx-workspace.ts');
      return readNxWorkspace(from, root);
    },
  };
}

/** @throws StandardsError BASELINE_UNREADABLE also for what stands there and is no file: nothing would be accepted any more */
function readBaseline(files: Files, file: string): Baseline | undefined {
  const found = findText(files, file);
  if (!found) return undefined;
  if (found.ok) return parseBaseline(found.text, file);
  throw new StandardsError('BASELINE_UNREADABLE', `${file} cannot be read: ${found.reason}.`);
}

/** Told by the text alone: whether the manifest is right is for the reader to say. */
function namesMembers(manifest: string): boolean {
  try {
    return /"workspaces"\s*:/.test(readFileSync(manifest, 'utf8'));
  } catch {
    return false;
  }
}

/** What marks the root of a workspace. */
const rootMarks = ['standards.config.json', 'nx.json', 'pnpm-workspace.yaml', 'rush.json'];

/**
 * The workspace that a folder lies in: the nearest folder above that bears a mark or names members in its package.json;
 * else the nearest package; else the folder itself. The search ends where the repository does.
 */
export function findRoot(from: string): string {
  let nearestPackage: string | undefined;
  for (let folder = resolve(from); ; folder = dirname(folder)) {
    if (rootMarks.some((mark) => existsSync(join(folder, mark)))) return folder;
    const manifest = join(folder, 'package.json');
    if (existsSync(manifest)) {
      if (namesMembers(manifest)) return folder;
      nearestPackage ??= folder;
    }
    if (existsSync(join(folder, '.git')) || dirname(folder) === folder) {
      return nearestPackage ?? resolve(from);
    }
  }
}
