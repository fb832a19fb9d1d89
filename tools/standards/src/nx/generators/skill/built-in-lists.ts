import type { Tree } from '@nx/devkit';
import { write } from '../../scaffold/scaffold.ts';

/** The tests that say by name which skills every installation has. */
const lists = [
  'libs/standards/skills/src/registry.test.ts',
  'tools/standards/e2e/nx-workspace.e2e.ts',
] as const;

const line = /^\s*'[a-z0-9-]+:[a-z0-9-]+',$/;

/** Enters a skill in its place among the others. */
export function withSkillListed(tree: Tree, id: string): void {
  edit(tree, (lines) => {
    const first = lines.findIndex((one) => line.test(one));
    if (first === -1) return lines;
    const length = lines.slice(first).findIndex((one) => !line.test(one));
    const block = lines.slice(first, first + length);
    if (block.some((one) => one.trim() === `'${id}',`)) return lines;
    const indent = /^\s*/.exec(block[0] ?? '')?.[0] ?? '';
    return [
      ...lines.slice(0, first),
      ...[...block, `${indent}'${id}',`].sort(),
      ...lines.slice(first + length),
    ];
  });
}

/** Takes it out again. */
export function withoutSkillListed(tree: Tree, id: string): void {
  edit(tree, (lines) => lines.filter((one) => one.trim() !== `'${id}',`));
}

function edit(tree: Tree, change: (lines: readonly string[]) => readonly string[]): void {
  for (const file of lists) {
    const text = tree.read(file, 'utf-8');
    if (text !== null) write(tree, file, text, change(text.split('\n')).join('\n'));
  }
}
