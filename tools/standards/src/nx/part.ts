import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Part, ReaderName } from '@h-j-petroleum/standards-engine';
import { partFile } from './plugin-options.ts';

/** What a task leaves for the merged report. */
export interface TaskPart {
  readonly schemaVersion: 1;
  readonly workspace: { readonly reader: ReaderName; readonly projects: number };
  readonly durationMs: number;
  readonly part: Part;
}

export function writePart(root: string, projectName: string, part: TaskPart): void {
  const path = join(root, partFile(projectName));
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, `${JSON.stringify(part)}\n`);
}

/** @returns undefined where the task left nothing, or nothing that can be read */
export function readPart(root: string, projectName: string): TaskPart | undefined {
  try {
    const value: unknown = JSON.parse(readFileSync(join(root, partFile(projectName)), 'utf8'));
    return isTaskPart(value) ? value : undefined;
  } catch {
    // A task that was stopped leaves no file or half a file; the caller reports it as missing.
    return undefined;
  }
}

function isTaskPart(value: unknown): value is TaskPart {
  return (
    typeof value === 'object' &&
    value !== null &&
    'schemaVersion' in value &&
    value.schemaVersion === 1 &&
    'part' in value &&
    'workspace' in value
  );
}
