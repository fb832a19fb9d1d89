import type { Config } from '../config/load-config.ts';
import type { Base } from '../contract/base.ts';
import type { Measured } from '../contract/measurement.ts';
import type {
  AnySkill,
  Draft,
  Finding,
  Mode,
  Outcome,
  SkillMeta,
  Verdict,
} from '../contract/skill.ts';
import { type OutcomeRow, unreadReason } from '../report/report.ts';
import type { Project, Workspace } from '../workspace/workspace.ts';
import { readMeasured, unmeasuredReason } from '../measure/record.ts';
import { fingerprintOf } from './fingerprint.ts';
import { lineOf } from './locate.ts';
import { fillMessage } from './message.ts';
import { assertDraft, assertVerdict } from './contract.ts';
import { readSkill } from './read-skill.ts';
import { setRunningCheck } from './running.ts';
import { describeThrown } from './thrown.ts';

interface Conclusion {
  readonly outcome: Outcome;
  readonly reason?: string;
}

/** What came of checking one project, or of the workspace-wide skills. */
export interface Part {
  readonly outcomes: readonly OutcomeRow[];
  readonly findings: readonly Finding[];
  /** Whether a check threw. */
  readonly crashed: boolean;
}

export interface GateRequest {
  readonly workspace: Workspace;
  readonly config: Config;
  /** The skills to run; which of them are selected is the caller's matter. */
  readonly skills: readonly AnySkill[];
  /** Everything is advisory, and nothing fails. */
  readonly pilot?: boolean;
  /** Fingerprints that the baseline accepts. */
  readonly accepted?: ReadonlySet<string>;
  /** How measurements are found. Default: by the records that they left in the workspace. */
  readonly measured?: (skill: AnySkill, project: Project) => Measured;
  /** Finds the tree to compare with; called once, for the first check that asks. Default: it is unknown. */
  readonly base?: () => Promise<Base>;
}

/** The skills of one run, bound to one workspace. A door decides in which order the parts are asked for. */
export interface Gate {
  /** Runs the skills of scope `project` on one project. */
  checkProject(project: Project): Promise<Part>;
  /** Runs the skills of scope `workspace`, and always `standards:read`. Rows and findings are of all projects. */
  checkWorkspace(): Promise<Part>;
  /** The skills that run, `standards:read` among them. */
  readonly skills: readonly SkillMeta[];
}

/** @throws StandardsError CONFIG_INVALID where the configuration names a project that is none */
export function createGate(request: GateRequest): Gate {
  const { workspace, config } = request;
  config.assertProjects(workspace.projects);
  const accepted = request.accepted ?? new Set<string>();
  const projectSkills = request.skills.filter((skill) => skill.meta.scope === 'project');
  const workspaceSkills: readonly AnySkill[] = [
    readSkill,
    ...request.skills.filter(
      (skill) => skill.meta.scope === 'workspace' && skill.meta.id !== readSkill.meta.id,
    ),
  ];
  let base: Promise<Base> | undefined;
  const baseOf = (): Promise<Base> => (base ??= (request.base ?? unknownBase)());
  const taken = new Set<string>();
  const known = new Set(workspace.projects);
  const unread = unreadIn(workspace);

  function modeOf(skill: AnySkill, project: Project): Mode {
    const mode = skill.meta.id === readSkill.meta.id ? 'enforce' : config.modeOf(skill, project);
    return request.pilot && mode !== 'off' ? 'advisory' : mode;
  }

  /** Undefined where there is nothing to measure. */
  function measuredOf(skill: AnySkill, project: Project, options: unknown): Measured | undefined {
    if (!skill.measure?.appliesTo({ workspace, project, options })) return undefined;
    return request.measured
      ? request.measured(skill, project)
      : readMeasured(skill, workspace, project, options);
  }

  async function toFinding(skill: AnySkill, draft: Draft, project: Project): Promise<Finding> {
    const message = skill.meta.messages[draft.message];
    if (message === undefined) {
      throw new Error(`reported the unknown message \`${draft.message}\``);
    }
    const data = draft.data ?? {};
    const fingerprint = fingerprintOf(skill.meta.id, draft, taken);
    return {
      fingerprint,
      skill: skill.meta.id,
      project: project.id,
      file: draft.file,
      line: await lineOf(workspace.files, draft.file, draft.at),
      mode: modeOf(skill, project),
      message: fillMessage(message.text, data),
      expected: draft.expected,
      actual: draft.actual,
      why: message.why,
      docs: skill.meta.docs,
      fixable: draft.fixable ?? skill.fix !== undefined,
      accepted: accepted.has(fingerprint),
      messageId: draft.message,
      data,
      at: draft.at,
    };
  }

  /** Runs one check over the projects it answers for: one, or all of them. */
  async function runSkill(
    skill: AnySkill,
    project: Project,
    scope: readonly Project[],
  ): Promise<Part> {
    const checked = scope.filter((one) => modeOf(skill, one) !== 'off');
    if (checked.length === 0) return nothing;
    const drafts: Draft[] = [];
    const verdicts: Verdict[] = [];
    const findings: Finding[] = [];
    const started = performance.now();
    let thrown: string | undefined;
    setRunningCheck({ skill: skill.meta.id, project: project.id });
    try {
      const options = config.optionsOf(skill);
      const measured = measuredOf(skill, project, options);
      const unmeasured = measured && unmeasuredReason(skill.meta.id, measured);
      if (measured?.state === 'crashed') thrown = unmeasured;
      else if (unmeasured !== undefined) {
        verdicts.push({ outcome: 'not-supported', reason: unmeasured });
      }
      await skill.check({
        workspace,
        project,
        options,
        measured: measured?.state === 'done' ? measured.value : undefined,
        base: baseOf,
        report: (draft: Draft) => void drafts.push(draft),
        conclude: (verdict: Verdict) => void verdicts.push(verdict),
      });
      for (const verdict of verdicts) assertVerdict(verdict, known);
      for (const draft of drafts) {
        assertDraft(draft, known);
        const owner = draft.project ?? project;
        if (modeOf(skill, owner) !== 'off') findings.push(await toFinding(skill, draft, owner));
      }
    } catch (error) {
      thrown = `The check crashed: ${describeThrown(error)}`;
    }
    const durationMs = Math.round((performance.now() - started) * 1000) / 1000;
    const findingsOf = aboutEach(findings, (finding) => finding.project);
    const verdictsOn = aboutEach(verdicts, (verdict) => verdict.project);
    const outcomes = checked.map((one) => {
      const { outcome, reason, otherwise } = conclude(
        ...([skill, one, findingsOf(one.id), verdictsOn(one), thrown] as const),
      );
      const row = {
        skill: skill.meta.id,
        project: one.id,
        outcome,
        mode: modeOf(skill, one),
        durationMs: one === project ? durationMs : 0,
      };
      return {
        ...row,
        ...(reason === undefined ? {} : { reason }),
        ...(otherwise === undefined ? {} : { otherwise }),
      };
    });
    return { outcomes, findings, crashed: thrown !== undefined };
  }

  function conclude(
    skill: AnySkill,
    project: Project,
    own: readonly Finding[],
    about: readonly Verdict[],
    thrown: string | undefined,
  ): Conclusion & { readonly otherwise?: Conclusion } {
    if (thrown !== undefined) return { outcome: 'error', reason: thrown };
    const quiet = concludeQuiet(skill, project, own, about);
    return own.some((finding) => !finding.accepted) ? { outcome: 'fail', otherwise: quiet } : quiet;
  }

  /** What it is where no finding counts. */
  function concludeQuiet(
    skill: AnySkill,
    project: Project,
    own: readonly Finding[],
    about: readonly Verdict[],
  ): Conclusion {
    const hole = unread.get(project.root);
    if (hole && skill.meta.id !== readSkill.meta.id) return hole;
    const verdict =
      about.find(({ outcome }) => outcome === 'not-supported') ??
      (own.length === 0 ? about[0] : undefined);
    if (verdict) return { outcome: verdict.outcome, reason: verdict.reason };
    return own.length === 0
      ? { outcome: 'pass' }
      : { outcome: 'pass', reason: `${own.length} accepted by the baseline.` };
  }

  return {
    skills: [...workspaceSkills, ...projectSkills].map((skill) => skill.meta),
    async checkProject(project) {
      const parts: Part[] = [];
      for (const skill of projectSkills) {
        const hole = unread.get(project.root);
        if (hole) parts.push(unreadPart(skill.meta.id, project, modeOf(skill, project), hole));
        else parts.push(await runSkill(skill, project, [project]));
      }
      return mergeParts(parts);
    },
    async checkWorkspace() {
      const parts: Part[] = [];
      for (const skill of workspaceSkills) {
        parts.push(await runSkill(skill, workspace.rootProject, workspace.projects));
      }
      return mergeParts(parts);
    },
  };
}

