import { resolve } from 'node:path';
import type { ReaderName } from '@h-j-petroleum/standards-engine';
import { findFormat, StandardsError } from '@h-j-petroleum/standards-engine';
import { checkSession } from '../../check-session.ts';
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

  const session = await openSession({
    root: options.root ?? findRoot(process.cwd()),
    reader: options.reader,
  });
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
  return report.exitCode;
}
