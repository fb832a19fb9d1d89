import type { FixContext } from '@h-j-petroleum/standards-engine';
import { editFile, editJson } from '@h-j-petroleum/standards-engine';
import type { Options } from './options.ts';

/** Adds or moves a declaration with the range that the check found, and removes what is surely unused. */
export async function fix({
  findings,
  tree,
  workspace,
  leave,
}: FixContext<Options>): Promise<void> {
  const byId = new Map(workspace.projects.map((project) => [project.id, project]));
  for (const finding of findings) {
    const file = byId.get(finding.project)?.manifest?.file;
    const { name, field, range } = finding.data;
    const text = file === undefined ? undefined : tree.read(file);
    if (file === undefined || text === undefined) {
      leave(finding, 'Its package.json is not there any more.');
      continue;
    }
    if (finding.messageId === 'unused') {
      await editFile(tree, file, [String(field), String(name)], undefined);
      continue;
    }
    if (finding.messageId === 'dev-only') {
      await editFile(tree, file, ['devDependencies', String(name)], undefined);
    }
    // At the end: package managers sort the field when they next write it.
    const edited = tree.read(file) ?? text;
    tree.write(file, editJson(edited, [String(field), String(name)], String(range)));
  }
}
