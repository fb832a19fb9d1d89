import type { Tree } from '@nx/devkit';
import { loadDevkit } from './devkit.ts';

/** A lock file is the package manager's, and a change log tells of what was. */
const passed = /(?:^|\/)(?:package-lock\.json|pnpm-lock\.yaml|yarn\.lock|bun\.lock|CHANGELOG\.md)$/;

/**
 * Where the workspace still names what was removed, as `file:line` of the first in each file. It is told, not mended: only a person knows what a sentence or an
 * import is to become.
 *
 * @param names folders and packages
 */
export async function leftovers(tree: Tree, names: readonly string[]): Promise<string[]> {
  const { visitNotIgnoredFiles } = await loadDevkit();
  const whole = names.map((name) => new RegExp(`(?<![\\w/@-])${literal(name)}(?![\\w-])`));
  const found: string[] = [];
  visitNotIgnoredFiles(tree, '.', (path) => {
    if (passed.test(path)) return;
    const text = tree.read(path, 'utf-8') ?? '';
    if (!names.some((name) => text.includes(name))) return;
    const lines = text
      .split('\n')
      .flatMap((line, index) => (whole.some((pattern) => pattern.test(line)) ? [index + 1] : []));
    const [first] = lines;
    const more = lines.length > 1 ? ` and ${lines.length - 1} more` : '';
    if (first !== undefined) found.push(`${path}:${first}${more}`);
  });
  return found;
}

const literal = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
