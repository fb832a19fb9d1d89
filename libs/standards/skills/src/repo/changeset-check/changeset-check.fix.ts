import type { Finding, FixContext, Tree } from '@h-j-petroleum/standards-engine';
import { editYaml } from '@h-j-petroleum/standards-engine';
import { changesetFolder, frontMatter } from './changesets/changeset.ts';
import type { Options } from './options.ts';

/**
 * Raises a bump to what the change needs, and begins one changeset for all packages that lack one. Its words are left to be
 * written: what stands there is a finding until they are.
 */
export async function fix({ findings, tree, leave }: FixContext<Options>): Promise<void> {
  const missing = findings.filter(({ messageId }) => messageId === 'changeset-missing');
  if (missing.length > 0) begin(missing, tree);
  for (const finding of findings) {
    if (finding.messageId !== 'bump-too-small') continue;
    const text = tree.read(finding.file) ?? '';
    const [, before = '', matter, after = '', rest = ''] = frontMatter.exec(text) ?? [];
    const { entry, needed } = finding.data;
    const edited =
      matter === undefined ? undefined : await editYaml(matter, [String(entry)], String(needed));
    if (edited === undefined || edited === matter)
      leave(finding, 'It is not written there by its name.');
    else tree.write(finding.file, before + edited + after + rest);
  }
}

function begin(findings: readonly Finding[], tree: Tree): void {
  const lines = findings
    .map(({ data }) => `${JSON.stringify(data['name'])}: ${String(data['bump'])}\n`)
    .sort();
  tree.write(freeFile(findings, tree), `---\n${lines.join('')}---\n`);
}

/** A name by the first package, so that the same change gives the same file. */
function freeFile(findings: readonly Finding[], tree: Tree): string {
  const [name = 'change'] = findings.map(({ data }) => String(data['name'])).sort();
  const stem = `${changesetFolder}/${name
    .replaceAll(/[^\w-]+/g, '-')
    .replace(/^-/, '')
    .toLowerCase()}`;
  for (let at = 1; ; at++) {
    const file = at === 1 ? `${stem}.md` : `${stem}-${at}.md`;
    if (tree.kind(file) === undefined) return file;
  }
}
