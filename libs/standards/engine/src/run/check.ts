import type { Project, Workspace } from '../workspace/workspace.ts';
import type { Gate, Part } from './gate.ts';
import { mergeParts } from './gate.ts';

/** Called after each step of a run, and once before the first. */
export type OnProgress = (progress: {
  readonly done: number;
  readonly total: number;
  /** What was checked last: the project's id, or the workspace. */
  readonly label: string;
}) => void;

export interface CheckRequest {
  readonly workspace: Workspace;
  readonly gate: Gate;
  /** Default: all. Workspace-wide skills look at all of them in any case. */
  readonly projects?: readonly Project[] | undefined;
  /** Which rows and findings of workspace-wide skills to keep: of the selected projects, or, by default, of all. */
  readonly wide?: 'selected' | 'all' | undefined;
  readonly onProgress?: OnProgress | undefined;
}

/** Runs every skill of a gate over the selected projects. */
export async function check(request: CheckRequest): Promise<Part> {
  const { workspace, gate } = request;
  const projects = request.projects ?? workspace.projects;
  const total = projects.length + 1;
  const parts: Part[] = [];
  let done = 0;
  for (const project of projects) {
    request.onProgress?.({ done, total, label: project.id });
    parts.push(await gate.checkProject(project));
    done++;
  }
  request.onProgress?.({ done, total, label: 'the workspace' });
  const wide = await gate.checkWorkspace();
  parts.push(request.wide === 'selected' ? narrow(wide, projects, workspace) : wide);
  request.onProgress?.({ done: total, total, label: 'the workspace' });
  return mergeParts(parts);
}

/** Keeps what is about the selected projects, and what could not be read: a hole is everybody's matter. */
function narrow(part: Part, projects: readonly Project[], workspace: Workspace): Part {
  const ids = new Set(projects.map((project) => project.id));
  const kept = (row: { readonly skill: string; readonly project: string }): boolean =>
    ids.has(row.project) ||
    (row.skill === 'standards:read' && row.project === workspace.rootProject.id);
  return {
    outcomes: part.outcomes.filter(kept),
    findings: part.findings.filter(
      (finding) => finding.skill === 'standards:read' || kept(finding),
    ),
    crashed: part.crashed,
  };
}
