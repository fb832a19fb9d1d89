import type { Finding, FixContext, Project } from '@h-j-petroleum/standards-engine';
import type { ReadmeOptions } from './options.ts';
import type { Readme } from './readme/readme.ts';
import { anchorMeant, targetOf } from './static/judge-links.ts';
import { namesOf } from './template.ts';

interface Edit {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** Writes titles, and anchors that differ from a heading's in case and marks alone. All else says something, and is for a person. */
export async function fix({
  workspace,
  findings,
  tree,
  leave,
}: FixContext<ReadmeOptions>): Promise<void> {
  const { parseReadme } = await import('./readme/parse-readme.ts');
  const pageAt = (path: string): Readme => parseReadme(tree.read(path) ?? '');
  for (const file of new Set(findings.map((one) => one.file))) {
    const own = findings.filter((one) => one.file === file);
    const text = tree.read(file) ?? '';
    const readme = parseReadme(text);
    const edits = new Map<number, Edit>();
    for (const finding of own) {
      const project = workspace.projects.find(({ id }) => id === finding.project);
      const edit =
        finding.messageId === 'anchor-missing'
          ? anchorEdit(finding, text, readme, pageAt)
          : titleEdit(finding, text, readme, project);
      if (edit) edits.set(edit.start, edit);
      else leave(finding, 'It is not there any more.');
    }
    const inOrder = [...edits.values()].sort((a, b) => b.start - a.start);
    const after = inOrder.reduce(
      (given, { start, end, text: put }) => given.slice(0, start) + put + given.slice(end),
      text,
    );
    tree.write(file, after);
  }
}

function titleEdit(
  { messageId }: Finding,
  text: string,
  { headings }: Readme,
  project: Project | undefined,
): Edit | undefined {
  const [name] = project ? namesOf(project) : [];
  if (name === undefined) return undefined;
  if (messageId === 'title-missing') {
    const start = /^(?:\uFEFF|---\r?\n[^]*?\n---\r?\n\s*)/.exec(text)?.[0].length ?? 0;
    return { start, end: start, text: `# ${name}\n\n` };
  }
  const title = headings[0];
  return title?.depth === 1 && title.markdown
    ? { start: title.start, end: title.end, text: `# ${name}` }
    : undefined;
}

function anchorEdit(
  { data, file }: Finding,
  text: string,
  readme: Readme,
  pageAt: (path: string) => Readme,
): Edit | undefined {
  const url = String(data['target']);
  const target = targetOf({ url }, file);
  const link = readme.links.find(
    (one) => one.url === url && text.slice(one.start, one.end).includes(url),
  );
  if (!target || !link) return undefined;
  const meant = anchorMeant(target.anchor, target.path === file ? readme : pageAt(target.path));
  if (meant === undefined) return undefined;
  const whole = text.slice(link.start, link.end);
  const better = `${url.slice(0, url.indexOf('#'))}#${meant}`;
  return { start: link.start, end: link.end, text: whole.replaceAll(url, () => better) };
}
