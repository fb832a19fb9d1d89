import type { Draft } from '@h-j-petroleum/standards-engine';
import type { ReadmeMessages } from '../messages.ts';
import type { Template } from '../options.ts';
import type { Heading, Readme } from '../readme/readme.ts';

export interface Page {
  /** Relative to the workspace's root. */
  readonly file: string;
  readonly readme: Readme;
}

/** What is missing of a template in a README: title, introduction, example, sections in their order. */
export function judgeSections(
  { file, readme }: Page,
  template: Template,
  names: readonly string[],
): readonly Draft<ReadmeMessages>[] {
  const found: Draft<ReadmeMessages>[] = [];
  const title = readme.headings[0]?.depth === 1 ? readme.headings[0] : undefined;
  const [name = ''] = names;
  if (title === undefined) {
    found.push({
      ...{ message: 'title-missing', data: { file }, file, at: { line: 1 } },
      expected: template.title === 'name' && name !== '' ? `# ${name}` : 'a line `# Title`',
      actual: readme.headings[0] ? `first ${marksOf(readme.headings[0])}` : 'no heading',
      fixable: template.title === 'name' && name !== '',
    });
  } else if (template.title === 'name' && name !== '' && !names.includes(title.text)) {
    found.push({
      ...{ message: 'title-differs', data: { file, title: title.text, name }, file },
      ...{ at: { line: title.line }, expected: names.join(' or '), actual: title.text },
      ...{ identity: 'title', fixable: title.markdown },
    });
  }
  if (template.intro && !readme.hasIntro) {
    found.push({
      ...{ message: 'intro-missing', data: { file }, file, at: { line: title?.line ?? 1 } },
      expected: 'a few lines that say what it is, below the title',
      ...{ actual: 'none', fixable: false },
    });
  }
  if (template.example && readme.fences.length === 0) {
    found.push({
      ...{ message: 'example-missing', data: { file }, file, at: { line: 1 } },
      expected: 'a block of code or commands that shows how it is used',
      ...{ actual: 'none', fixable: false },
    });
  }
  return [...found, ...judgeOrder({ file, readme }, template)];
}

function judgeOrder(
  { file, readme }: Page,
  { sections }: Template,
): readonly Draft<ReadmeMessages>[] {
  const found: Draft<ReadmeMessages>[] = [];
  const seconds = readme.headings.filter(({ depth }) => depth === 2);
  let latest: { readonly at: number; readonly section: string } | undefined;
  for (const { heading: section, optional } of sections) {
    const pattern = new RegExp(`^(?:${section})$`, 'iu');
    const at = seconds.findIndex(({ text }) => pattern.test(text));
    const heading = seconds[at];
    if (heading === undefined) {
      if (optional) continue;
      found.push({
        ...{ message: 'section-missing', data: { file, section }, file, at: { line: 1 } },
        expected: `a heading \`## ${section}\``,
        actual: seconds.length === 0 ? 'no sections' : seconds.map(({ text }) => text).join(', '),
        ...{ fixable: false },
      });
    } else if (latest && at < latest.at) {
      found.push({
        ...{ message: 'section-order', data: { file, section, before: latest.section }, file },
        ...{ at: { line: heading.line }, fixable: false },
        expected: `${section} below ${latest.section}`,
        actual: seconds.map(({ text }) => text).join(', '),
      });
    } else {
      latest = { at, section };
    }
  }
  return found;
}

function marksOf({ depth, text }: Heading): string {
  return `\`${'#'.repeat(depth)} ${text}\``;
}
