import type { GeneratorCallback, Tree } from '@nx/devkit';
import { membersOf, readObject } from '../../scaffold/house.ts';
import { refusal } from '../../scaffold/refuse.ts';
import { withSkillListed } from './built-in-lists.ts';
import { newIndex, withSkill } from './pack-index.ts';
import { packsEntry } from './packs-entry.ts';
import type { PackPlace } from './place.ts';
import { docsOf, packageRootOf, pageOf } from './place.ts';
import type { SkillScope, SkillTemplate } from './templates.ts';
import { skillFiles, variableOf } from './templates.ts';

const engine = '@h-j-petroleum/standards-engine';

/** Whether a skill was made before; refuses where something else stands in its place. */
export function isThere(tree: Tree, place: PackPlace, name: string): boolean {
  const folder = `${place.directory}/${name}`;
  if (tree.exists(`${folder}/${name}.ts`)) return true;
  if (!tree.exists(folder)) return false;
  throw refusal(
    `${folder} is there, and no skill. Choose another name, or remove the folder first.`,
  );
}

/** Makes a skill in a pack. A local pack is made where there is none, and named in the configuration. */
export async function addSkill(
  tree: Tree,
  place: PackPlace,
  name: string,
  scope: SkillScope,
): Promise<GeneratorCallback> {
  const template: SkillTemplate = {
    ...{ pack: place.pack, name, directory: place.directory, scope },
    contract: contractOf(tree, place.directory),
    page: pageOf(place, name),
    docs: docsOf(tree, place, name),
  };
  const before = tree.read(place.index, 'utf-8');
  const index =
    before === null
      ? newIndex(place.pack, name, template.contract)
      : withSkill(before, name, ...listOf(place, name));
  if (index === undefined) {
    throw refusal(
      `${place.index} has no list \`skills: [\`${place.kind === 'built-in' ? ` of ${place.pack}` : ''}. Add ${variableOf(name)} to it by hand.`,
    );
  }
  const config = tree.read('standards.config.json', 'utf-8') ?? '{}\n';
  const configured =
    place.specifier === undefined ? config : packsEntry(place.specifier).add(config, tree);

  tree.write(place.index, index);
  for (const [path, text] of Object.entries(skillFiles(template))) tree.write(path, text);
  if (configured !== config) tree.write('standards.config.json', configured);
  if (place.kind === 'built-in') withSkillListed(tree, `${place.pack}:${name}`);
  if (place.kind !== 'local') {
    await announceSkill(tree, place, name);
    const { formatFiles } = await import('@nx/devkit');
    await formatFiles(tree);
  }
  return () => {
    if (place.kind === 'built-in') {
      console.log(
        `Next: npm run generate, and a row for ${place.pack}:${name} in the table of README.md`,
      );
    }
  };
}

/** Where an index lists the skill, and from where it has it. */
export function listOf(place: PackPlace, name: string): [opening: RegExp, from: string] {
  return place.kind === 'built-in'
    ? [
        new RegExp(`name:\\s*'${place.pack}',\\s*skills:\\s*\\[`),
        `./${place.pack}/${name}/${name}.ts`,
      ]
    : [/skills:\s*\[/, `./${name}/${name}.ts`];
}

/** Announces a new skill of a package that was released before; a new package is announced as a whole. */
async function announceSkill(tree: Tree, place: PackPlace, name: string): Promise<void> {
  const changeset = changesetOf(place.pack, name);
  if (!tree.exists('.changeset/config.json') || tree.exists(newPackage(place.pack))) return;
  const root = place.kind === 'package' ? packageRootOf(place.pack) : 'libs/standards/skills';
  const member = (await membersOf(tree)).find((one) => one.root === root);
  if (!member || member.manifest['private'] === true) return;
  tree.write(
    changeset,
    `---\n'${member.name}': minor\n---\n\nThe skill \`${place.pack}:${name}\`: every package says in its manifest what it is.\n`,
  );
}

/** The changeset of one skill. */
export const changesetOf = (pack: string, name: string): string =>
  `.changeset/new-skill-${pack}-${name}.md`;

const newPackage = (pack: string): string => `.changeset/new-skill-${pack}.md`;

/** A pack whose own package names the engine is built on it; all others know only the published gate. */
function contractOf(tree: Tree, directory: string): SkillTemplate['contract'] {
  for (let folder = directory; folder !== '';) {
    const manifest = readObject(tree, `${folder}/package.json`);
    if (manifest)
      return Object.hasOwn(Object(manifest['dependencies']), engine)
        ? engine
        : '@h-j-petroleum/standards';
    folder = folder.slice(0, Math.max(folder.lastIndexOf('/'), 0));
  }
  return '@h-j-petroleum/standards';
}
