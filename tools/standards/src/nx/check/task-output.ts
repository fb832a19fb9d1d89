import type { Part, SkillMeta, Workspace } from '@h-j-petroleum/standards-engine';
import { buildReport, findFormat, outcomes } from '@h-j-petroleum/standards-engine';

export interface TaskOutputRequest {
  readonly workspace: Workspace;
  readonly part: Part;
  readonly skills: readonly SkillMeta[];
  /** `NO_COLOR` and `FORCE_COLOR` are looked at; the output goes into Nx's cache, so there is no terminal to ask. */
  readonly env: Readonly<Record<string, string | undefined>>;
}

/** A task's verdict and what its terminal shows: the findings, or one line where there are none. */
export function taskOutput(request: TaskOutputRequest): {
  readonly success: boolean;
  readonly terminalOutput: string;
} {
  const { workspace, part, env } = request;
  const ran = new Set<string>(part.outcomes.map((row) => row.skill));
  const report = buildReport({
    workspace,
    part,
    // The other skills are another task's; a table that lists them would say that they had nothing to check.
    skills: request.skills.filter((skill) => ran.has(skill.id)),
    baseline: undefined,
    durationMs: 0,
  });
  const isLoud = part.crashed || part.findings.some((finding) => !finding.accepted);
  return {
    success: report.exitCode === 0,
    terminalOutput: isLoud
      ? findFormat('pretty').render(report, { colour: wantsColour(env), width: 100 })
      : quietLine(part),
  };
}

/** Counts every outcome by its name: what was not checked never reads as passed. */
function quietLine(part: Part): string {
  const counts = outcomes.flatMap((outcome) => {
    const rows = part.outcomes.filter((row) => row.outcome === outcome).length;
    return rows === 0 ? [] : [`${rows} ${outcome}`];
  });
  const accepted = part.findings.length;
  const baseline = accepted === 0 ? '' : ` (${accepted} accepted by the baseline)`;
  return `standards: ${counts.join(', ') || 'no skill looks at this project'}${baseline}\n`;
}

function wantsColour(env: Readonly<Record<string, string | undefined>>): boolean {
  if (env['NO_COLOR']) return false;
  const force = env['FORCE_COLOR'];
  return force !== undefined && force !== '0' && force !== 'false';
}
