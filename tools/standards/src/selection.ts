import type {
  AnySkill,
  Finding,
  Pack,
  Project,
  Report,
  Workspace,
} from '@h-j-petroleum/standards-engine';
import { matchesName, nearestName, StandardsError } from '@h-j-petroleum/standards-engine';

/**
 * The skills that are asked for, by id (`deps:version-check`) or name alone (`version-check`), and by pack; all of them
 * when nothing is asked.
 *
 * @throws StandardsError UNKNOWN_SKILL, UNKNOWN_PACK with the nearest name
 */
export function selectSkills(
  skills: readonly AnySkill[],
  packs: readonly Pack[],
  wanted: { readonly skills: readonly string[]; readonly packs: readonly string[] },
): readonly AnySkill[] {
  const ids = new Set<string>();
  for (const name of wanted.packs) {
    const pack = packs.filter((one) => one.name === name);
    if (pack.length === 0) {
      throw unknown('UNKNOWN_PACK', 'pack', name, [...new Set(packs.map((one) => one.name))]);
    }
    for (const skill of pack.flatMap((one) => one.skills)) ids.add(skill.meta.id);
  }
  for (const name of wanted.skills) ids.add(findSkill(skills, name).meta.id);
  return ids.size === 0 ? skills : skills.filter((skill) => ids.has(skill.meta.id));
}

/** @throws StandardsError UNKNOWN_SKILL with the nearest name, or the choices where a bare name fits several */
export function findSkill(skills: readonly AnySkill[], name: string): AnySkill {
  const exact = skills.find((skill) => skill.meta.id === name);
  if (exact) return exact;
  const bare = skills.filter((skill) => bareName(skill) === name);
  if (bare[0] && bare.length === 1) return bare[0];
  if (bare.length > 1) {
    throw new StandardsError(
      'UNKNOWN_SKILL',
      `\`${name}\` is the name of several skills: ${bare.map((skill) => skill.meta.id).join(', ')}. Name the one you mean in full.`,
    );
  }
  throw unknown(
    'UNKNOWN_SKILL',
    'skill',
    name,
    skills.map((skill) => skill.meta.id),
    skills.map(bareName),
  );
}

/**
 * The projects that are asked for, by name, root or glob.
 *
 * @throws StandardsError UNKNOWN_PROJECT with the nearest name, for each word that names none
 */
export function selectProjects(
  workspace: Pick<Workspace, 'projects'>,
  wanted: readonly string[],
): Project[] {
  const selected = new Set<Project>();
  for (const word of wanted) {
    const matching = workspace.projects.filter((project) => matchesName(project, word));
    if (matching.length === 0) {
      throw unknown(
        'UNKNOWN_PROJECT',
        'project',
        word,
        workspace.projects.map((project) => project.id),
        workspace.projects.map((project) => project.root),
      );
    }
    for (const project of matching) selected.add(project);
  }
  return workspace.projects.filter((project) => selected.has(project));
}

/**
 * The finding that a fingerprint, or its first digits, names.
 *
 * @throws StandardsError UNKNOWN_FINDING
 */
export function findingOf({ findings }: Pick<Report, 'findings'>, prefix: string): Finding {
  const matching = findings.filter((finding) => finding.fingerprint.startsWith(prefix));
  const finding = matching[0];
  if (finding && matching.length === 1) return finding;
  throw new StandardsError(
    'UNKNOWN_FINDING',
    finding
      ? `\`${prefix}\` fits ${matching.length} findings. Give more of the fingerprint.`
      : `No finding of this workspace has the fingerprint \`${prefix}\`. It may be mended already; \`standards check\` shows those that are there.`,
  );
}

function bareName(skill: AnySkill): string {
  return skill.meta.id.slice(skill.meta.id.indexOf(':') + 1);
}

function unknown(
  code: 'UNKNOWN_SKILL' | 'UNKNOWN_PACK' | 'UNKNOWN_PROJECT',
  what: string,
  name: string,
  known: readonly string[],
  alsoKnown: readonly string[] = [],
): StandardsError {
  const nearest = nearestName(name, [...known, ...alsoKnown]);
  const shown = known.slice(0, 20).join(', ') + (known.length > 20 ? ', …' : '');
  const way = nearest === undefined ? `Known: ${shown}.` : `Did you mean \`${nearest}\`?`;
  return new StandardsError(code, `There is no ${what} \`${name}\`. ${way}`);
}
