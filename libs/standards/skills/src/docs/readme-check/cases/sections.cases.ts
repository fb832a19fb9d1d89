import type { Case } from '@h-j-petroleum/standards-engine/testing';
import { goodReadme, inReadme, others, readme, workspace } from './trees.ts';

const page = (text: string) => workspace({ [readme]: text });
const example = '\n```sh\nnpm install @acme/core\n```\n';
const template = (more: object) => ({ templates: [{ match: ['libs/*'], ...more }] });
const intro = (line: number) =>
  inReadme(
    'intro-missing',
    line,
    `${readme} says nothing between its title and its first section`,
    'a few lines that say what it is, below the title',
    'none',
  );

export const sectionCases: readonly Case[] = [
  { ...{ name: 'a README', kind: 'valid', tree: workspace(), findings: [], outcomes: others } },
  {
    ...{ name: 'the name without its scope, as code', kind: 'valid', findings: [] },
    ...{ tree: page(`# \`core\`\n\nIt is.\n${example}`), outcomes: others },
  },
  {
    ...{ name: 'a title in HTML, with a picture for its text', kind: 'valid', findings: [] },
    tree: page(
      `<h1 align="center"><img alt="core" src="./package.json"></h1>\n\n<p align="center">It is.</p>\n${example}`,
    ),
    outcomes: others,
  },
  {
    ...{ name: 'metadata before the title', kind: 'valid', findings: [], outcomes: others },
    tree: page(`---\ntitle: x\n---\n\n# core\n\nIt is.\n${example}`),
  },
  {
    ...{ name: 'another case of its name', kind: 'valid', findings: [], outcomes: others },
    tree: {
      'package.json': { name: 'root', private: true, workspaces: ['libs/*'] },
      'libs/core/package.json': { name: 'core', main: 'index.js' },
      'libs/core/readme.markdown': `# core\n\nIt is.\n${example}`,
    },
  },
  {
    ...{ name: 'no README', kind: 'invalid', outcomes: others },
    tree: {
      'package.json': { name: 'root', private: true, workspaces: ['libs/*'] },
      'libs/core/package.json': { name: '@acme/core' },
      'libs/core/README.md/none.txt': '',
    },
    findings: [
      {
        ...{ message: 'readme-missing', project: '@acme/core', file: 'libs/core/package.json' },
        ...{ line: 1, text: '@acme/core has no README.md', fixable: false },
        ...{ expected: 'libs/core/README.md', actual: 'none' },
      },
    ],
  },
  {
    ...{ name: 'a private package needs none, unless a template says so', kind: 'invalid' },
    tree: {
      'package.json': { name: 'root', private: true, workspaces: ['libs/*'] },
      'libs/a/package.json': { name: 'a', private: true, nx: { tags: ['type:lib'] } },
      'libs/b/package.json': { name: 'b', private: true },
      'libs/c/package.json': { name: 'c' },
    },
    options: {
      templates: [
        { match: ['tag:type:lib'] },
        { match: ['libs/*'], readme: 'optional' },
        { match: ['c'] },
      ],
    },
    findings: [
      {
        ...{ message: 'readme-missing', project: 'a', file: 'libs/a/package.json', line: 1 },
        ...{ expected: 'libs/a/README.md', actual: 'none', fixable: false },
      },
    ],
    outcomes: { ...others, b: others.root, c: others.root },
  },
  {
    ...{ name: 'no title', kind: 'invalid', tree: page(`It is.\n${example}`), outcomes: others },
    findings: [
      inReadme(
        'title-missing',
        1,
        `${readme} begins with no heading of the first level`,
        '# @acme/core',
        'no heading',
        true,
      ),
    ],
    fixed: { [readme]: `# @acme/core\n\nIt is.\n${example}` },
    remaining: [],
  },
  {
    ...{ name: 'a section before the title', kind: 'invalid', outcomes: others },
    tree: page(`---\ntitle: x\n---\n\n## Use\n\nIt is.\n${example}`),
    findings: [
      intro(1),
      inReadme(
        'title-missing',
        1,
        `${readme} begins with no heading of the first level`,
        '# @acme/core',
        'first `## Use`',
        true,
      ),
    ],
    fixed: { [readme]: `---\ntitle: x\n---\n\n# @acme/core\n\n## Use\n\nIt is.\n${example}` },
    remaining: [intro(5)],
  },
  {
    ...{ name: 'the title of another package', kind: 'invalid', outcomes: others },
    tree: page(`# [Core](./package.json) 2\n\nIt is.\n${example}`),
    findings: [
      inReadme(
        'title-differs',
        1,
        `${readme} is titled \`Core 2\`, and the package is named @acme/core`,
        '@acme/core or core',
        'Core 2',
        true,
      ),
    ],
    fixed: { [readme]: `# @acme/core\n\nIt is.\n${example}` },
  },
  {
    ...{ name: 'such a title in HTML is for a person to mend', kind: 'invalid', outcomes: others },
    tree: page(`<h1>Core</h1>\n\nIt is.\n${example}`),
    findings: [
      inReadme(
        'title-differs',
        1,
        `${readme} is titled \`Core\`, and the package is named @acme/core`,
        '@acme/core or core',
        'Core',
      ),
    ],
  },
  {
    ...{ name: 'badges are no part of a title', kind: 'valid', findings: [], outcomes: others },
    tree: page(
      `# core <sup>[![a](https://x.dev/a.svg)](https://x.dev)</sup>\n\nIt is.\n${example}\n## Use · ![b](https://x.dev/b.svg)\n`,
    ),
    options: template({ sections: [{ heading: 'use' }] }),
  },
  {
    ...{ name: 'and are not lost by a fix', kind: 'invalid', outcomes: others },
    tree: page(`# Core · ![a](https://x.dev/a.svg)\n\nIt is.\n${example}`),
    findings: [
      inReadme(
        'title-differs',
        1,
        `${readme} is titled \`Core\`, and the package is named @acme/core`,
        '@acme/core or core',
        'Core',
      ),
    ],
  },
  {
    ...{ name: 'a template that takes any title', kind: 'valid', findings: [], outcomes: others },
    ...{ tree: page(`# The core\n\nIt is.\n`), options: template({ title: 'any' }) },
  },
  {
    ...{ name: 'badges are no introduction', kind: 'invalid', outcomes: others },
    tree: page(
      `# core\n\n[![build](https://x.dev/a.svg)](https://x.dev)\n\n<img src="https://x.dev/b.svg">\n\n## Use\n\nIt is.\n${example}`,
    ),
    findings: [intro(1)],
  },
  {
    ...{ name: 'a list, a quotation or HTML is one', kind: 'valid', findings: [] },
    tree: {
      'package.json': { name: 'root', private: true, workspaces: ['libs/*'] },
      'libs/a/package.json': { name: 'a' },
      'libs/a/README.md': '# a\n\n- It is.\n',
      'libs/b/package.json': { name: 'b' },
      'libs/b/README.md': '# b\n\n> It is.\n',
      'libs/c/package.json': { name: 'c' },
      'libs/c/README.md': '# c\n\n<p>It is.</p>\n',
    },
    outcomes: others,
  },
  {
    ...{ name: 'HTML that says nothing is none', kind: 'invalid', outcomes: others },
    tree: page(`# core\n\n<p><img src="https://x.dev/b.svg"></p>\n\n<div>It is.</div>\n${example}`),
    findings: [intro(1)],
  },
  {
    ...{ name: 'a template that asks for no introduction', kind: 'valid', findings: [] },
    ...{ tree: page('# core\n'), options: template({ intro: false }), outcomes: others },
  },
  {
    ...{ name: 'what can be imported is shown in use', kind: 'invalid', outcomes: others },
    tree: page('# core\n\nIt is.\n\n    indented, as quotations of old are\n'),
    findings: [
      inReadme(
        'example-missing',
        1,
        `${readme} shows no block of code or commands`,
        'a block of code or commands that shows how it is used',
        'none',
      ),
    ],
  },
  {
    ...{ name: 'sections in their order, with others between', kind: 'valid', findings: [] },
    tree: page(`${goodReadme}\n## Usage\n\n## Notes\n\n## The environment\n\n### Limits\n`),
    options: template({
      sections: [
        { heading: 'install|usage' },
        { heading: 'options', optional: true },
        { heading: '.*environment' },
      ],
    }),
    outcomes: others,
  },
  {
    ...{ name: 'sections that are missing, or in another order', kind: 'invalid' },
    tree: page(`${goodReadme}\n## Limits of it\n\n## Environment\n\n### Options\n\n## Usage\n`),
    options: template({
      sections: [
        { heading: 'Usage' },
        { heading: 'Environment' },
        { heading: 'Options' },
        { heading: 'Limits' },
      ],
    }),
    findings: [
      inReadme(
        'section-missing',
        1,
        `${readme} has no section Options`,
        'a heading `## Options`',
        'Limits of it, Environment, Usage',
      ),
      inReadme(
        'section-missing',
        1,
        `${readme} has no section Limits`,
        'a heading `## Limits`',
        'Limits of it, Environment, Usage',
      ),
      inReadme(
        'section-order',
        11,
        `${readme}: section Environment stands before Usage`,
        'Environment below Usage',
        'Limits of it, Environment, Usage',
      ),
    ],
    outcomes: others,
  },
  {
    ...{ name: 'no sections at all', kind: 'invalid', outcomes: others },
    ...{ tree: workspace(), options: template({ sections: [{ heading: 'Usage' }] }) },
    findings: [
      inReadme(
        'section-missing',
        1,
        `${readme} has no section Usage`,
        'a heading `## Usage`',
        'no sections',
      ),
    ],
  },
  {
    ...{ name: 'a root with a README of its own title', kind: 'valid', findings: [] },
    tree: workspace({ 'README.md': '# All of it\n\nIt is.\n' }),
  },
  {
    ...{ name: 'a root that is published is titled by its name', kind: 'invalid' },
    tree: { 'package.json': { name: 'one', bin: 'x.js' }, 'README.md': '# Two\n\nIt is.\n' },
    findings: [
      {
        ...{ message: 'title-differs', project: 'one', file: 'README.md', line: 1, fixable: true },
        ...{ expected: 'one', actual: 'Two' },
      },
    ],
    fixed: { 'README.md': '# one\n\nIt is.\n' },
  },
  {
    ...{ name: 'a project of Nx without a manifest', kind: 'valid', findings: [] },
    tree: { 'README.md': 'no title', 'pnpm-workspace.yaml': 'packages: []' },
    outcomes: { '.': { outcome: 'not-applicable', reason: 'It has no package.json.' } },
  },
];
