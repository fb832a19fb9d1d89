import en from 'zod/v4/locales/en.js';
import * as z from 'zod/mini';
import type { AnySkill, Mode, OptionsIssue, OptionsSchema } from '../contract/skill.ts';
import { modes } from '../contract/skill.ts';
import { StandardsError } from '../errors.ts';
import type { Policy } from '../graduation/policy.ts';
import { policyOf } from '../graduation/policy.ts';
import { policyKeysAt } from '../graduation/policy-schema.ts';
import { parseJson } from '../manifest/json.ts';
import { parseJsonWithComments } from '../readers/sources/json-with-comments.ts';
import { findText } from '../readers/sources/text-file.ts';
import { nearestName } from '../nearest.ts';
import { isObject, ownProperty } from '../readers/sources/untrusted.ts';
import { describeThrown } from '../run/thrown.ts';
import type { Files } from '../workspace/files.ts';
import { isGlob } from '../workspace/glob.ts';
import type { Project } from '../workspace/workspace.ts';
import type { Waiver } from '../waivers/waivers.ts';
import { dayOf, daysAfter, defaultMaxWaiverDays, waiverKey } from '../waivers/waivers.ts';
import type { ConfigInput } from './config.ts';
import { configSchema, historyObject, skillSettingObject, waiverObject } from './config.ts';
import { matchesName } from './match-project.ts';

// Without a locale every issue of zod/mini reads "Invalid input".
z.config(en());

export const configFile = 'standards.config.json';
export const defaultBaselineFile = 'standards.baseline.json';
export const defaultRetentionDays = 400;
export const defaultProtectedBranches: readonly string[] = ['main', 'master', 'release/*'];

/** The configuration with every option parsed by its own skill. */
export interface Config {
  /** The file it came from, relative to the workspace's root; undefined when there is none and defaults hold. */
  readonly file: string | undefined;
  readonly packs: readonly string[];
  readonly baseline: string;
  readonly protectedBranches: readonly string[];
  /** By what evidence modes rise and fall. */
  readonly graduation: Policy;
  readonly waivers: readonly Waiver[];
  /** Days from today on which a waiver may end. */
  readonly maxWaiverDays: number;
  /** How runs are recorded; undefined where they are not. */
  readonly history: { readonly retentionDays: number } | undefined;
  /** The mode of a skill on a project: the last matching glob of `projects`, else the skill's, else the default. */
  modeOf(skill: AnySkill, project: Project): Mode;
  /** The parsed options of a skill. */
  optionsOf(skill: AnySkill): unknown;
  /**
   * Holds the names of `projects`, and those of `graduation.holds`, against the projects that there are. A mistyped one would leave its mode without
   * effect, and nobody would see it. A glob may match none: it speaks of what may come.
   *
   * @throws StandardsError CONFIG_INVALID with the nearest name
   */
  assertProjects(projects: readonly Project[]): void;
}

/**
 * Reads `standards.config.json` as far as it can be read before packs are loaded.
 *
 * @throws StandardsError CONFIG_UNREADABLE, CONFIG_INVALID
 */
export function readConfigInput(files: Files): ConfigInput | undefined {
  const found = findText(files, configFile);
  if (!found) {
    refuseMisnamed(files);
    return undefined;
  }
  if (!found.ok) {
    throw new StandardsError('CONFIG_UNREADABLE', `${configFile} cannot be read: ${found.reason}.`);
  }
  const strict = parseJson(found.text);
  // Comments and trailing commas are taken, because people write down why a mode is what it is.
  const parsed = strict.ok ? strict : parseJsonWithComments(found.text);
  if (!parsed.ok) {
    const { line, reason } = strict.ok ? parsed : strict;
    throw new StandardsError(
      'CONFIG_UNREADABLE',
      `${configFile}:${line} is not valid JSON: ${reason.replaceAll(/\s+/g, ' ')}. Mend the file, or remove it and run \`standards init\`.`,
    );
  }
  return parseConfigInput(parsed.value);
}

/** A configuration under another name would be left out in silence, and every skill would run as if there were none. */
function refuseMisnamed(files: Files): void {
  const misnamed = files
    .list('')
    .find(({ name }) => /^\.?standards?\.config\.(?:jsonc?|json5|[cm]?[jt]s|ya?ml)$/.test(name));
  if (!misnamed) return;
  throw new StandardsError(
    'CONFIG_UNREADABLE',
    `${misnamed.name} is not read: the configuration is ${configFile}, in JSON. Rename the file, or remove it.`,
  );
}

