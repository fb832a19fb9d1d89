import type { BaselineInUse, OnProgress, Report, Workspace } from '@h-j-petroleum/standards-engine';
import {
  addedEntries,
  buildReport,
  check,
  configFile,
  createGate,
  normalisePath,
} from '@h-j-petroleum/standards-engine';
import { baseOf, namedBase } from './base-of.ts';
import type { Session } from './session.ts';
import { waiversAddedSince, waiversOf } from './session-waivers.ts';
import { selectProjects, selectSkills } from './selection.ts';

export interface CheckSessionRequest {
  /** Names, roots or globs; empty for all. */
  readonly projects?: readonly string[];
  /** Ids or bare names; empty for all. */
  readonly skills?: readonly string[];
  readonly packs?: readonly string[];
  readonly pilot?: boolean;
  /** Only what a change touches, and the baseline as it was before that change. */
  readonly affected?: {
    /** Default: the branch that `defaultBase` of nx.json names, else `main`; here or at the origin. */
    readonly base: string | undefined;
    readonly head: string | undefined;
  };
  readonly onProgress?: OnProgress;
}

export interface CheckedSession {
  readonly report: Report;
  readonly workspace: Workspace;
}

/** Runs the gate over an open workspace. */
export async function checkSession(
  session: Session,
  request: CheckSessionRequest = {},
): Promise<CheckedSession> {
  const started = performance.now();
  const skills = selectSkills(session.skills, session.packs, {
    skills: request.skills ?? [],
    packs: request.packs ?? [],
  });
  const workspace = await session.read();
  let projects = request.projects?.length ? selectProjects(workspace, request.projects) : undefined;
  const narrowed = projects !== undefined;
  let baseline: BaselineInUse | undefined = session.baseline && {
    file: session.config.baseline,
    entries: session.baseline,
    added: [],
  };

  let waivers = waiversOf(session);
  if (request.affected) {
    const { head } = request.affected;
    const { changedFiles, defaultBase, mergeBase } = await import('./git.ts');
    const { affectedProjects } = await import('./affected.ts');
    const { baselineAt } = await import('./baseline-at.ts');
    const { packInputs } = await import('./nx/pack-inputs.ts');
    const base =
      request.affected.base ?? (await defaultBase(session.root, namedBase(session.files)));
    const from = await mergeBase(session.root, base, head ?? 'HEAD');
    const changed = await changedFiles(session.root, from, head);
    const { packs, baseline: baselineFile } = session.config;
    const gateFiles = [
      configFile,
      normalisePath(baselineFile),
      ...packInputs(packs, session.files, session.root).files,
    ];
    const affected = new Set(affectedProjects(workspace, skills, changed, gateFiles));
    projects = (projects ?? workspace.projects).filter((project) => affected.has(project));
    if (waivers) waivers = { ...waivers, added: await waiversAddedSince(session, from) };
    if (baseline) {
      const atBase = await baselineAt(session.root, from, baseline.file);
      baseline = { ...baseline, added: addedEntries(baseline.entries, atBase) };
    }
  }

  const added = new Set(baseline?.added.map((entry) => entry.fingerprint));
  const accepted = new Set(
    baseline?.entries.flatMap(({ fingerprint }) => (added.has(fingerprint) ? [] : [fingerprint])),
  );
  const gate = createGate({
    workspace,
    config: session.config,
    skills,
    accepted,
    pilot: request.pilot ?? false,
    base: baseOf(session.root, session.files, request.affected ?? {}, process.env),
  });
  const part = await check({
    workspace,
    gate,
    projects,
    // A change in one project can make a workspace-wide finding appear in another, which nobody would then see.
    wide: narrowed ? 'selected' : 'all',
    onProgress: request.onProgress,
  });
  const durationMs = performance.now() - started;
  return {
    workspace,
    report: buildReport({ workspace, part, skills: gate.skills, baseline, waivers, durationMs }),
  };
}
