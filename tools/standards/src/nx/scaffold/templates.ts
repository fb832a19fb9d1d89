import type { Tree } from '@nx/devkit';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Blueprint } from './blueprint.ts';
import { readObject } from './house.ts';
import { templatesOf } from './package-root.ts';
import { loadDevkit } from './devkit.ts';

/** A file of a template, and where it comes to stand. */
export interface Target {
  /** Relative to the workspace's root. */
  readonly path: string;
  readonly part: 'project' | 'workspace';
}

/** Every file that a blueprint makes, in the order of their paths, without making any. */
export function targetsOf(blueprint: Blueprint, tree: Tree): Target[] {
  const variables = variablesOf(blueprint, tree);
  return (['project', 'workspace'] as const).flatMap((part) => {
    const folder = templatesOf(blueprint.kind, part);
    if (!existsSync(folder)) return [];
    return readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1))
      .map((path) => substituted(path.replaceAll('\\', '/').replace(/\.template$/, ''), variables))
      .map((path) => ({ path: part === 'project' ? `${blueprint.root}/${path}` : path, part }))
      .sort((a, b) => (a.path < b.path ? -1 : 1));
  });
}

/** Makes them in the tree. */
export async function writeTargets(blueprint: Blueprint, tree: Tree): Promise<void> {
  const { generateFiles } = await loadDevkit();
  const variables = variablesOf(blueprint, tree);
  for (const part of ['project', 'workspace'] as const) {
    const folder = templatesOf(blueprint.kind, part);
    if (existsSync(folder)) {
      generateFiles(tree, folder, part === 'project' ? blueprint.root : '.', variables);
    }
  }
}

function substituted(path: string, variables: Readonly<Record<string, unknown>>): string {
  return path.replace(/__([A-Za-z0-9]+?)__/g, (whole, name: string) =>
    Object.hasOwn(variables, name) ? String(variables[name]) : whole,
  );
}

function variablesOf(blueprint: Blueprint, tree: Tree): Record<string, unknown> {
  const { name, root, description } = blueprint;
  const words = name.split('-');
  const className = words.map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join('');
  const repository = readObject(tree, 'package.json')?.['repository'];
  const title = words.join(' ');
  return {
    name,
    /** priceList */
    variable: className.charAt(0).toLowerCase() + className.slice(1),
    /** PriceList */
    className,
    /** PRICE_LIST */
    constant: words.join('_').toUpperCase(),
    /** price_list: schemas and tables */
    snake: words.join('_'),
    /** Price list */
    title: title.charAt(0).toUpperCase() + title.slice(1),
    root,
    /** From the folder back to the workspace's root, with its last slash. */
    offset: '../'.repeat(root.split('/').length),
    description,
    packageName: blueprint.package?.name ?? '',
    repository: String(Object(repository)['url'] ?? ''),
    ...blueprint.variables,
  };
}
