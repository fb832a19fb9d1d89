import type { GeneratorCallback, Tree } from '@nx/devkit';
import { useSourceCondition } from '../../source-condition.ts';
import type { CommonOptions, Kind } from '../../scaffold/blueprint.ts';
import type { SkillScope } from './templates.ts';

useSourceCondition(import.meta.url);

export interface SkillSchema {
  readonly id: string;
  /** A folder for a local pack; without it the pack is looked for, and else made as a package. */
  readonly directory?: string;
  readonly scope?: SkillScope;
  readonly skipInstall?: boolean;
}

/** A pack as a package of layer 1, to which skills are added. */
export const skillPack: Kind<CommonOptions & { readonly skill?: string }> = {
  name: 'skill',
  place: 'libs/standards/pack-{name}',
  async blueprint({ name: given, description }, tree) {
    const { checkBase } = await import('../../scaffold/house.ts');
    const { checkName } = await import('../../scaffold/name.ts');
    const { packagePlace, packageRootOf } = await import('./place.ts');
    const { packsEntry } = await import('./packs-entry.ts');
    const name = checkName('skill', given);
    checkBase(tree, 'skill', 'libs/standards/engine');
    const root = packageRootOf(name);
    return {
      kind: 'skill',
      name,
      root,
      description: description ?? `Standards of the pack ${name}, for the gate.`,
      package: { name: `@h-j-petroleum/standards-pack-${name}`, published: true },
      registrations: [packsEntry(packagePlace(name).specifier ?? '')],
      next: [
        `Next: nx run-many -t lint typecheck test build standards -p @h-j-petroleum/standards-pack-${name}`,
      ],
    };
  },
};

/** See schema.json. */
export default async function skillGenerator(
  tree: Tree,
  options: SkillSchema,
): Promise<GeneratorCallback> {
  const { checkId } = await import('./skill-id.ts');
  const { addSkill, isThere } = await import('./add-skill.ts');
  const { findPack, localPlace, packagePlace } = await import('./place.ts');
  const { folderOf } = await import('./skill-id.ts');
  const { pack, name } = checkId(options.id);
  const directory = options.directory === undefined ? undefined : folderOf(options.directory, pack);
  const found = findPack(tree, pack);
  const place =
    directory === undefined || found?.directory === directory
      ? (found ?? packagePlace(pack))
      : localPlace(pack, directory);
  if (isThere(tree, place, name)) {
    return () => {
      console.log(`${options.id} is there already, in ${place.directory}. Nothing was changed.`);
    };
  }
  const scope = options.scope ?? 'project';
  if (place.kind !== 'package' || found) return addSkill(tree, place, name, scope);
  const { scaffold } = await import('../../scaffold/scaffold.ts');
  const installed = await scaffold(tree, skillPack, { ...options, name: pack });
  await addSkill(tree, place, name, scope);
  return installed;
}
