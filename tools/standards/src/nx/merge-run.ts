import { join } from 'node:path';
import type {
  Baseline,
  Finding,
  Part,
  Project,
  Report,
  Waiver,
  WaiverSummary,
} from '@h-j-petroleum/standards-engine';
import {
  buildReport,
  findFormat,
  mergeParts,
  readSkill,
  visibleText,
} from '@h-j-petroleum/standards-engine';
import { inCi } from '../in-ci.ts';
import { reportFor } from '../in-repository.ts';
import { recordReport } from '../history/record-report.ts';
import { openSession, type Session } from '../session.ts';
import { waiversOf } from '../session-waivers.ts';
import {
  addedToBaseline,
  addedToWaivers,
  comparisonOf,
  withoutAdded,
} from './added-to-baseline.ts';
import { readPart, type TaskPart } from './part.ts';
import type { PluginOptions } from './plugin-options.ts';
import { defaultTargetName, outputFolder, reportFiles } from './plugin-options.ts';
import { writeWhole } from './write-whole.ts';

/** What Nx says of a run after its tasks, as far as it matters here. */
export interface FinishedRun {
  readonly workspaceRoot: string;
  readonly taskResults: Readonly<
    Record<
      string,
      {
        readonly task: {
          readonly target: { readonly project: string; readonly target: string };
          /** Relative to the workspace's root. */
          readonly projectRoot?: string | undefined;
          readonly hash?: string | undefined;
        };
      }
    >
  >;
  /** The command line of Nx. */
  readonly argv: readonly string[];
  /** Milliseconds since 1970; not told by Nx before 22. */
  readonly startTime?: number | undefined;
  readonly nxJsonConfiguration: { readonly defaultBase?: string | undefined };
}

/** A project's part; undefined for a task that was stopped or crashed, whose project was not checked. */
interface Left {
  readonly project: string;
  readonly part: TaskPart | undefined;
}

/**
 * Merges what the tasks of one run left, also those that came from the cache, into one report: `.standards/report.json`,
 * `.sarif` and `.md`. Nothing happens in a run without tasks of the gate, nor with a configuration that is not valid:
 * every task has then failed with what is wrong.
 *
 * @param now when it is: waivers end by the day
 * @throws Error where an affected run's own change accepts its findings by the baseline or by a waiver, or where a waiver is
 *   over whose task passed by a result of an earlier day; Nx then ends with 1
 */
export async function mergeRun(
  run: FinishedRun,
  options: PluginOptions,
  now: Date = new Date(),
): Promise<void> {
  const root = run.workspaceRoot;
  const targetName = options.targetName ?? defaultTargetName;
  const left: Left[] = [];
  for (const { task } of Object.values(run.taskResults)) {
    const { project, target } = task.target;
    if (target !== targetName) continue;
    const { projectRoot, hash } = task;
    const part = projectRoot === undefined ? undefined : readPart(root, projectRoot, hash);
    left.push({ project, part });
  }
  if (left.length === 0) return;
  const session = await openIfValid(root, now);
  if (!session) return;

  const added = await addedByChange(run, session);
  const report = mergedReport(session, left, added);
  writeReport(root, report, options);
  console.log(`\n${summaryLine(report, left)}${added.note}`);
  await record(
    run,
    session,
    report,
    left.some(({ part }) => part?.pilot),
  );
  if (report.exitCode !== 1) return;
  const isCounted = ({ mode, waiver }: Finding): boolean =>
    mode === 'enforce' && waiver !== undefined && waiver.state !== 'holds';
  if (report.waivers && report.findings.some(isCounted)) {
    throw new Error(waiverFault(report.waivers));
  }
  if (added.entries.length > 0) {
    throw new Error(
      `standards: this change adds ${added.entries.length} of its own findings to ${session.config.baseline}, and they count all the same. Mend them, or let a change of its own accept them.`,
    );
  }
}

async function record(
  run: FinishedRun,
  session: Session,
  report: Report,
  pilot: boolean,
): Promise<void> {
  const trouble = await recordReport({
    ...{ session, report, pilot, ci: inCi(), door: 'nx', env: process.env },
    ...{ startedAt: new Date(run.startTime ?? Date.now()), dirty: null },
  });
  if (trouble !== undefined) console.error(visibleText(`standards: ${trouble}`));
}

/** Why a run fails although its tasks may have passed, by results that are older than the day. */
function waiverFault({ expired, added }: WaiverSummary): string {
  const [first] = [...expired, ...added];
  const one = first && `${first.skill} on ${first.project} (${first.fingerprint})`;
  return expired.length > 0
    ? `standards: waiver of ${one} expired on ${first?.until}, owner ${first?.owner}${expired.length > 1 ? `; ${expired.length - 1} more are over` : ''}. What was waived counts again: mend it, or give the waiver another end by a change of its own.`
    : `standards: this change waives ${added.length} of its own findings, and they count all the same (${one}). Mend them, or let a change of its own waive them.`;
}

