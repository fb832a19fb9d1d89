import type { FixContext } from '@h-j-petroleum/standards-engine';
import { joinPath } from '@h-j-petroleum/standards-engine';
import { factsSchema } from './facts.ts';
import type { BundleOptions } from './options.ts';
import { parseRecord, recordedOf, recordName, recordText } from './record/record.ts';

/** Writes into the record what was measured, for the entries of the findings alone. */
export function fixRecords({
  workspace,
  findings,
  tree,
  measured,
  leave,
}: FixContext<BundleOptions>): void {
  for (const finding of findings) {
    const project = workspace.projects.find(({ id }) => id === finding.project);
    const facts = project && factsSchema.safeParse(measured?.(project));
    if (!project || facts?.success !== true) {
      leave(finding, 'What was measured does not hold any more.');
      continue;
    }
    const file = joinPath(project.root, recordName);
    const text = tree.read(file);
    const record = text === undefined ? { entries: {} } : parseRecord(text);
    if (typeof record === 'string') {
      leave(finding, `${file} cannot be read: ${record}`);
      continue;
    }
    const name = String(finding.data['entry']);
    const entry = facts.data.entries.find((one) => one.name === name);
    const { [name]: _, ...others } = record.entries;
    const entries = entry && 'sizes' in entry ? { ...others, [name]: recordedOf(entry) } : others;
    tree.write(file, recordText({ ...record, entries }));
  }
}
