import type { Mode, Outcome } from '../../contract/skill.ts';
import type {
  RecordedFinding,
  RecordedOutcome,
  RecordedRun,
  Standing,
} from '../../history/recorded-run.ts';

/** The first day of every sample; days are counted from it. */
export const firstDay = Date.parse('2026-03-01T12:00:00.000Z');

/** A moment, as a number of days after the first. */
export const dayAt = (day: number): Date => new Date(firstDay + day * 86_400_000);

export interface SampleOutcome {
  readonly skill?: string;
  readonly project?: string;
  readonly outcome?: Outcome;
  readonly mode?: Mode;
  readonly durationMs?: number;
  readonly reason?: string;
  /** Findings by one letter each, with how they stand. */
  readonly findings?: Readonly<Record<string, Standing>>;
}

let made = 0;

/** A run on `main`, of a commit of its own, that looked at `toy:tidy-check` on `a` in mode advisory and passed. */
export function sampleRun(
  day: number,
  outcomes: SampleOutcome | readonly SampleOutcome[] = {},
  facts: Partial<RecordedRun> = {},
): RecordedRun {
  const id = (++made).toString(16).padStart(12, '0');
  return {
    version: 1,
    id: `00000000-0000-4000-8000-${id}`,
    startedAt: dayAt(day).toISOString(),
    durationMs: 100,
    workspace: 'sample',
    commit: id.padStart(40, '0'),
    branch: 'main',
    dirty: false,
    ci: false,
    door: 'cli',
    pilot: false,
    exitCode: 0,
    outcomes: [outcomes].flat().map(sampleOutcome),
    ...facts,
  };
}

function sampleOutcome(given: SampleOutcome): RecordedOutcome {
  const findings = Object.entries(given.findings ?? {}).map(
    ([letter, standing]): RecordedFinding => ({
      fingerprint: (letter.codePointAt(0) ?? 0).toString(16).padStart(20, '0'),
      messageId: 'untidy',
      file: `${letter}.json`,
      standing,
    }),
  );
  const isOpen = findings.some(({ standing }) => standing === 'open');
  return {
    skill: given.skill ?? 'toy:tidy-check',
    project: given.project ?? 'a',
    outcome: given.outcome ?? (isOpen ? 'fail' : 'pass'),
    mode: given.mode ?? 'advisory',
    durationMs: given.durationMs ?? 10,
    ...(given.reason === undefined ? {} : { reason: given.reason }),
    findings,
  };
}

/** One run a day. */
export function daily(
  count: number,
  outcome: SampleOutcome = {},
  facts: Partial<RecordedRun> = {},
  from = 0,
): RecordedRun[] {
  return Array.from({ length: count }, (_, day) => sampleRun(from + day, outcome, facts));
}
