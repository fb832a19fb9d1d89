import * as z from 'zod/mini';
import type { Measured } from '../contract/measurement.ts';
import type { AnySkill, SkillId } from '../contract/skill.ts';
import { parseJson } from '../manifest/json.ts';
import type { Project, Workspace } from '../workspace/workspace.ts';
import { judgedHash } from './judged-files.ts';

/** Where measurements leave their records, relative to the workspace's root; ignored by git. */
export const measuredFolder = '.standards/measured';

const recordSchema = z.object({
  schemaVersion: z.literal(1),
  skill: z.string(),
  project: z.string(),
  hash: z.string(),
  measuredAt: z.optional(z.string()),
  durationMs: z.optional(z.number()),
  result: z.discriminatedUnion('state', [
    z.object({ state: z.literal('done'), value: z.unknown(), keep: z.boolean() }),
    z.object({ state: z.literal('crashed'), reason: z.string() }),
    z.object({ state: z.literal('not-supported'), reason: z.string() }),
  ]),
});

/** What a measurement leaves: one file for each skill and project. Written out, so that its type asks nobody for zod. */
export interface MeasurementRecord {
  readonly schemaVersion: 1;
  readonly skill: string;
  readonly project: string;
  /** Of what was judged, by {@link judgedHash}. */
  readonly hash: string;
  /**
   * Only in a record that is not kept, which is another one each time. A record that is kept is the same on every machine that
   * measures the same, so that what follows from it comes from a cache that machines share.
   */
  readonly measuredAt?: string | undefined;
  readonly durationMs?: number | undefined;
  readonly result:
    | { readonly state: 'done'; readonly value: unknown; readonly keep: boolean }
    | { readonly state: 'crashed'; readonly reason: string }
    | { readonly state: 'not-supported'; readonly reason: string };
}

/** The file of a record, relative to the workspace's root. */
export function measuredFile(skill: SkillId, projectRoot: string): string {
  return `${measuredFolder}/${skill.replace(':', '~')}/${folderAsFileName(projectRoot)}.json`;
}

/**
 * A file's name for a project's folder. Two folders never share one: all that is not kept is escaped, the separator too. It
 * holds no character that Nx takes for a glob.
 *
 * @param projectRoot relative to the workspace's root; `.` or nothing for that itself
 */
export function folderAsFileName(projectRoot: string): string {
  const parts = projectRoot.split(/[\\/]/).filter((part) => part !== '' && part !== '.');
  return parts.map(encoded).join('~') || '~';
}

function encoded(part: string): string {
  return encodeURIComponent(part).replace(
    /[!~*'()]/g,
    (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

/** The record as it stands on disk; undefined where there is none, or none that can be read. */
export function readRecord(
  { files }: Workspace,
  skill: SkillId,
  project: Project,
): MeasurementRecord | undefined {
  const parsed = parseJson(files.read(measuredFile(skill, project.root)) ?? '');
  const record = parsed.ok ? recordSchema.safeParse(parsed.value) : undefined;
  return record?.success === true ? record.data : undefined;
}

/** A measurement as its record tells it; stale where what it judged is not what stands there now. */
export function readMeasured(
  skill: AnySkill,
  workspace: Workspace,
  project: Project,
  options: unknown,
): Measured {
  const record = readRecord(workspace, skill.meta.id, project);
  if (!record) return { state: 'missing' };
  if (record.hash !== judgedHash(skill, workspace, project, options)) return { state: 'stale' };
  return record.result;
}

/** Why there is no value, with the way out; undefined where there is one. */
export function unmeasuredReason(skill: SkillId, measured: Measured): string | undefined {
  // Without the project, so that it is one reason for all projects of which it holds, and told once.
  const way = `Run \`standards measure ${skill}\`; under Nx the task that \`standards\` depends on does.`;
  switch (measured.state) {
    case 'done':
      return undefined;
    case 'missing':
      return `It was not measured. ${way}`;
    case 'stale':
      return `What it judges has changed since it was measured. ${way}`;
    case 'crashed':
      return `The measurement crashed: ${measured.reason} ${way}`;
    case 'not-supported':
      return measured.reason;
  }
}