/** @throws StandardsError CONFIG_INVALID with one line for each thing that is wrong */
export function parseConfigInput(value: unknown): ConfigInput {
  const parsed = configSchema.safeParse(value);
  if (parsed.success) return parsed.data;
  throw invalidConfig(parsed.error.issues.flatMap((issue) => describeShape(issue, value)));
}

/**
 * Binds a configuration to the skills that are loaded.
 *
 * @param today the day in UTC from which the end of a waiver is measured
 * @throws StandardsError CONFIG_INVALID for an unknown skill, an option that its skill refuses, or a waiver that ends too late
 */
export function createConfig(
  input: ConfigInput | undefined,
  skills: readonly AnySkill[],
  today: string = dayOf(new Date()),
): Config {
  const settings = new Map(Object.entries(input?.skills ?? {}));
  const problems: string[] = [];
  const ids = skills.map((skill) => skill.meta.id);
  for (const id of settings.keys()) {
    if (!ids.some((known) => known === id)) {
      problems.push(`skills: unknown skill \`${id}\`.${suggestion(id, ids)}`);
    }
  }
  const graduation = policyOf(input?.graduation);
  for (const [at, { skill }] of graduation.holds.entries()) {
    if (!isGlob(skill) && !ids.some((known) => known === skill)) {
      problems.push(`graduation.holds.${at}: unknown skill \`${skill}\`.${suggestion(skill, ids)}`);
    }
  }
  const options = new Map<string, unknown>();
  for (const { meta } of skills) {
    const setting = settings.get(meta.id);
    const given = typeof setting === 'object' ? setting.options : undefined;
    const parsed = parseOptions(meta, given ?? {});
    if (parsed.success) options.set(meta.id, parsed.data);
    else {
      const known = Object.keys(meta.optionDocs);
      for (const issue of parsed.error.issues) {
        problems.push(
          ...describeIssue(
            { ...issue, path: ['skills', meta.id, 'options', ...issue.path] },
            issue.path.length === 0 ? known : [],
          ),
        );
      }
    }
  }
  const waivers = input?.waivers ?? [];
  const maxWaiverDays = input?.maxWaiverDays ?? defaultMaxWaiverDays;
  problems.push(...waiverProblems(waivers, ids, daysAfter(today, maxWaiverDays), maxWaiverDays));
  if (problems.length > 0) throw invalidConfig(problems);

  return {
    file: input === undefined ? undefined : configFile,
    packs: input?.packs ?? [],
    baseline: input?.baseline ?? defaultBaselineFile,
    protectedBranches: input?.protectedBranches ?? defaultProtectedBranches,
    graduation,
    waivers,
    maxWaiverDays,
    history: historyOf(input?.history),
    modeOf(skill, project) {
      const setting = settings.get(skill.meta.id);
      const fallback = input?.defaultMode ?? skill.meta.defaultMode;
      if (setting === undefined) return fallback;
      if (typeof setting === 'string') return setting;
      const byProject = Object.entries(setting.projects ?? {}).filter(([glob]) =>
        matchesName(project, glob),
      );
      return byProject.at(-1)?.[1] ?? setting.mode ?? fallback;
    },
    optionsOf: (skill) => options.get(skill.meta.id),
    assertProjects(projects) {
      const named = [
        ...[...settings].flatMap(([id, setting]) =>
          Object.keys(typeof setting === 'object' ? (setting.projects ?? {}) : {}).map((glob) => ({
            where: `skills.${id}.projects`,
            glob,
          })),
        ),
        ...graduation.holds.flatMap(({ project: glob }, at) =>
          glob === undefined ? [] : [{ where: `graduation.holds.${at}.project`, glob }],
        ),
      ];
      const unknown = named.filter(
        ({ glob }) => !isGlob(glob) && !projects.some((project) => matchesName(project, glob)),
      );
      if (unknown.length === 0) return;
      const ids = projects.map(({ id }) => id);
      const roots = projects.map(({ root }) => root);
      throw invalidConfig(
        unknown.map(
          ({ where, glob }) =>
            `${where}: there is no project \`${glob}\`.${suggestion(glob, ids, roots)}`,
        ),
      );
    },
  };
}

function waiverProblems(
  waivers: readonly Waiver[],
  ids: readonly string[],
  latest: string,
  maxDays: number,
): string[] {
  const seen = new Map<string, number>();
  return waivers.flatMap((waiver, at) => {
    const problems: string[] = [];
    const { skill, until } = waiver;
    if (skill === 'standards:read') {
      problems.push(`waivers.${at}: ${skill} cannot be waived: what is not read is not checked.`);
    } else if (!ids.includes(skill)) {
      problems.push(`waivers.${at}.skill: unknown skill \`${skill}\`.${suggestion(skill, ids)}`);
    }
    if (until > latest) {
      problems.push(
        `waivers.${at}.until: ${until} is more than ${maxDays} days away. The latest day is ${latest}; "maxWaiverDays" sets how far it may be.`,
      );
    }
    const key = waiverKey(waiver);
    const other = seen.get(key);
    if (other !== undefined) problems.push(`waivers.${at}: waives what waivers.${other} waives.`);
    else seen.set(key, at);
    return problems;
  });
}

