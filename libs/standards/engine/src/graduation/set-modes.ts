import type { Config } from '../config/load-config.ts';
import { configFile, createConfig, parseConfigInput } from '../config/load-config.ts';
import { matchesName } from '../config/match-project.ts';
import type { AnySkill, Mode } from '../contract/skill.ts';
import { StandardsError } from '../errors.ts';
import { editJson } from '../manifest/json.ts';
import { groupBy } from '../report/reading/group-by.ts';
import { tolerantJson } from '../readers/sources/json-with-comments.ts';
import { isObject, ownProperty } from '../readers/sources/untrusted.ts';
import type { Project } from '../workspace/workspace.ts';
import type { SkillGraduation } from './graduate.ts';

export interface SetModesRequest {
  /** The text of `standards.config.json`; undefined where there is none yet. */
  readonly text: string | undefined;
  readonly skills: readonly AnySkill[];
  readonly projects: readonly Project[];
  readonly graduated: readonly SkillGraduation[];
}

/**
 * The configuration with the modes that follow, and every other byte as it was. Where all projects agree, the mode of the
 * skill changes, or that of the entry in `projects` that they share; else a project gets an entry of its own. A project in
 * which the skill has nothing to check agrees with all.
 *
 * @throws StandardsError FIX_REFUSED where a name stands for two projects of which only one is to change
 */
export function setModes({ text, skills, projects, graduated }: SetModesRequest): string {
  let edited = text ?? '{}\n';
  for (const { skill: id, decisions } of graduated) {
    const skill = skills.find(({ meta }) => meta.id === id);
    if (!skill || decisions.every(({ change }) => change === 'stay')) continue;
    const wanted = new Map<Project, Mode>();
    for (const { project, to, evidence } of decisions) {
      const indifferent = evidence?.commits === 0 && !evidence.modeUnseen;
      const found = projects.find((one) => one.id === project);
      if (found && !indifferent) wanted.set(found, to);
    }
    edited = setModesOf(edited, skill, skills, wanted);
  }
  return edited;
}

function setModesOf(
  text: string,
  skill: AnySkill,
  skills: readonly AnySkill[],
  wanted: ReadonlyMap<Project, Mode>,
): string {
  const { id } = skill.meta;
  const configOf = (from: string): Config =>
    createConfig(parseConfigInput(tolerantJson(from)), skills);
  let edited = text;
  // By what sets the mode of a project now: an entry of `projects`, or the skill's own mode.
  const entries = Object.keys(projectsOf(text, id));
  const groups = groupBy(
    [...wanted.keys()],
    (project) => entries.findLast((glob) => matchesName(project, glob)) ?? own,
  );
  for (const [glob, members] of groups) {
    const [mode, ...others] = new Set(members.map((project) => wanted.get(project)));
    if (mode === undefined || others.length > 0) continue;
    edited = glob === own ? setOwnMode(edited, id, mode) : setProject(edited, id, glob, mode);
  }
  for (const [project, mode] of wanted) {
    if (configOf(edited).modeOf(skill, project) === mode) continue;
    // Anew at the end, because the last match holds.
    if (ownProperty(projectsOf(edited, id), project.id) !== undefined) {
      edited = editJson(edited, ['skills', id, 'projects', project.id], undefined);
    }
    edited = setProject(edited, id, project.id, mode);
  }
  const after = configOf(edited);
  const wrong = [...wanted].find(([project, mode]) => after.modeOf(skill, project) !== mode);
  if (wrong) {
    throw new StandardsError(
      'FIX_REFUSED',
      `The mode of ${id} on ${wrong[0].id} cannot be told apart from that of another project by name. Set it by hand in ${configFile}.`,
    );
  }
  return edited;
}

/** Stands for the skill's own mode among the entries of `projects`, none of which can be empty. */
const own = '';

function settingOf(text: string, id: string): unknown {
  return ownProperty(ownProperty(tolerantJson(text), 'skills'), id);
}

function projectsOf(text: string, id: string): Record<string, unknown> {
  const projects = ownProperty(settingOf(text, id), 'projects');
  return isObject(projects) ? projects : {};
}

function setOwnMode(text: string, id: string, mode: Mode): string {
  const setting = settingOf(text, id);
  const before = typeof setting === 'string' ? setting : ownProperty(setting, 'mode');
  if (before === mode) return text;
  return editJson(text, ['skills', id, ...(isObject(setting) ? ['mode'] : [])], mode);
}

function setProject(text: string, id: string, glob: string, mode: Mode): string {
  const setting = settingOf(text, id);
  if (isObject(setting)) return editJson(text, ['skills', id, 'projects', glob], mode);
  const kept = typeof setting === 'string' ? { mode: setting } : {};
  return editJson(text, ['skills', id], { ...kept, projects: { [glob]: mode } });
}
