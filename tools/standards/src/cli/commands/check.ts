import { resolve } from 'node:path';
import type { ReaderName } from '@h-j-petroleum/standards-engine';
import { findFormat, StandardsError, visibleText } from '@h-j-petroleum/standards-engine';
import { checkSession } from '../../check-session.ts';
import { isRecorded, recordReport } from '../../history/record-report.ts';
import { inCi } from '../../in-ci.ts';
import { reportFor } from '../../in-repository.ts';
import { findRoot, openSession } from '../../session.ts';
import type { Output } from '../output.ts';
import { parseFormat, writeOutputFile } from '../output.ts';
import { createProgress } from '../progress.ts';

export interface CheckOptions {
  readonly root?: string;
  readonly reader?: ReaderName;
  readonly project: readonly string[];
  readonly skill: readonly string[];
  readonly pack: readonly string[];
  readonly affected?: boolean;
  readonly base?: string;
  readonly head?: string;
  readonly pilot?: boolean;
  readonly format: readonly string[];
}

export async function checkCommand(options: CheckOptions, output: Output): Promise<number> {
  // Before anything runs: a mistyped format must not cost a whole run.
  const wanted = (options.format.length > 0 ? options.format : ['pretty'])
    .map(parseFormat)
    .map(({ name, file }) => ({ format: findFormat(name), file }));
  if (wanted.filter(({ file }) => file === undefined).length > 1) {
    throw new StandardsError(
      'BAD_USAGE',
      'Two formats would be printed into one another. Give all but one a file: --format sarif=report.sarif.',
    );
  }
  const files = wanted.flatMap(({ file }) => (file === undefined ? [] : [resolve(file)]));
  const twice = files.find((file, at) => files.indexOf(file) !== at);
  if (twice !== undefined) {
    throw new StandardsError(
      'BAD_USAGE',
      `Two formats would be written over one another in ${twice}. Give each a file of its own.`,
    );
  }
  if (!options.affected && (options.base !== undefined || options.head !== undefined)) {
    throw new StandardsError(
      'BAD_USAGE',
      '--base and --head say what --affected is measured from; add --affected.',
    );
  }

  const startedAt = new Date();
  const session = await openSession({
    root: options.root ?? findRoot(process.cwd()),
    reader: options.reader,
  });
  const ci = inCi();
  // For a person at a terminal, whose machine has a core to spare: git takes long beside a check. What CI has checked out is
  // what the commit says.
  const tree =
    output.interactive && isRecorded(session.config, process.env)
      ? (await import('../../history/dirty-tree.ts')).lookAtTree(session.root)
      : undefined;
  const progress = createProgress(output);
  const { report } = await checkSession(session, {
    projects: options.project,
    skills: options.skill,
    packs: options.pack,
    pilot: options.pilot ?? false,
    ...(options.affected
      ? {
          affected: {
            // CI sets it to nothing where there is no base.
            base: options.base ?? (process.env['NX_BASE'] || undefined),
            head: options.head ?? (process.env['NX_HEAD'] || undefined),
          },
        }
      : {}),
    onProgress: progress.on,
  }).finally(progress.clear);

  // What is printed comes first: a file that cannot be written must not take the findings with it.
  for (const { format } of wanted.filter(({ file }) => file === undefined)) {
    output.out(format.render(reportFor(format, report), output));
  }
  for (const { format, file } of wanted) {
    if (file !== undefined) {
      writeOutputFile(
        file,
        format.render(reportFor(format, report), { colour: false, width: 100 }),
      );
    }
  }
  // Last, when all is said: whatever comes of it, the verdict stands.
  const trouble = await recordReport({
    ...{ session, report, startedAt, ci, door: 'cli', pilot: options.pilot ?? false },
    ...{ dirty: (await tree?.known()) ?? null, env: process.env },
  });
  if (trouble !== undefined) output.err(visibleText(`standards: ${trouble}`) + '\n');
  return report.exitCode;
}
