import { rmSync } from 'node:fs';
import { join } from 'node:path';
import {
  baselineOf,
  formatBaseline,
  isWaived,
  prunedBaseline,
  StandardsError,
  visibleText,
} from '@h-j-petroleum/standards-engine';
import { checkSession } from '../../check-session.ts';
import { refuseOutside } from '../../fix/places.ts';
import { findRoot, openSession } from '../../session.ts';
import type { Output } from '../output.ts';
import { toJson, writeOutputFile } from '../output.ts';

export interface BaselineOptions {
  readonly root?: string;
  readonly prune?: boolean;
  readonly force?: boolean;
  readonly json?: boolean;
}

/** Accepts today's findings, or removes from the baseline what is found no more. */
export async function baselineCommand(options: BaselineOptions, output: Output): Promise<number> {
  const session = await openSession({
    root: options.root ?? findRoot(process.cwd()),
    // Written anew, so that the old one need not be one at all.
    withoutBaseline: options.force === true && options.prune !== true,
  });
  const file = session.config.baseline;
  refuseOutside(session.root, [file]);
  if (options.prune && !session.baseline) {
    throw new StandardsError(
      'BASELINE_UNREADABLE',
      `There is no ${file} to prune. \`standards baseline\` writes one.`,
    );
  }
  if (session.baseline && !options.prune && !options.force) {
    throw new StandardsError(
      'BAD_USAGE',
      `${file} exists, and a baseline may only shrink. Use --prune to remove what is found no more, or --force to accept today's findings anew.`,
    );
  }
  const { report } = await checkSession(session);
  if (report.exitCode === 3) {
    throw new StandardsError(
      'BASELINE_UNREADABLE',
      'A skill crashed, so its findings are not known. Run `standards check`; the baseline stays as it is.',
    );
  }
  // What could not be read cannot be accepted: it would hide whatever the unread part holds.
  const acceptable = report.findings.filter(
    (finding) => finding.skill !== 'standards:read' && !isWaived(finding),
  );
  const before = session.baseline ?? [];
  const after = options.prune
    ? prunedBaseline(before, report.baseline?.gone ?? [])
    : baselineOf(acceptable);
  const path = join(session.root, file);
  if (options.prune && after.length === 0) rmSync(path);
  else writeOutputFile(path, formatBaseline(after));

  const refused = report.findings.filter(({ skill }) => skill === 'standards:read').length;
  const removed = before.filter(
    (entry) => !after.some((kept) => kept.fingerprint === entry.fingerprint),
  );
  if (options.json) {
    output.out(toJson({ file, entries: after.length, removed, refused }));
  } else if (options.prune) {
    for (const entry of removed)
      output.out(`${visibleText(`gone: ${entry.skill} ${entry.file}: ${entry.message}`)}\n`);
    output.out(
      after.length === 0
        ? `${file}: nothing is accepted any more; the file is removed.\n`
        : `${file}: ${removed.length} removed, ${after.length} left.\n`,
    );
  } else {
    output.out(
      `${file}: ${after.length === 1 ? '1 finding' : `${after.length} findings`} accepted. New ones count from now on.\n`,
    );
    if (refused > 0) {
      output.out(
        `${refused} of standards:read cannot be accepted: what is not read is not checked.\n`,
      );
    }
  }
  return 0;
}