function historyOf(given: ConfigInput['history']): Config['history'] {
  if (given === false) return undefined;
  const retentionDays = typeof given === 'object' ? given.retentionDays : undefined;
  return { retentionDays: retentionDays ?? defaultRetentionDays };
}

const topLevelKeys = Object.keys(configSchema.shape);
const settingKeys = ['mode', 'options', 'projects'];

/** The keys that could have been meant where one is not known. */
function knownKeys(path: readonly PropertyKey[]): readonly string[] {
  if (path.length === 0) return topLevelKeys;
  if (path[0] === 'waivers') return Object.keys(waiverObject.shape);
  if (path[0] === 'history') return Object.keys(historyObject.shape);
  return path[0] === 'graduation' ? policyKeysAt(path.map(String)) : settingKeys;
}

function invalidConfig(problems: readonly string[]): StandardsError {
  return new StandardsError(
    'CONFIG_INVALID',
    `${configFile} is not valid:\n${problems.map((problem) => `  - ${problem}`).join('\n')}\nThe schema is config.schema.json of the package @h-j-petroleum/standards.`,
  );
}

/** @throws StandardsError PACK_NOT_LOADED for a schema that itself breaks, which only a pack's can */
function parseOptions(
  meta: AnySkill['meta'],
  given: unknown,
): ReturnType<OptionsSchema<unknown>['safeParse']> {
  try {
    const parsed = meta.options.safeParse(given);
    if (parsed.success || Array.isArray(parsed.error.issues)) return parsed;
    throw new Error('it gives neither `success` nor a list of issues');
  } catch (error) {
    throw new StandardsError(
      'PACK_NOT_LOADED',
      `The options of ${meta.id} cannot be parsed, because its schema broke: ${describeThrown(error)}.`,
      { cause: error },
    );
  }
}

/** An issue of the configuration's own shape. */
function describeShape(issue: OptionsIssue, value: unknown): string[] {
  const given = valueAt(value, issue.path);
  if (issue.code === 'invalid_union' && issue.path[0] === 'skills') {
    if (typeof given === 'string') return [unknownMode(issue.path, given)];
    // The union says only that neither fits; of an object it is known which was meant.
    const inner = isObject(given) ? skillSettingObject.safeParse(given) : undefined;
    if (inner && !inner.success) {
      return inner.error.issues.flatMap((one) =>
        describeShape({ ...one, path: [...issue.path, ...one.path] }, value),
      );
    }
  }
  if (issue.code === 'invalid_union' && issue.path[0] === 'history') {
    return ['history: expected true, false or { "retentionDays": 400 }.'];
  }
  if (
    issue.code === 'invalid_value' &&
    typeof given === 'string' &&
    issue.path[0] !== 'graduation'
  ) {
    return [unknownMode(issue.path, given)];
  }
  return describeIssue(issue, knownKeys(issue.path));
}

function unknownMode(path: readonly PropertyKey[], given: string): string {
  return `${path.map(String).join('.')}: unknown mode \`${given}\`.${suggestion(given, modes)}`;
}

function valueAt(value: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>((inner, key) => ownProperty(inner, String(key)), value);
}

function describeIssue(issue: OptionsIssue, known: readonly string[]): string[] {
  const where = issue.path.map(String).join('.');
  const at = where === '' ? '' : `${where}: `;
  if (issue.code === 'unrecognized_keys' && issue.keys) {
    return issue.keys.map((key) => `${at}unknown key \`${key}\`.${suggestion(key, known)}`);
  }
  // A union says only "Invalid input"; the one union of the shape is a skill's setting.
  const reason =
    issue.code === 'invalid_union' && issue.path[0] === 'skills'
      ? `expected a mode (${modes.join(', ')}) or an object with ${settingKeys.join(', ')}`
      : issue.message;
  return [`${at}${reason}.`];
}

function suggestion(
  wanted: string,
  known: readonly string[],
  alsoKnown: readonly string[] = [],
): string {
  const nearest = nearestName(wanted, [...known, ...alsoKnown]);
  if (nearest !== undefined) return ` Did you mean \`${nearest}\`?`;
  const shown = known.slice(0, 20).join(', ') + (known.length > 20 ? ', …' : '');
  return known.length > 0 ? ` Known: ${shown}.` : '';
}
