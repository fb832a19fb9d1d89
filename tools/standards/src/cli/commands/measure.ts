import type { ReaderName } from '@h-j-petroleum/standards-engine';
import { measureSession, rowText } from '../../measure/measure-session.ts';
import { findRoot, openSession } from '../../session.ts';
import type { Output } from '../output.ts';
import { toJson } from '../output.ts';

export interface MeasureOptions {
  readonly root?: string;
  readonly reader?: ReaderName;
  readonly project: readonly string[];
  readonly again?: boolean;
  readonly json?: boolean;
}

/** Measures what has to be run before it can be judged; `check` judges it. */
export async function measureCommand(
  skill: string | undefined,
  options: MeasureOptions,
  output: Output,
): Promise<number> {
  const session = await openSession({
    root: options.root ?? findRoot(process.cwd()),
    reader: options.reader,
  });
  const rows = await measureSession(session, {
    skills: skill === undefined ? [] : [skill],
    projects: options.project,
    again: options.again ?? false,
    onStart: (id, project) => {
      if (output.interactive) output.err(`${id}  ${project.id}  …\n`);
    },
  });
  if (options.json) output.out(toJson({ schemaVersion: 1, measurements: rows }));
  else if (rows.length === 0) {
    output.out('Nothing to measure: no skill that measures applies to these projects.\n');
  } else output.out(rows.map(rowText).join(''));
  return rows.some(({ outcome }) => outcome === 'crashed') ? 3 : 0;
}