/** What is about one project, or without a project about all of them, in the order in which it was said. */
function aboutEach<Item, Key>(
  items: readonly Item[],
  keyOf: (item: Item) => Key | undefined,
): (key: Key) => readonly Item[] {
  const keyed = new Map<Key, Item[]>();
  let general = 0;
  for (const item of items) {
    const key = keyOf(item);
    if (key === undefined) {
      general++;
      continue;
    }
    const own = keyed.get(key);
    if (own) own.push(item);
    else keyed.set(key, [item]);
  }
  if (general === items.length) return () => items;
  if (general === 0) return (key) => keyed.get(key) ?? [];
  return (key) => items.filter((item) => keyOf(item) === undefined || keyOf(item) === key);
}

const unknownBase = (): Promise<Base> =>
  Promise.resolve({ state: 'unknown', reason: 'This run knows no history to compare with.' });

const nothing: Part = { outcomes: [], findings: [], crashed: false };

/** What comes of every skill on a project whose manifest nobody could look at. */
interface Hole {
  readonly outcome: 'error' | 'not-supported';
  readonly reason: string;
}

/** By the project's root: those whose manifest is broken, and those whose manifest is of a kind that is not read. */
function unreadIn({ problems, projects }: Workspace): ReadonlyMap<string, Hole> {
  const holes = new Map<string, Hole>();
  const withManifest = new Set(projects.flatMap(({ root, manifest }) => (manifest ? [root] : [])));
  for (const { code, project } of problems) {
    if (project === undefined) continue;
    if (code === 'manifest-unreadable')
      holes.set(project, { outcome: 'error', reason: unreadReason });
    else if (code === 'members-unsupported' && !withManifest.has(project)) {
      const reason = 'Its manifest is of a kind that is not read (see standards:read).';
      holes.set(project, { outcome: 'not-supported', reason });
    }
  }
  return holes;
}

function unreadPart(skill: OutcomeRow['skill'], project: Project, mode: Mode, hole: Hole): Part {
  if (mode === 'off') return nothing;
  const row = {
    skill,
    project: project.id,
    outcome: hole.outcome,
    mode,
    durationMs: 0,
    reason: hole.reason,
  };
  return { outcomes: [row], findings: [], crashed: false };
}

export function mergeParts(parts: readonly Part[]): Part {
  return {
    outcomes: parts.flatMap((part) => part.outcomes),
    findings: parts.flatMap((part) => part.findings),
    crashed: parts.some((part) => part.crashed),
  };
}
