import * as z from 'zod/mini';
import { type Mode, modes } from '../contract/skill.ts';
import type { Waiver } from '../waivers/waivers.ts';
import type { PolicyInput } from '../graduation/policy.ts';
import { policySchema } from '../graduation/policy-schema.ts';

const mode = z.enum(modes);

/** A skill's setting where it is more than a mode. */
export const skillSettingObject = z.strictObject({
  mode: z.optional(mode),
  options: z.optional(z.record(z.string(), z.unknown())),
  projects: z.optional(z.record(z.string(), mode)),
});

const skillSetting = z.union([mode, skillSettingObject]);

/** A file in the workspace: what lies outside is in no commit of it, so no baseline could be compared with an older one. */
const fileInside = z
  .string()
  .check(
    z.regex(
      /^(?![\\/]|[A-Za-z]:)(?!(?:.*[\\/])?\.\.(?:[\\/]|$))(?!\.?[\\/]?$).+$/,
      'expected the path of a file inside the workspace',
    ),
  );

const worded = z.string().check(z.regex(/\S/, 'expected a text that says something'));

export const waiverObject = z.strictObject({
  fingerprint: z
    .string()
    .check(z.regex(/^[0-9a-f]{20}$/, 'expected the 20 digits of a fingerprint')),
  skill: z.string(),
  project: z.string(),
  reason: worded,
  owner: worded,
  until: z
    .string()
    .check(
      z.refine((text) => z.iso.date().safeParse(text).success, 'expected a day: "2026-12-31"'),
    ),
});

export const historyObject = z.strictObject({
  retentionDays: z.optional(z.int().check(z.positive())),
});

/** The shape of `standards.config.json`; the options of each skill are parsed by the skill's own schema. */
export const configSchema = z.strictObject({
  $schema: z.optional(z.string()),
  /** Packages or local folders (`./…`) that bring skills of their own. */
  packs: z.optional(z.array(z.string())),
  /** By id. A bare mode, or mode, options, and modes by project: names, roots or globs of either; the last match wins. */
  skills: z.optional(z.record(z.string(), skillSetting)),
  /** Of skills that `skills` does not name. Without it, each skill's own. */
  defaultMode: z.optional(mode),
  /** Globs of branches on which a fix is never written. Default: main, master, release/*. */
  protectedBranches: z.optional(z.array(z.string())),
  /** Default: `standards.baseline.json`. */
  baseline: z.optional(fileInside),
  /** By what evidence modes rise and fall; `standards graduate` follows it. */
  graduation: z.optional(policySchema),
  /** Findings that fail nothing until a day, each with a reason and an owner. */
  waivers: z.optional(z.array(waiverObject)),
  /** Days from today on which a waiver may end. Default: 180. */
  maxWaiverDays: z.optional(z.int().check(z.positive())),
  /** Whether runs are recorded, and for how many days they are kept on this machine. Default: true, 400. */
  history: z.optional(z.union([z.boolean(), historyObject])),
});

/** What the schema gives; written out, because the types of the published packages name no zod. */
export interface ConfigInput {
  $schema?: string | undefined;
  packs?: string[] | undefined;
  skills?: Record<string, SkillSettingInput> | undefined;
  defaultMode?: Mode | undefined;
  protectedBranches?: string[] | undefined;
  baseline?: string | undefined;
  graduation?: PolicyInput | undefined;
  waivers?: Waiver[] | undefined;
  maxWaiverDays?: number | undefined;
  history?: boolean | { retentionDays?: number | undefined } | undefined;
}

export type SkillSettingInput =
  | Mode
  | {
      mode?: Mode | undefined;
      options?: Record<string, unknown> | undefined;
      projects?: Record<string, Mode> | undefined;
    };
