import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import type { ReaderName } from '@h-j-petroleum/standards-engine';
import { findFormat, StandardsError } from '@h-j-petroleum/standards-engine';
import { checkSession } from '../../check-session.ts';
import { findRoot, openSession } from '../../session.ts';
import type { Output } from '../output.ts';
import { parseFormat } from '../output.ts';
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
            base: options.base ?? process.env['NX_BASE'] ?? 'main',
            head: options.head ?? process.env['NX_HEAD'],
          },
        }
      : {}),
    onProgress: progress.on,
  });
  progress.clear();

  for (const { format, file } of wanted) {
    if (file === undefined) {
      output.out(format.render(report, { colour: output.colour, width: output.width }));
    } else {
      const path = resolve(file);
      mkdirSync(dirname(path), { recursive: true });
      writeFileSync(path, format.render(report, { colour: false, width: 100 }));
    }
  }
  return report.exitCode;
}
