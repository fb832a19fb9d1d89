import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Part, ReaderName } from '@h-j-petroleum/standards-engine';
import { partFile } from './plugin-options.ts';
import { writeWhole } from './write-whole.ts';

/** What a task leaves for the merged report. */
export interface TaskPart {
  readonly schemaVersion: 1;
  /** The task's hash: tells what this run left, or took from the cache, from what an earlier run left. */
  readonly hash: string | null;
  readonly workspace: { readonly reader: ReaderName; readonly projects: number };
  readonly durationMs: number;
  /** Whether all modes were made advisory for a trial. */
  readonly pilot: boolean;
  /** What the task is about. */
  readonly part: Part;
  /** In the root's task: what wide skills say of projects that had no task in its run; where they have one now, it counts. */
  readonly others: Part;
}

export function writePart(root: string, projectRoot: string, part: TaskPart): void {
  writeWhole(join(root, partFile(projectRoot)), `${JSON.stringify(part)}\n`);
}

/**
 * @param hash of the task of this run; undefined where Nx gives none, and then any part will do
 * @returns undefined where the task left nothing, nothing that can be read, or something of an earlier run
 */
export function readPart(
  root: string,
  projectRoot: string,
  hash: string | undefined,
): TaskPart | undefined {
  let value: unknown;
  try {
    value = JSON.parse(readFileSync(join(root, partFile(projectRoot)), 'utf8'));
  } catch {
    // A task that was stopped leaves no file or half a file; the caller reports it as missing.
    return undefined;
  }
  if (!isTaskPart(value)) return undefined;
  return hash === undefined || value.hash === null || value.hash === hash ? value : undefined;
}

/** The folder is ours and ignored by git, so the shape is checked only as far as other versions could differ. */
function isTaskPart(value: unknown): value is TaskPart {
  return (
    typeof value === 'object' &&
    value !== null &&
    'schemaVersion' in value &&
    value.schemaVersion === 1 &&
    'hash' in value &&
    'workspace' in value &&
    'part' in value &&
    isPart(value.part) &&
    'others' in value &&
    isPart(value.others)
  );
}

function isPart(value: unknown): boolean {
  return (
    typeof value === 'object' &&
    value !== null &&
    'outcomes' in value &&
    Array.isArray(value.outcomes) &&
    'findings' in value &&
    Array.isArray(value.findings)
  );
}
