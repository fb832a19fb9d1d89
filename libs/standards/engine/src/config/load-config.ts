import en from 'zod/v4/locales/en.js';
import * as z from 'zod/mini';
import type { AnySkill, Mode, OptionsIssue } from '../contract/skill.ts';
import { modes } from '../contract/skill.ts';
import { StandardsError } from '../errors.ts';
import { parseJson } from '../manifest/json.ts';
import { nearestName } from '../nearest.ts';
import type { Files } from '../workspace/files.ts';
import type { Project } from '../workspace/workspace.ts';
import type { ConfigInput } from './config.ts';
import { configSchema } from './config.ts';
import { matchesName } from './match-project.ts';

// Without a locale every issue of zod/mini reads "Invalid input".
z.config(en());

export const configFile = 'standards.config.json';
export const defaultBaselineFile = 'standards.baseline.json';
export const defaultProtectedBranches: readonly string[] = ['main', 'master', 'release/*'];

/** The configuration with every option parsed by its own skill. */
export interface Config {
  /** The file it came from, relative to the workspace's root; undefined when there is none and defaults hold. */
  readonly file: string | undefined;
  readonly packs: readonly string[];
  readonly baseline: string;
  readonly protectedBranches: readonly string[];
  /** The mode of a skill on a project: the last matching glob of `projects`, else the skill's, else the default. */
  modeOf(skill: AnySkill, project: Project): Mode;
  /** The parsed options of a skill. */
  optionsOf(skill: AnySkill): unknown;
}

/**
 * Reads `standards.config.json` as far as it can be read before packs are loaded.
 *
 * @throws StandardsError CONFIG_UNREADABLE, CONFIG_INVALID
 */
export function readConfigInput(files: Files): ConfigInput | undefined {
  const text = files.read(configFile);
  if (text === undefined) return undefined;
  const parsed = parseJson(text);
  if (!parsed.ok) {
    throw new StandardsError(
      'CONFIG_UNREADABLE',
      `${configFile}:${parsed.line} is not valid JSON: ${parsed.reason}. Mend the file, or remove it and run \`standards init\`.`,
    );
  }
  return parseConfigInput(parsed.value);
}

/** @throws StandardsError CONFIG_INVALID with one line for each thing that is wrong */
export function parseConfigInput(value: unknown): ConfigInput {
  const parsed = configSchema.safeParse(value);
  if (parsed.success) return parsed.data;
  throw invalidConfig(
    parsed.error.issues.flatMap((issue) =>
      describeIssue(issue, issue.path.length === 0 ? topLevelKeys : settingKeys),
    ),
  );
}

/**
 * Binds a configuration to the skills that are loaded.
 *
 * @throws StandardsError CONFIG_INVALID for an unknown skill or an option that its skill refuses
 */
export function createConfig(input: ConfigInput | undefined, skills: readonly AnySkill[]): Config {
  const settings = new Map(Object.entries(input?.skills ?? {}));
  const problems: string[] = [];
  const ids = skills.map((skill) => skill.meta.id);
  for (const id of settings.keys()) {
    if (!ids.some((known) => known === id)) {
      problems.push(`skills: unknown skill \`${id}\`.${suggestion(id, ids)}`);
    }
  }
  const options = new Map<string, unknown>();
  for (const { meta } of skills) {
    const setting = settings.get(meta.id);
    const given = typeof setting === 'object' ? setting.options : undefined;
    const parsed = meta.options.safeParse(given ?? {});
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
  if (problems.length > 0) throw invalidConfig(problems);

  return {
    file: input === undefined ? undefined : configFile,
    packs: input?.packs ?? [],
    baseline: input?.baseline ?? defaultBaselineFile,
    protectedBranches: input?.protectedBranches ?? defaultProtectedBranches,
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
  };
}

const topLevelKeys = Object.keys(configSchema.shape);
const settingKeys = ['mode', 'options', 'projects'];

function invalidConfig(problems: readonly string[]): StandardsError {
  return new StandardsError(
    'CONFIG_INVALID',
    `${configFile} is not valid:\n${problems.map((problem) => `  - ${problem}`).join('\n')}\nThe schema is config.schema.json of the package @h-j-petroleum/standards.`,
  );
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

function suggestion(wanted: string, known: readonly string[]): string {
  const nearest = nearestName(wanted, known);
  if (nearest !== undefined) return ` Did you mean \`${nearest}\`?`;
  return known.length > 0 ? ` Known: ${known.join(', ')}.` : '';
}
