import type { Tree } from '@nx/devkit';
import type { Blueprint } from './blueprint.ts';

const folder = '.changeset';

/** Announces a new package, or a new part of one. A workspace without changesets has nothing to be told. */
export function announce(tree: Tree, blueprint: Blueprint): void {
  const { description, package: made, partOf } = blueprint;
  const released = made?.published ? made.name : partOf?.package;
  if (released === undefined || !tree.exists(`${folder}/config.json`)) return;
  const words = partOf ? `\`${partOf.specifier}\`` : `The first release of ${released}`;
  tree.write(
    announcementOf(blueprint),
    `---\n'${released}': minor\n---\n\n${words}: ${description}\n`,
  );
}

/** The changeset by which it was announced; it is gone once that is released. */
export function announcementOf({ kind, name }: Blueprint): string {
  return `${folder}/new-${kind}-${name}.md`;
}

/** Takes a package out of all changesets that wait, and those away that are about nothing else. */
export function withdraw(tree: Tree, packageName: string): void {
  for (const file of tree.children(folder)) {
    if (!file.endsWith('.md') || file === 'README.md') continue;
    const path = `${folder}/${file}`;
    const text = tree.read(path, 'utf-8') ?? '';
    const parts = /^---\r?\n([\s\S]*?)---\r?\n/.exec(text);
    const named = parts?.[1]?.split(/(?<=\n)/).filter((line) => line.trim() !== '') ?? [];
    const kept = named.filter((line) => packageOf(line) !== packageName);
    if (kept.length === named.length) continue;
    if (kept.length === 0) tree.delete(path);
    else
      tree.write(
        path,
        text.replace(parts?.[1] ?? '', () => kept.join('')),
      );
  }
}

const packageOf = (line: string): string | undefined =>
  /^\s*['"]?([^'":]+)['"]?\s*:/.exec(line)?.[1];
