import type { AnySkill, Pack } from '../contract/skill.ts';
import { modes } from '../contract/skill.ts';
import { StandardsError } from '../errors.ts';
import { describeThrown } from '../run/thrown.ts';

/** Imports a module by the name that the configuration gives; how is the door's matter. */
export type ImportPack = (specifier: string) => Promise<unknown>;

/**
 * Loads the packs that a configuration names and checks each against the contract.
 *
 * @param builtIn packs that are there already; no other pack may take one of their skills' ids
 * @throws StandardsError PACK_NOT_LOADED, naming the pack and everything that is wrong with it
 */
export async function loadPacks(
  specifiers: readonly string[],
  importPack: ImportPack,
  builtIn: readonly Pack[],
): Promise<readonly Pack[]> {
  const packs = [...builtIn];
  for (const specifier of specifiers) {
    let module: unknown;
    try {
      module = await importPack(specifier);
    } catch (error) {
      throw new StandardsError(
        'PACK_NOT_LOADED',
        `Cannot load the pack \`${specifier}\`: ${loadFailure(error)}. Make sure that it is installed, or that the folder holds an index file that can be imported.`,
        { cause: error },
      );
    }
    const candidate = field(module, 'default') ?? field(module, 'pack');
    const taken = new Set(packs.flatMap((pack) => pack.skills.map((skill) => skill.meta.id)));
    const problems = packProblems(candidate, taken);
    if (problems.length > 0) {
      throw new StandardsError(
        'PACK_NOT_LOADED',
        `The pack \`${specifier}\` breaks the contract of a pack:\n${problems.map((problem) => `  - ${problem}`).join('\n')}\nSee docs/standards/writing-a-skill.md.`,
      );
    }
    if (isPack(candidate)) packs.push(candidate);
  }
  return packs;
}

/** Why a module could not be imported, in one line; a fault of syntax with the place that only the stack names. */
function loadFailure(error: unknown): string {
  if (!(error instanceof Error)) return describeThrown(error);
  // Below the first line of a failed search stands who searched, which is us.
  const message = (error.message.split('\n')[0] ?? '').replace(/\.$/, '');
  const place = /^(file:\/\/\S+:\d+)$/m.exec(error.stack ?? '')?.[1];
  return place === undefined ? message : `${message} (${place})`;
}

/** Everything in which a value differs from a pack; empty for a pack. */
export function packProblems(value: unknown, taken: ReadonlySet<string> = new Set()): string[] {
  if (!isRecord(value)) return ['it has no default export made by `definePack`'];
  const problems: string[] = [];
  const name = value['name'];
  if (typeof name !== 'string' || !kebab.test(name)) {
    problems.push('`name` must be a word in kebab-case');
  }
  const skills = value['skills'];
  if (!Array.isArray(skills)) return [...problems, '`skills` must be an array'];
  if (skills.length === 0) problems.push('`skills` is empty: a pack without skills checks nothing');
  const seen = new Set<string>();
  skills.forEach((skill: unknown, index) => {
    const meta = field(skill, 'meta');
    const id = field(meta, 'id');
    const label = typeof id === 'string' ? `\`${id}\`` : `skills[${index}]`;
    problems.push(...skillProblems(skill, meta).map((problem) => `${label}: ${problem}`));
    if (typeof id !== 'string') return;
    if (typeof name === 'string' && !id.startsWith(`${name}:`)) {
      problems.push(`${label}: the id must start with the pack's name, \`${name}:\``);
    }
    if (seen.has(id)) problems.push(`${label}: the id stands twice`);
    if (taken.has(id)) problems.push(`${label}: the id belongs to another pack already`);
    seen.add(id);
  });
  return problems;
}

function skillProblems(skill: unknown, meta: unknown): string[] {
  if (!isRecord(skill) || !isRecord(meta)) return ['is no skill made by `defineSkill`'];
  const problems: string[] = [];
  if (typeof meta['id'] !== 'string' || !skillId.test(meta['id'])) {
    problems.push('`meta.id` must be `pack:name` in kebab-case');
  }
  for (const key of ['title', 'description', 'docs']) {
    if (typeof meta[key] !== 'string' || meta[key] === '') {
      problems.push(`\`meta.${key}\` must be a text`);
    }
  }
  if (meta['scope'] !== 'project' && meta['scope'] !== 'workspace') {
    problems.push('`meta.scope` must be `project` or `workspace`');
  }
  if (!modes.some((mode) => mode === meta['defaultMode'])) {
    problems.push(`\`meta.defaultMode\` must be one of ${modes.join(', ')}`);
  }
  const messages = meta['messages'];
  if (!isRecord(messages) || Object.keys(messages).length === 0) {
    problems.push('`meta.messages` must hold at least one message');
  } else {
    for (const [key, message] of Object.entries(messages)) {
      if (typeof field(message, 'text') !== 'string' || typeof field(message, 'why') !== 'string') {
        problems.push(`\`meta.messages.${key}\` must have \`text\` and \`why\``);
      }
    }
  }
  if (typeof field(meta['options'], 'safeParse') !== 'function') {
    problems.push('`meta.options` must be a schema with `safeParse`');
  }
  if (!isRecord(meta['optionDocs'])) problems.push('`meta.optionDocs` must be an object');
  for (const key of ['project', 'workspace']) {
    const globs = field(meta['inputs'], key);
    if (!Array.isArray(globs) || !globs.every((glob) => typeof glob === 'string')) {
      problems.push(`\`meta.inputs.${key}\` must be an array of globs`);
    }
  }
  if (typeof skill['check'] !== 'function') problems.push('`check` must be a function');
  if (skill['fix'] !== undefined && typeof skill['fix'] !== 'function') {
    problems.push('`fix` must be a function where there is one');
  }
  const { measure } = skill;
  if (measure !== undefined) {
    if (meta['scope'] !== 'project') problems.push('`measure` is for scope `project`');
    for (const key of ['appliesTo', 'judges', 'dependsOn', 'load']) {
      if (typeof field(measure, key) !== 'function') {
        problems.push(`\`measure.${key}\` must be a function`);
      }
    }
    if (!(Number(field(measure, 'timeoutMs')) > 0)) {
      problems.push('`measure.timeoutMs` must be a number of milliseconds');
    }
  }
  return problems;
}

const kebab = /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/;
const skillId = /^[a-z][a-z0-9]*(-[a-z0-9]+)*:[a-z][a-z0-9]*(-[a-z0-9]+)*$/;

function isPack(value: unknown): value is Pack {
  return packProblems(value).length === 0;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}

function field(value: unknown, key: string): unknown {
  return isRecord(value) ? value[key] : undefined;
}

/** All skills of some packs, in the packs' order. */
export function skillsOf(packs: readonly Pack[]): readonly AnySkill[] {
  return packs.flatMap((pack) => pack.skills);
}
