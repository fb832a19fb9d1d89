import type { Config } from '../config/load-config.ts';
import type { AnySkill, Finding } from '../contract/skill.ts';
import { SkillCrash } from '../errors.ts';
import { readMeasured } from '../measure/record.ts';
import { check } from '../run/check.ts';
import type { GateRequest, Part } from '../run/gate.ts';
import { createGate } from '../run/gate.ts';
import { describeThrown } from '../run/thrown.ts';
import type { Files } from '../workspace/files.ts';
import type { Change, Tree } from '../workspace/tree.ts';
import { createTree } from '../workspace/tree.ts';
import { counts, withWaivers, type WaiversInUse } from '../waivers/waivers.ts';
import type { Project, Workspace } from '../workspace/workspace.ts';

export interface FixRequest {
  /** The files as they are. */
  readonly files: Files;
  /** Reads the workspace anew from edited files: a fix may change what the next check sees. */
  readonly read: (files: Files) => Promise<Workspace>;
  readonly config: Config;
  /** The skills whose fixes run, in this order. */
  readonly skills: readonly AnySkill[];
  readonly accepted?: ReadonlySet<string>;
  readonly waivers?: WaiversInUse | undefined;
  /** As a gate takes it. */
  readonly base?: GateRequest['base'];
  /** As a gate takes it. */
  readonly measured?: GateRequest['measured'];
  /** Which findings to fix. Default: all that are fixable and count. */
  readonly wanted?: (finding: Finding) => boolean;
}

export interface FixResult {
  readonly changes: readonly Change[];
  /** Findings of the first check that the last one has no more. */
  readonly fixed: readonly Finding[];
  /** Left as they are by their fix, with its reason. */
  readonly left: readonly { readonly finding: Finding; readonly reason: string }[];
  /** The last check, over the edited files. */
  readonly part: Part;
  readonly workspace: Workspace;
}

/**
 * One fix can uncover the next finding (a dependency that becomes a workspace reference must then have the right range),
 * so rounds go on until nothing changes. A fix that undoes another would go on for ever; this many rounds are enough for
 * any chain seen in tests, and what is left then is reported as left.
 */
const maxRounds = 5;

/** Runs fixes on a virtual tree until nothing changes any more. Nothing is written. */
export async function fix(request: FixRequest): Promise<FixResult> {
  const tree: Tree = createTree(request.files);
  const left = new Map<string, { finding: Finding; reason: string }>();
  let workspace = await request.read(tree);
  const first = await checkAll(request, workspace);
  let last = first;
  for (let round = 0; round < maxRounds; round++) {
    const before = snapshot(tree);
    for (const skill of request.skills) {
      if (!skill.fix) continue;
      const findings = last.findings.filter(
        (finding) =>
          finding.skill === skill.meta.id &&
          finding.fixable &&
          counts(finding) &&
          (request.wanted?.(finding) ?? true),
      );
      if (findings.length === 0) continue;
      const leave = (finding: Finding, reason: string): void =>
        void left.set(finding.fingerprint, { finding, reason });
      try {
        await skill.fix({
          workspace,
          options: request.config.optionsOf(skill),
          findings,
          tree,
          measured: (project) => measuredValue(request, skill, workspace, project),
          leave,
        });
      } catch (error) {
        throw new SkillCrash(
          `The fix of ${skill.meta.id} crashed: ${describeThrown(error)}. Nothing is written.`,
          { cause: error },
        );
      }
      for (const file of restoreInexact(request.files, tree)) {
        for (const finding of findings.filter((one) => one.file === file)) {
          leave(finding, `${file} is not UTF-8, so an edit would lose what it holds.`);
        }
      }
      // Each fix sees what the one before it did.
      workspace = await request.read(tree);
      last = await checkAll(request, workspace);
    }
    if (snapshot(tree) === before) break;
  }
  const remaining = new Set(last.findings.map((finding) => finding.fingerprint));
  return {
    changes: tree.changes(),
    fixed: first.findings.filter((finding) => !remaining.has(finding.fingerprint)),
    left: [...left.values()].filter(({ finding }) => remaining.has(finding.fingerprint)),
    part: last,
    workspace,
  };
}

/** Takes back the edits of files whose text is not the file to the byte, and names these files. */
function restoreInexact(files: Files, tree: Tree): string[] {
  return tree.changes().flatMap(({ path, before }) => {
    if (before === undefined || files.exact?.(path) !== false) return [];
    tree.write(path, before);
    return [path];
  });
}

async function checkAll(request: FixRequest, workspace: Workspace): Promise<Part> {
  const gate = createGate({
    workspace,
    config: request.config,
    skills: request.skills,
    ...(request.accepted ? { accepted: request.accepted } : {}),
    ...(request.base ? { base: request.base } : {}),
    ...(request.measured ? { measured: request.measured } : {}),
  });
  return withWaivers(await check({ workspace, gate }), request.waivers);
}

function measuredValue(
  { config, measured }: FixRequest,
  skill: AnySkill,
  workspace: Workspace,
  project: Project,
): unknown {
  const found = measured
    ? measured(skill, project)
    : readMeasured(skill, workspace, project, config.optionsOf(skill));
  return found.state === 'done' ? found.value : undefined;
}

function snapshot(tree: Tree): string {
  return JSON.stringify(tree.changes().map(({ path, after }) => [path, after ?? null]));
}
