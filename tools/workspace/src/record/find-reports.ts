import { globSync, readFileSync, statSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';

/** A report that lies in the workspace, unread by anything that could judge it. */
export interface FoundReport {
  readonly kind: 'tests' | 'standards';
  readonly path: string;
  readonly text: string;
  /** Milliseconds since 1970 when the file was written. */
  readonly writtenAt: number;
  /** Tests alone: the package's name, its folder, and the target that made the report. */
  readonly project: string;
  readonly folder: string;
  readonly target: string;
}

/** Reports of vitest lie with their project, that of the gate at the root. */
export function findReports(root: string): FoundReport[] {
  const tests = globSync('{apps,libs,tools}/**/reports/vitest*.json', {
    cwd: root,
    exclude: (path) => path === 'node_modules' || path.endsWith('/node_modules'),
  });
  return [
    ...tests.sort().flatMap((path) => found(root, path, 'tests')),
    ...found(root, join('.standards', 'report.json'), 'standards'),
  ];
}

function found(root: string, relative: string, kind: FoundReport['kind']): FoundReport[] {
  const path = join(root, relative);
  const folder = kind === 'tests' ? dirname(dirname(path)) : root;
  try {
    return [
      {
        ...{ kind, path, folder, text: readFileSync(path, 'utf8') },
        writtenAt: statSync(path).mtimeMs,
        project: nameIn(folder),
        target: /^vitest\.(?:([\w-]+)\.)?json$/.exec(basename(path))?.[1] ?? 'test',
      },
    ];
  } catch {
    // None there, or gone since it was listed: a test run that begins removes the report of the one before.
    return [];
  }
}

function nameIn(folder: string): string {
  try {
    const { name }: { name?: unknown } = Object(
      JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')),
    );
    if (typeof name === 'string') return name;
  } catch {
    // No manifest, or none that can be read: the folder has a name too.
  }
  return basename(folder);
}
