import type { Finding, FixContext } from '@h-j-petroleum/standards-engine';
import { parseImports } from '@h-j-petroleum/standards-engine';
import type { LayeringOptions } from './options.ts';

/** Writes the public specifier wherever a file imports the same thing by a deep or relative path. */
export async function replaceImports({
  findings,
  tree,
  leave,
}: FixContext<LayeringOptions>): Promise<void> {
  const byFile = new Map<string, Finding[]>();
  for (const finding of findings) {
    byFile.set(finding.file, [...(byFile.get(finding.file) ?? []), finding]);
  }
  const parsed = await parseImports(tree, byFile.keys());
  for (const [file, wanted] of byFile) {
    const text = tree.read(file);
    const result = parsed.get(file);
    const imports = result?.ok ? result.imports : [];
    const edits = wanted.flatMap((finding) => {
      const { specifier, replacement } = finding.data;
      const places = imports.filter((one) => one.specifier === specifier);
      if (places.length > 0 && typeof replacement === 'string') {
        return places.map(({ start, end }) => ({ start, end, replacement }));
      }
      leave(finding, `\`${String(specifier)}\` is no longer imported here.`);
      return [];
    });
    if (text === undefined || edits.length === 0) continue;
    // From the end, so that offsets before an edit stay right.
    edits.sort((a, b) => b.start - a.start);
    let edited = text;
    for (const { start, end, replacement } of edits) {
      edited = edited.slice(0, start) + replacement + edited.slice(end);
    }
    tree.write(file, edited);
  }
}
