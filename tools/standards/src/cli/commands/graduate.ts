import type { ReaderName } from '@h-j-petroleum/standards-engine';
import {
  jsonGraduation,
  markdownGraduation,
  prettyGraduation,
  StandardsError,
  visibleText,
} from '@h-j-petroleum/standards-engine';
import { applies, applyChanges, prepareWrite, refuseSeveralWays } from '../../fix/apply-changes.ts';
import { fixRecordFile } from '../../fix/record-fix.ts';
import type { GraduatedSession } from '../../graduate/graduate-session.ts';
import { graduateSession } from '../../graduate/graduate-session.ts';
import { damageSentence, readHistory } from '../../graduate/read-history.ts';
import { afterMoment, dayMs, parseMoment } from '../../graduate/moment.ts';
import { findRoot, openSession } from '../../session.ts';
import { colourPatch } from '../colour-patch.ts';
import type { Output } from '../output.ts';
import { toJson } from '../output.ts';

export interface GraduateOptions {
  readonly root?: string;
  readonly reader?: ReaderName;
  readonly skill: readonly string[];
  readonly project: readonly string[];
  readonly at?: string;
  readonly format?: string;
  readonly json?: boolean;
  readonly write?: boolean;
  readonly branch?: string;
  readonly patch?: string;
}

/** Shows which modes follow from what was recorded; changes the configuration only when asked, as any fix is written. */
export async function graduateCommand(options: GraduateOptions, output: Output): Promise<number> {
  refuseSeveralWays(options);
  if (options.json && options.format !== undefined && options.format !== 'json') {
    throw new StandardsError('BAD_USAGE', `--json and --format ${options.format} are two formats.`);
  }
  const format = options.json ? 'json' : (options.format ?? 'pretty');
  const now = options.at === undefined ? new Date() : parseMoment('--at', options.at, new Date());
  const session = await openSession({
    root: options.root ?? findRoot(process.cwd()),
    reader: options.reader,
  });
  await prepareWrite(session, options, output);
  const since = new Date(now.getTime() - session.config.graduation.windowDays * dayMs);
  const history = await readHistory(session, {
    since: since.toISOString(),
    until: afterMoment(now),
  });
  const result = await graduateSession(session, {
    ...{ runs: history.runs, now },
    ...{ skills: options.skill, projects: options.project },
  });
  const commit = await applyChanges(session.root, options, { ...result, fixed: [] });
  if (format === 'json') {
    const { changes, modes, patch } = result;
    output.out(
      toJson({
        ...jsonGraduation(result.graduation),
        modes,
        patch,
        written: applies(options) && changes.length > 0,
        branch: options.branch ?? null,
        commit: commit ?? null,
        damagedLines: history.damaged.length,
      }),
    );
    return 0;
  }
  const detailed = options.skill.length > 0 || options.project.length > 0;
  const damage = damageSentence(history.damaged);
  if (damage !== undefined) output.err(`${visibleText(damage)}\n`);
  output.out(
    format === 'markdown'
      ? markdownGraduation(result.graduation, detailed)
      : prettyGraduation(result.graduation, output, detailed),
  );
  if (format === 'pretty') output.out(outcome(result, options, commit, output));
  return 0;
}

/** What was done with the modes that follow, or what can be. */
function outcome(
  { changes, patch, modes }: GraduatedSession,
  options: GraduateOptions,
  commit: string | undefined,
  { colour }: Output,
): string {
  const file = changes[0]?.path;
  if (file === undefined) return '';
  const changed = `${modes.length === 1 ? '1 mode' : `${modes.length} modes`} in ${file}`;
  if (options.patch !== undefined) {
    return `${options.patch}: a patch for ${changed}. Apply it with: git apply ${options.patch}\n`;
  }
  if (commit !== undefined) {
    return `Changed ${changed} on the new branch ${options.branch ?? ''} (${commit.slice(0, 12)}).\n`;
  }
  if (options.write) return `Changed ${changed}. Recorded in ${fixRecordFile}.\n`;
  return `\n${colourPatch(patch, colour)}\nThis changes ${changed}. Nothing is written; add --write, --branch NAME or --patch FILE.\n`;
}
