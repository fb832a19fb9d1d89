import type {
  AnySkill,
  Gate,
  Part,
  Project,
  WaiversInUse,
  Workspace,
} from '@h-j-petroleum/standards-engine';
import { createGate, mergeParts } from '@h-j-petroleum/standards-engine';
import { baseOf } from '../../base-of.ts';
import { selectSkills } from '../../selection.ts';
import { waiversOf } from '../../session-waivers.ts';
import { openNxSession, rootOf } from '../open-nx-session.ts';
import { writePart } from '../part.ts';
import type { NxGraph } from '../read-nx-workspace.ts';
import { isWide } from '../wide-skills.ts';
import { taskOutput } from './task-output.ts';

export interface CheckTaskOptions {
  readonly skills?: readonly string[];
  readonly pilot?: boolean;
}

export interface CheckTask {
  readonly id: string;
  readonly projectName: string;
  readonly hash: string | undefined;
}

export interface TaskDone {
  readonly task: string;
  readonly result: {
    success: boolean;
    terminalOutput: string;
    startTime: number;
    endTime: number;
  };
}

export interface TaskRun {
  /** Absolute path of the workspace. */
  readonly root: string;
  /** The project graph that Nx hands to the executor. */
  readonly graph: NxGraph;
  readonly tasks: readonly CheckTask[];
  /** Nx's names of all projects that have a task of the gate in this run, also those whose result is cached already. */
  readonly judged: ReadonlySet<string>;
  readonly options: CheckTaskOptions;
}

/**
 * Runs the gate for some tasks and gives each one's result as soon as it is there. The workspace is read once for all.
 * What keeps the gate from starting is every task's failure: a task that was not checked never passes.
 */
export async function* runTasks(run: TaskRun): AsyncGenerator<TaskDone, undefined> {
  const { root, graph, tasks } = run;
  let opened: Opened;
  try {
    opened = await openGate(run);
  } catch (error) {
    yield* failAll(tasks, error);
    return undefined;
  }
  const { gate, workspace, waivers } = opened;
  const byRoot = new Map(workspace.projects.map((project) => [project.root, project]));
  for (const task of tasks) {
    const startTime = Date.now();
    const folder = rootOf(graph, task.projectName);
    const project = folder === undefined ? undefined : byRoot.get(folder);
    if (!project) {
      const terminalOutput = `standards: Nx's project ${task.projectName} is not in the workspace as read. Run \`nx reset\`.\n`;
      yield done(task, { success: false, terminalOutput }, startTime);
      continue;
    }
    const { part, others, unseen } = await runTask(opened, project);
    writePart(root, project.root, {
      schemaVersion: 1,
      hash: task.hash ?? null,
      workspace: { reader: workspace.reader, projects: workspace.members.length },
      durationMs: part.outcomes.reduce((sum, row) => sum + row.durationMs, 0),
      pilot: run.options.pilot ?? false,
      part,
      others,
    });
    const outputOf = (shown: Part) =>
      taskOutput({ workspace, part: shown, skills: gate.skills, waivers, env: process.env });
    const shown = outputOf(mergeParts([part, unseen]));
    const { success } = outputOf(mergeParts([part, others]));
    const result =
      success === shown.success
        ? shown
        : {
            success,
            terminalOutput: `${shown.terminalOutput}standards: other projects of this run fail for what the workspace holds; their tasks show it.\n`,
          };
    yield done(task, result, startTime);
  }
  return undefined;
}

interface Opened {
  readonly workspace: Workspace;
  readonly gate: Gate;
  readonly waivers: WaiversInUse | undefined;
  /** Of the wide skills alone. */
  readonly wideGate: Gate;
  readonly others: readonly Project[];
  /** Those of the others that have a task of their own in this run, which shows what is found there. */
  readonly judged: ReadonlySet<Project>;
}

async function openGate({ root, graph, judged, options }: TaskRun): Promise<Opened> {
  const session = await openNxSession(root, graph);
  const workspace = await session.read();
  const skills = selectSkills(session.skills, session.packs, {
    skills: options.skills ?? [],
    packs: [],
  });
  const gateOf = (selected: readonly AnySkill[]): Gate =>
    createGate({
      workspace,
      config: session.config,
      skills: selected,
      accepted: new Set(session.baseline?.map((entry) => entry.fingerprint)),
      pilot: options.pilot ?? false,
      // By what the cache knows of alone: a result is kept, whatever a command compares.
      base: baseOf(root, session.files, {}, process.env),
    });
  const roots = new Set([...judged].map((name) => rootOf(graph, name) ?? ''));
  return {
    workspace,
    waivers: waiversOf(session),
    gate: gateOf(skills),
    wideGate: gateOf(skills.filter(isWide)),
    others: workspace.projects.filter((project) => project.root !== ''),
    judged: new Set(workspace.projects.filter((project) => roots.has(project.root))),
  };
}

/**
 * A project is judged by the skills of scope `project`; the root's task judges the workspace as a whole besides, and by
 * the skills whose verdict a change elsewhere can turn, all other projects. Which of them have a task in this run says
 * only where their findings are shown: the root's verdict is kept in the cache, and must not depend on the run.
 */
async function runTask(
  { workspace, gate, wideGate, others, judged }: Opened,
  project: Project,
): Promise<{ readonly part: Part; readonly others: Part; readonly unseen: Part }> {
  const own = await gate.checkProject(project);
  const none = mergeParts([]);
  if (project !== workspace.rootProject) return { part: own, others: none, unseen: none };
  const part = mergeParts([own, await gate.checkWorkspace()]);
  const all: Part[] = [];
  const unseen: Part[] = [];
  for (const other of others) {
    const judgement = await wideGate.checkProject(other);
    all.push(judgement);
    if (!judged.has(other)) unseen.push(judgement);
  }
  return { part, others: mergeParts(all), unseen: mergeParts(unseen) };
}

/** The whole message once; a run over hundreds of projects would bury it otherwise. */
function* failAll(tasks: readonly CheckTask[], error: unknown): Generator<TaskDone, undefined> {
  const message = error instanceof Error ? error.message : String(error);
  const [first] = tasks;
  for (const task of tasks) {
    const terminalOutput =
      task === first
        ? `standards: not checked, because the gate cannot start.\n${message}\n`
        : `standards: not checked; see ${first?.id ?? 'the first task'}.\n`;
    yield done(task, { success: false, terminalOutput }, Date.now());
  }
  return undefined;
}

function done(
  task: CheckTask,
  result: { readonly success: boolean; readonly terminalOutput: string },
  startTime: number,
): TaskDone {
  return { task: task.id, result: { ...result, startTime, endTime: Date.now() } };
}
