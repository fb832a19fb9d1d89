import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Part, SkillMeta } from '@h-j-petroleum/standards-engine';
import { buildReport, findFormat, mergeParts, readSkill } from '@h-j-petroleum/standards-engine';
import { openSession } from '../session.ts';
import type { PluginOptions } from './plugin-options.ts';
import { defaultTargetName, outputFolder } from './plugin-options.ts';
import { readPart, type TaskPart } from './part.ts';

/** What Nx says of the tasks of a run, as far as it matters here. */
export type TaskResults = Readonly<
  Record<
    string,
    {
      readonly task: { readonly target: { readonly project: string; readonly target: string } };
      readonly status: string;
    }
  >
>;

/** The merged files and the format of each. */
const files = { 'report.json': 'json', 'report.sarif': 'sarif', 'report.md': 'markdown' } as const;

/**
 * Merges what the tasks of one run left, also those that came from the cache, into one report: `.standards/report.json`,
 * `.sarif` and `.md`. Nothing happens in a run without tasks of the gate.
 */
export async function mergeRun(
  root: string,
  results: TaskResults,
  options: PluginOptions,
): Promise<void> {
  const targetName = options.targetName ?? defaultTargetName;
  const tasks = Object.values(results).filter(({ task }) => task.target.target === targetName);
  if (tasks.length === 0) return;

  const parts: Part[] = [];
  const missing: string[] = [];
  let durationMs = 0;
  let about: TaskPart['workspace'] = { reader: 'nx', projects: 0 };
  for (const { task } of tasks) {
    const left = readPart(root, task.target.project);
    if (!left) {
      missing.push(task.target.project);
      continue;
    }
    parts.push(left.part);
    durationMs += left.durationMs;
    about = left.workspace;
  }
  for (const project of missing) parts.push(missingPart(project));

  const session = await openSession({ root });
  const skills: SkillMeta[] = [readSkill, ...session.skills].map((skill) => skill.meta);
  const report = buildReport({
    workspace: {
      root,
      reader: about.reader,
      members: Array(about.projects).fill(undefined),
      projects: [],
    },
    part: mergeParts(parts),
    skills,
    baseline: undefined,
    durationMs,
  });
  mkdirSync(join(root, outputFolder), { recursive: true });
  for (const [file, format] of Object.entries(files)) {
    writeFileSync(
      join(root, outputFolder, file),
      findFormat(format).render(report, { colour: false, width: 100 }),
    );
  }
  const { enforce, warn, advisory } = report.summary.findings;
  console.log(
    `\nstandards: ${tasks.length} of this run's tasks merged: ${enforce} enforced, ${warn} warned, ${advisory} advisory, ${report.summary.accepted} accepted (${outputFolder}/report.json, .sarif, .md)`,
  );
}

/** A task that ran and left nothing was stopped or crashed: its project was not checked. */
function missingPart(project: string): Part {
  return {
    outcomes: [
      {
        skill: 'standards:read',
        project,
        outcome: 'error',
        mode: 'enforce',
        durationMs: 0,
        reason: 'The task left no result.',
      },
    ],
    findings: [],
    crashed: true,
  };
}
