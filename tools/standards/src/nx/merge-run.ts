import { join } from 'node:path';
import type { Baseline, Part, Project, Report } from '@h-j-petroleum/standards-engine';
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
import { addedToBaseline, comparisonOf, withoutAdded } from './added-to-baseline.ts';
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
 * @throws Error where an affected run's own change accepts its findings by the baseline; Nx then ends with 1
 */
export async function mergeRun(run: FinishedRun, options: PluginOptions): Promise<void> {
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
  const session = await openIfValid(root);
  if (!session) return;

  const added = await addedByChange(run, session);
  const report = mergedReport(session, left, added.entries);
  writeReport(root, report, options);
  console.log(`\n${summaryLine(report, left)}${added.note}`);
  await record(
    run,
    session,
    report,
    left.some(({ part }) => part?.pilot),
  );
  if (added.entries.length > 0 && report.exitCode === 1) {
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

async function openIfValid(root: string): Promise<Session | undefined> {
  try {
    return await openSession({ root });
  } catch {
    return undefined;
  }
}

async function addedByChange(
  run: FinishedRun,
  { root, config, baseline }: Session,
): Promise<{ readonly entries: Baseline; readonly note: string }> {
  const comparison = comparisonOf(run.argv, process.env, run.nxJsonConfiguration.defaultBase);
  try {
    const entries = await addedToBaseline(root, config.baseline, baseline ?? [], comparison);
    return { entries, note: '' };
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return { entries: [], note: `\nstandards: the baseline was not compared: ${reason}` };
  }
}

function mergedReport(session: Session, left: readonly Left[], added: Baseline): Report {
  const about = left.find(({ part }) => part)?.part?.workspace ?? { reader: 'nx', projects: 0 };
  const part = withoutAdded(mergeLeft(left), added);
  const entries = session.baseline;
  // A project that no task of this run is about may still be there: what its entries accept is not gone.
  const ids = new Set([...part.outcomes, ...(entries ?? [])].map((row) => row.project));
  return buildReport({
    workspace: {
      root: session.root,
      reader: about.reader,
      members: Array.from({ length: about.projects }, () => projectOf('')),
      projects: [...ids].map(projectOf),
    },
    part,
    skills: [readSkill, ...session.skills].map((skill) => skill.meta),
    baseline: entries && { file: session.config.baseline, entries, added },
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
    `report: ${outputFolder}/`,
  ].join('; ');
}
