import type {
  Part,
  Report,
  SkillMeta,
  Waiver,
  WaiversInUse,
  Workspace,
} from '@h-j-petroleum/standards-engine';
import { buildReport, counts, findFormat, outcomes } from '@h-j-petroleum/standards-engine';

export interface TaskOutputRequest {
  readonly workspace: Workspace;
  readonly part: Part;
  readonly skills: readonly SkillMeta[];
  /** As they stand on this day; the part knows of none. */
  readonly waivers?: WaiversInUse | undefined;
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
    waivers: ownWaivers(request),
    durationMs: 0,
  });
  const isLoud = part.crashed || report.findings.some(counts);
  return {
    success: report.exitCode === 0,
    terminalOutput: isLoud
      ? findFormat('pretty').render(report, { colour: wantsColour(env), width: 100 })
      : quietLine(report),
  };
}

/** The waivers of what this task looked at: the others are another task's. */
function ownWaivers({ part, waivers }: TaskOutputRequest): WaiversInUse | undefined {
  if (!waivers) return undefined;
  const pairs = new Set(part.outcomes.map(({ skill, project }) => `${skill} ${project}`));
  const own = ({ skill, project }: Waiver): boolean => pairs.has(`${skill} ${project}`);
  return { ...waivers, entries: waivers.entries.filter(own) };
}

/** Counts every outcome by its name: what was not checked never reads as passed. */
function quietLine(part: Report): string {
  const counts = outcomes.flatMap((outcome) => {
    const rows = part.outcomes.filter((row) => row.outcome === outcome).length;
    return rows === 0 ? [] : [`${rows} ${outcome}`];
  });
  const { accepted, waived } = part.summary;
  const aside = [
    ...(accepted > 0 ? [`${accepted} accepted by the baseline`] : []),
    ...(waived > 0 ? [`${waived} waived`] : []),
  ];
  const baseline = aside.length === 0 ? '' : ` (${aside.join(', ')})`;
  return `standards: ${counts.join(', ') || 'no skill looks at this project'}${baseline}\n`;
}

function wantsColour(env: Readonly<Record<string, string | undefined>>): boolean {
  if (env['NO_COLOR']) return false;
  const force = env['FORCE_COLOR'];
  return force !== undefined && force !== '0' && force !== 'false';
}
