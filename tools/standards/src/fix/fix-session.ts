import type { Change, Finding, FixResult, Report } from '@h-j-petroleum/standards-engine';
import { buildReport, fix, toPatch } from '@h-j-petroleum/standards-engine';
import { baseOf } from '../base-of.ts';
import { selectProjects, selectSkills } from '../selection.ts';
import type { Session } from '../session.ts';
import { waiversOf } from '../session-waivers.ts';
import { atTheirPlaces } from './places.ts';

export interface FixSessionRequest {
  /** Ids or bare names; empty for all skills that have a fix. */
  readonly skills?: readonly string[];
  readonly projects?: readonly string[];
  /** Fingerprints or their beginnings; empty for all. */
  readonly findings?: readonly string[];
}

export interface FixedSession {
  readonly changes: readonly Change[];
  /** A unified diff that `git apply` takes. */
  readonly patch: string;
  readonly fixed: readonly Finding[];
  readonly left: FixResult['left'];
  /** What `check` would say of the selected skills after the fix. */
  readonly report: Report;
}

/** Computes a fix over an open workspace. Nothing is written. */
export async function fixSession(
  session: Session,
  request: FixSessionRequest = {},
): Promise<FixedSession> {
  const started = performance.now();
  const skills = selectSkills(session.skills, session.packs, {
    skills: request.skills ?? [],
    packs: [],
  });
  const ids = request.projects?.length
    ? new Set(selectProjects(await session.read(), request.projects).map(({ id }) => id))
    : undefined;
  const prefixes = request.findings ?? [];
  const result = await fix({
    files: session.files,
    read: (files) => session.read(files),
    config: session.config,
    skills,
    base: baseOf(session.root, session.files, {}, process.env),
    accepted: new Set(session.baseline?.map((entry) => entry.fingerprint)),
    waivers: waiversOf(session),
    wanted: (finding) =>
      (ids === undefined || ids.has(finding.project)) &&
      (prefixes.length === 0 || prefixes.some((prefix) => finding.fingerprint.startsWith(prefix))),
  });
  const changes = atTheirPlaces(session.root, result.changes);
  return {
    changes,
    patch: await toPatch(changes),
    fixed: result.fixed,
    left: result.left,
    report: buildReport({
      workspace: result.workspace,
      part: result.part,
      skills: skills.map((skill) => skill.meta),
      baseline: undefined,
      waivers: waiversOf(session),
      durationMs: performance.now() - started,
    }),
  };
}
