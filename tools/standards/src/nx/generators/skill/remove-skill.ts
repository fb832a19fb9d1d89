import type { GeneratorCallback, Tree } from '@nx/devkit';
import { refusal } from '../../scaffold/refuse.ts';
import { write } from '../../scaffold/scaffold.ts';
import { forgetInConfiguration } from '../../scaffold/unscaffold.ts';
import { changesetOf, listOf } from './add-skill.ts';
import { withoutSkillListed } from './built-in-lists.ts';
import { onOneLine, skillsIn as skillsOfIndex, withoutSkill } from './pack-index.ts';
import { packsEntry } from './packs-entry.ts';
import { findPack, packageRootOf, pageOf, skillsIn } from './place.ts';
import { checkId } from './skill-id.ts';

/**
 * Takes a skill out of its pack, with its page and what the configuration says of it.
 *
 * @returns what is left to do once the files are written; the folder of a package whose last skill it is, which is to be removed as a whole
 * @throws StandardsError GENERATE_REFUSED where no pack of this workspace has it
 */
export async function removeSkill(tree: Tree, id: string): Promise<GeneratorCallback | string> {
  const { pack, name } = checkId(id);
  const place = findPack(tree, pack);
  if (!place || !tree.exists(`${place.directory}/${name}/${name}.ts`)) {
    const there = place ? skillsIn(tree, place.directory).map((one) => `${pack}:${one}`) : [];
    throw refusal(
      `No pack of this workspace has a skill \`${id}\`.${there.length === 0 ? '' : ` There is ${there.join(', ')}.`}`,
    );
  }
  const isLast = skillsIn(tree, place.directory).length === 1;
  forgetInConfiguration(tree, id);
  if (place.kind === 'package' && isLast) return packageRootOf(pack);

  tree.delete(`${place.directory}/${name}`);
  for (const path of [pageOf(place, name), changesetOf(pack, name)]) {
    if (tree.exists(path)) tree.delete(path);
  }
  const before = tree.read(place.index, 'utf-8') ?? '';
  const [, from] = listOf(place, name);
  const without = withoutSkill(before, name, from);
  const index = place.kind === 'built-in' ? onOneLine(without, pack) : without;
  const config = tree.read('standards.config.json', 'utf-8');
  if (place.kind === 'local' && skillsOfIndex(index).length === 0) {
    tree.delete(place.index);
    if (config !== null && place.specifier !== undefined) {
      write(
        tree,
        'standards.config.json',
        config,
        packsEntry(place.specifier).remove(config, tree),
      );
    }
  } else write(tree, place.index, before, index);
  if (place.kind === 'built-in') withoutSkillListed(tree, id);
  if (place.kind !== 'local') {
    const { formatFiles } = await import('@nx/devkit');
    await formatFiles(tree);
  }
  return () => {
    if (place.kind === 'built-in') console.log('Next: npm run generate');
  };
}
