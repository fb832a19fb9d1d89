import type { Adoption } from '@h-j-petroleum/standards-engine';
import {
  buildAdoption,
  htmlAdoption,
  jsonAdoption,
  markdownAdoption,
  prettyAdoption,
  StandardsError,
  visibleText,
} from '@h-j-petroleum/standards-engine';
import picomatch from 'picomatch';
import { afterMoment, dayMs, parseMoment } from '../../graduate/moment.ts';
import { damageSentence, readHistory } from '../../graduate/read-history.ts';
import { findRoot, openSession } from '../../session.ts';
import type { Output } from '../output.ts';
import { toJson, writeOutputFile } from '../output.ts';

export const adoptionFormats = ['pretty', 'markdown', 'json', 'html'] as const;

export interface ReportOptions {
  readonly root?: string;
  readonly since: string;
  readonly until?: string;
  readonly branch?: string;
  readonly format: (typeof adoptionFormats)[number];
  readonly output?: string;
}

/** Shows how the standards are adopted over time, by the runs that were recorded. */
export async function reportCommand(options: ReportOptions, output: Output): Promise<number> {
  const now = new Date();
  const until = options.until === undefined ? now : parseMoment('--until', options.until, now);
  const since = parseMoment('--since', options.since, until);
  if (since >= until) {
    throw new StandardsError(
      'BAD_USAGE',
      `--since ${options.since} is not before --until ${options.until ?? 'now'}, so there is no time to report on.`,
    );
  }
  const session = await openSession({ root: options.root ?? findRoot(process.cwd()) });
  const { config } = session;
  // How things stood when the time began follows from what was before; further back than evidence goes nobody looks.
  const from = since.getTime() - config.graduation.windowDays * dayMs;
  const history = await readHistory(session, {
    since: new Date(from).toISOString(),
    until: afterMoment(until),
  });
  const adoption = buildAdoption({
    ...{ runs: history.runs, workspace: history.workspace, policy: config.graduation },
    ...{ branch: options.branch, since, until, damagedLines: history.damaged.length },
    isTrunk: picomatch([...config.protectedBranches]),
  });
  const damage = damageSentence(history.damaged);
  if (damage !== undefined) output.err(`${visibleText(damage)}\n`);
  if (options.output === undefined) {
    output.out(render(adoption, options.format, output));
    return 0;
  }
  writeOutputFile(options.output, render(adoption, options.format, { colour: false, width: 100 }));
  output.out(
    `${visibleText(options.output)}: adoption of standards, ${adoption.counted.runs} runs.\n`,
  );
  return 0;
}

function render(
  adoption: Adoption,
  format: ReportOptions['format'],
  look: Pick<Output, 'colour' | 'width'>,
): string {
  if (format === 'json') return toJson(jsonAdoption(adoption));
  if (format === 'html') return htmlAdoption(adoption);
  return format === 'markdown' ? markdownAdoption(adoption) : prettyAdoption(adoption, look);
}
