import { joinPath, normalisePath, parseJson } from '@h-j-petroleum/standards-engine';
import type { Tree } from '@nx/devkit';
import { readObject } from '../../scaffold/house.ts';

/** A pack that is there, or is to be made. */
export interface PackPlace {
  /** A folder that the configuration names, a package of this workspace, or one of those that every installation has. */
  readonly kind: 'local' | 'package' | 'built-in';
  readonly pack: string;
  /** The folder that holds a folder a skill, relative to the workspace's root. */
  readonly directory: string;
  /** The file that lists the skills. */
  readonly index: string;
  /** What `packs` of standards.config.json names it by; undefined for what is built in. */
  readonly specifier: string | undefined;
}

const builtInRoot = 'libs/standards/skills';

/** Where the pack of a package lies. */
export const packageRootOf = (pack: string): string => `libs/standards/pack-${pack}`;

export function packagePlace(pack: string): PackPlace {
  const directory = `${packageRootOf(pack)}/src`;
  return {
    ...{ kind: 'package', pack, directory },
    index: `${directory}/index.ts`,
    specifier: `./${directory}`,
  };
}

export function localPlace(pack: string, directory: string): PackPlace {
  return {
    ...{ kind: 'local', pack, directory },
    index: `${directory}/index.ts`,
    specifier: `./${directory}`,
  };
}

/** The pack of that name that this workspace has: built in, a package, or a folder that the configuration names. */
export function findPack(tree: Tree, pack: string): PackPlace | undefined {
  const directory = `${builtInRoot}/src/${pack}`;
  const index = `${builtInRoot}/src/index.ts`;
  if (tree.exists(index) && skillsIn(tree, directory).length > 0) {
    return { kind: 'built-in', pack, directory, index, specifier: undefined };
  }
  const own = packagePlace(pack);
  if (tree.exists(own.index)) return own;
  return packsOf(tree)
    .filter((specifier) => specifier.startsWith('.'))
    .map((specifier) => localPlace(pack, normalisePath(specifier.replace(/\/index\.ts$/, ''))))
    .find((place) =>
      new RegExp(`name:\\s*['"]${pack}['"]`).test(tree.read(place.index, 'utf-8') ?? ''),
    );
}

/** The skills of a folder: each a folder with a source of its own name. */
export function skillsIn(tree: Tree, directory: string): string[] {
  return tree
    .children(directory)
    .filter((name) => tree.exists(`${directory}/${name}/${name}.ts`))
    .sort();
}

/** Where the page of a skill stands: with those of the gate for what is built in, else beside the skill. */
export function pageOf({ kind, pack, directory }: PackPlace, name: string): string {
  return kind === 'built-in'
    ? `docs/standards/${pack}/${name}.md`
    : joinPath(directory, name, `${name}.md`);
}

/** How findings lead to the page: those of packages are read by others, who do not have the file. */
export function docsOf(tree: Tree, place: PackPlace, name: string): string {
  const page = pageOf(place, name);
  const url = String(Object(readObject(tree, 'package.json')?.['repository'])['url'] ?? '');
  const repository = /^(?:git\+)?(https:\/\/.*?)(?:\.git)?$/.exec(url)?.[1];
  return place.kind === 'local' || repository === undefined
    ? page
    : `${repository}/blob/main/${page}`;
}

/** What the configuration names as packs. */
export function packsOf(tree: Tree): string[] {
  const parsed = parseJson(tree.read('standards.config.json', 'utf-8') ?? '{}');
  const packs: unknown = parsed.ok ? Object(parsed.value)['packs'] : undefined;
  return Array.isArray(packs) ? packs.filter((one) => typeof one === 'string') : [];
}
