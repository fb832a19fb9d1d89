import type { Gate, Part, Project, Workspace } from '@h-j-petroleum/standards-engine';
import {
  buildReport,
  createGate,
  findFormat,
  mergeParts,
  readWorkspace,
} from '@h-j-petroleum/standards-engine';
import { selectSkills } from '../../selection.ts';
import { openSession } from '../../session.ts';
import { writePart } from '../part.ts';
import type { NxGraph } from '../read-nx-workspace.ts';
import { withGraph } from '../read-nx-workspace.ts';

export interface CheckTaskOptions {
  readonly skills?: readonly string[];
  readonly pilot?: boolean;
}

export interface CheckTask {
  readonly id: string;
  readonly projectName: string;
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

/**
 * Runs the gate for some tasks and gives each one's result as soon as it is there. The workspace is read once for all.
 *
 * @param graph the project graph that Nx hands to the executor
 */
export async function* runTasks(
  root: string,
  graph: NxGraph,
  tasks: readonly CheckTask[],
  options: CheckTaskOptions,
): AsyncGenerator<TaskDone, undefined> {
  const session = await openSession({
    root,
    readNx: async (files) => withGraph(await readWorkspace(files, { root }), files, graph),
  });
  const workspace = await session.read();
  const gate = createGate({
    workspace,
    config: session.config,
    skills: selectSkills(session.skills, session.packs, {
      skills: options.skills ?? [],
      packs: [],
    }),
    accepted: new Set(session.baseline?.map((entry) => entry.fingerprint)),
    pilot: options.pilot ?? false,
  });
  const byRoot = new Map(workspace.projects.map((project) => [project.root || '.', project]));
  for (const task of tasks) {
    const startTime = Date.now();
    const project = byRoot.get(graph.nodes[task.projectName]?.data.root ?? '');
    if (!project) {
      const terminalOutput = `standards: Nx's project ${task.projectName} is not in the workspace as read. Run \`nx reset\`.\n`;
      yield {
        task: task.id,
        result: { success: false, terminalOutput, startTime, endTime: Date.now() },
      };
      continue;
    }
    const { part, success, terminalOutput } = await runTask(gate, workspace, project);
    const endTime = Date.now();
    writePart(root, task.projectName, {
      schemaVersion: 1,
      workspace: { reader: workspace.reader, projects: workspace.members.length },
      durationMs: part.outcomes.reduce((sum, row) => sum + row.durationMs, 0),
      part,
    });
    yield { task: task.id, result: { success, terminalOutput, startTime, endTime } };
  }
  return undefined;
}

async function runTask(
  gate: Gate,
  workspace: Workspace,
  project: Project,
): Promise<{ part: Part; success: boolean; terminalOutput: string }> {
  const own = await gate.checkProject(project);
  const part =
    project === workspace.rootProject ? mergeParts([own, await gate.checkWorkspace()]) : own;
  const report = buildReport({
    workspace,
    part,
    skills: gate.skills,
    baseline: undefined,
    durationMs: 0,
  });
  const silent = part.findings.every((finding) => finding.accepted) && !part.crashed;
  return {
    part,
    success: report.exitCode === 0,
    terminalOutput: silent
      ? `standards: ${part.outcomes.length} checks, nothing found${part.findings.length > 0 ? `, ${part.findings.length} accepted by the baseline` : ''}.\n`
      : findFormat('pretty').render(report, {
          colour: process.env['FORCE_COLOR'] !== undefined,
          width: 100,
        }),
  };
}