async function openIfValid(root: string, now: Date): Promise<Session | undefined> {
  try {
    return await openSession({ root, now });
  } catch {
    return undefined;
  }
}

async function addedByChange(
  run: FinishedRun,
  session: Session,
): Promise<{
  readonly entries: Baseline;
  readonly waivers: readonly Waiver[];
  readonly note: string;
}> {
  const { root, config, baseline } = session;
  const comparison = comparisonOf(run.argv, process.env, run.nxJsonConfiguration.defaultBase);
  try {
    const entries = await addedToBaseline(root, config.baseline, baseline ?? [], comparison);
    const waivers = await addedToWaivers(session, comparison);
    return { entries, waivers, note: '' };
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return {
      entries: [],
      waivers: [],
      note: `\nstandards: baseline and waivers were not compared: ${reason}`,
    };
  }
}

function mergedReport(
  session: Session,
  left: readonly Left[],
  added: { readonly entries: Baseline; readonly waivers: readonly Waiver[] },
): Report {
  const about = left.find(({ part }) => part)?.part?.workspace ?? { reader: 'nx', projects: 0 };
  const part = withoutAdded(mergeLeft(left), added.entries);
  const entries = session.baseline;
  const waivers = waiversOf(session);
  // A project that no task of this run is about may still be there: what its entries accept is not gone.
  const ids = new Set(
    [...part.outcomes, ...(entries ?? []), ...session.config.waivers].map((row) => row.project),
  );
  return buildReport({
    workspace: {
      root: session.root,
      reader: about.reader,
      members: Array.from({ length: about.projects }, () => projectOf('')),
      projects: [...ids].map(projectOf),
    },
    part,
    skills: [readSkill, ...session.skills].map((skill) => skill.meta),
    baseline: entries && { file: session.config.baseline, entries, added: added.entries },
    // Here and in no task alone: the result of a task is kept, and a waiver must not outlive its day in a cache.
    waivers: waivers && { ...waivers, added: added.waivers },
    durationMs: left.reduce((sum, one) => sum + (one.part?.durationMs ?? 0), 0),
  });
}

/** What the root's task says of other projects is left out where they had tasks of their own in this run. */
function mergeLeft(left: readonly Left[]): Part {
  const own = mergeParts(left.map(({ project, part }) => part?.part ?? missingPart(project)));
  const others = mergeParts(left.flatMap(({ part }) => (part ? [part.others] : [])));
  const judged = new Set(own.outcomes.map(pairOf));
  const isNew = (row: { readonly skill: string; readonly project: string }): boolean =>
    !judged.has(pairOf(row));
  return {
    outcomes: [...own.outcomes, ...others.outcomes.filter(isNew)],
    findings: [...own.findings, ...others.findings.filter(isNew)],
    crashed: own.crashed || others.crashed,
  };
}

function pairOf(row: { readonly skill: string; readonly project: string }): string {
  return `${row.skill} ${row.project}`;
}

/** A report counts projects and knows them by id; the rest of them stayed in the tasks. */
function projectOf(id: string): Project {
  return { id, name: undefined, root: '', manifest: undefined, tags: [] };
}

function missingPart(project: string): Part {
  const row = {
    skill: readSkill.meta.id,
    project,
    outcome: 'error',
    mode: 'enforce',
    durationMs: 0,
    reason: 'The task left no result.',
  } as const;
  return { outcomes: [row], findings: [], crashed: true };
}

function writeReport(root: string, report: Report, options: PluginOptions): void {
  for (const [file, format] of Object.entries(reportFiles)) {
    if (options.report && !options.report.some((wanted) => wanted === file)) continue;
    const text = findFormat(format).render(reportFor(findFormat(format), report), {
      colour: false,
      width: 100,
    });
    writeWhole(join(root, outputFolder, file), text);
  }
}

function summaryLine(report: Report, left: readonly Left[]): string {
  const { enforce, warn, advisory } = report.summary.findings;
  const missing = left.filter(({ part }) => !part).length;
  const checked = left.length - missing;
  // A task without a result is one of these rows already.
  const broken = report.outcomes.filter(({ outcome }) => outcome === 'error').length - missing;
  return [
    `standards: ${checked} ${checked === 1 ? 'project' : 'projects'} checked`,
    ...(missing > 0 ? [`${missing} NOT checked`] : []),
    ...(broken > 0 ? [`${broken} ${broken === 1 ? 'check' : 'checks'} could NOT be made`] : []),
    `${enforce} enforced, ${warn} warned, ${advisory} advisory, ${report.summary.accepted} accepted`,
    ...(report.summary.waived > 0 ? [`${report.summary.waived} waived`] : []),
    `report: ${outputFolder}/`,
  ].join('; ');
}
