import type { Finding, Part, SkillMeta, Workspace } from '@h-j-petroleum/standards-engine';
import {
  buildReport,
  findFormat,
  mergeParts,
  outcomes,
  visibleText,
} from '@h-j-petroleum/standards-engine';

export interface TaskOutputRequest {
  readonly workspace: Workspace;
  readonly part: Part;
  /** What the root's task found in other projects. */
  readonly others: Part;
  readonly skills: readonly SkillMeta[];
  /** `NO_COLOR` and `FORCE_COLOR` are looked at; the output goes into Nx's cache, so there is no terminal to ask. */
  readonly env: Readonly<Record<string, string | undefined>>;
}

/** A task's verdict and what its terminal shows: the findings, or one line where there are none. */
export function taskOutput(request: TaskOutputRequest): {
  readonly success: boolean;
  readonly terminalOutput: string;
} {
  const { workspace, part, others } = request;
  const reportOf = (judged: Part) => {
    const ran = new Set<string>(judged.outcomes.map((row) => row.skill));
    return buildReport({
      workspace,
      part: judged,
      // The other skills are another task's; a table that lists them would say that they had nothing to check.
      skills: request.skills.filter((skill) => ran.has(skill.id)),
      baseline: undefined,
      durationMs: 0,
    });
  };
  const isLoud = part.crashed || part.findings.some((finding) => !finding.accepted);
  const own = isLoud
    ? findFormat('pretty').render(reportOf(part), { colour: wantsColour(request.env), width: 100 })
    : quietLine(part);
  return {
    success: reportOf(mergeParts([part, others])).exitCode === 0,
    terminalOutput: own + otherLines(others),
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

/** One line each: the projects' own tasks show them in full. */
function otherLines(others: Part): string {
  const crashed = others.outcomes
    .filter((row) => row.outcome === 'error')
    .map((row) => visibleText(`  crashed: ${row.skill} on ${row.project}: ${row.reason ?? ''}`));
  const found = others.findings.filter((finding) => !finding.accepted).map(findingLine);
  const lines = [...crashed, ...found];
  if (lines.length === 0) return '';
  return `\nIn other projects, whose own tasks show more:\n${lines.join('\n')}\n`;
}

function findingLine({ mode, file, line, skill, message, project }: Finding): string {
  return visibleText(`  ${mode}: ${file}:${line} ${message} (${skill}, in ${project})`);
}

function wantsColour(env: Readonly<Record<string, string | undefined>>): boolean {
  if (env['NO_COLOR']) return false;
  const force = env['FORCE_COLOR'];
  return force !== undefined && force !== '0' && force !== 'false';
}
