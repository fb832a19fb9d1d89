import type { Case } from '@h-j-petroleum/standards-engine/testing';
import { goodReadme, inReadme, others, readme, withMore } from './trees.ts';

const broken = (line: number, url: string, path: string) =>
  inReadme(
    'link-broken',
    line,
    `the link to ${url} leads to nothing`,
    'a file or folder',
    `no ${path}`,
  );
const lost = (line: number, url: string, page: string, near: string, fixable = false) =>
  inReadme(
    'anchor-missing',
    line,
    `${url} names no heading of ${page}`,
    near,
    url.slice(url.indexOf('#')),
    fixable,
  );

export const linkCases: readonly Case[] = [
  {
    ...{ name: 'links that lead somewhere', kind: 'valid', findings: [], outcomes: others },
    tree: {
      ...withMore(
        [
          '[a](./package.json) [b](package.json?raw=1#L3) [c](../core) [d](/docs/guide.md#set-up-1)',
          '![e](<a picture.png>) [f](/libs/core/a%20picture.png) [q](../other/none.png) [g](#acmecore) [h][h] [i](../core/README.md#here)',
          '<a id="here" href="/docs/guide.md"><img src="a%20picture.png"></a>',
          '[j](https://x.dev/none) [k](mailto:a@b.c) [l](//x.dev/none) [m](../../../../issues) [n](%E0%A4%A) [o](./{name}/none)',
          '',
          '| a table     |',
          '| ----------- |',
          '| [p](#table) |',
          '',
          '[h]: ../../docs/guide.md#set-up',
          '',
          '<a name="table"></a>',
          '',
        ].join('\n'),
      ),
      'docs/guide.md': '# Guide\n\n## Set up\n\n## `Set` up!\n',
      'libs/core/a picture.png': '',
    },
  },
  {
    ...{ name: 'links to files that are not there', kind: 'invalid', outcomes: others },
    tree: withMore(
      [
        '[a](./none.md#x) ![b](pictures/none.png) [a](./none.md#x)',
        '',
        '<p><a href="/docs/none.md">x</a></p>',
        '',
        '| a table       |',
        '| ------------- |',
        '| [c](none/x%20y) |',
        '',
        '[d]: ../../docs/none.markdown',
        '',
      ].join('\n'),
    ),
    findings: [
      broken(9, './none.md#x', 'libs/core/none.md'),
      broken(9, 'pictures/none.png', 'libs/core/pictures/none.png'),
      broken(9, './none.md#x', 'libs/core/none.md'),
      broken(11, '/docs/none.md', 'docs/none.md'),
      broken(15, 'none/x%20y', 'libs/core/none/x y'),
      broken(17, '../../docs/none.markdown', 'docs/none.markdown'),
    ],
  },
  {
    ...{ name: 'in the root every file is its own', kind: 'invalid' },
    tree: {
      'package.json': { name: 'root', private: true },
      'README.md': '# root\n\n[a](docs) [b](docs/none.png)\n',
      'docs/a.txt': '',
    },
    findings: [
      {
        ...{ message: 'link-broken', project: 'root', file: 'README.md', line: 3, fixable: false },
        ...{ expected: 'a file or folder', actual: 'no docs/none.png' },
      },
    ],
  },
  {
    ...{ name: 'links that are not looked after', kind: 'edge', outcomes: others },
    ...{ tree: withMore('[a](dist/a.js) [b](dist/a/b.js)\n'), options: { ignore: ['dist/*'] } },
    findings: [broken(9, 'dist/a/b.js', 'libs/core/dist/a/b.js')],
  },
  {
    ...{ name: 'anchors of no heading', kind: 'invalid', outcomes: others },
    tree: {
      ...withMore(
        [
          '## Environment',
          '',
          '[a](#Environment) [b](#enviroment) [c](#none)',
          '',
          '[d](../../docs/guide.md#Set_Up) [e](../../docs/guide.md#environment)',
          '',
        ].join('\n'),
      ),
      'docs/guide.md': '# Set up\n\n<h2 id="twice">A</h2>\n',
    },
    findings: [
      lost(11, '#Environment', readme, '#environment', true),
      lost(11, '#enviroment', readme, '#environment'),
      lost(11, '#none', readme, 'the slug of a heading'),
      lost(13, '../../docs/guide.md#Set_Up', 'docs/guide.md', '#set-up', true),
      lost(13, '../../docs/guide.md#environment', 'docs/guide.md', 'the slug of a heading'),
    ],
    fixed: {
      [readme]: `${goodReadme}\n${[
        '## Environment',
        '',
        '[a](#environment) [b](#enviroment) [c](#none)',
        '',
        '[d](../../docs/guide.md#set-up) [e](../../docs/guide.md#environment)',
        '',
      ].join('\n')}`,
    },
  },
  {
    ...{ name: 'an anchor that could be two', kind: 'invalid', outcomes: others },
    tree: withMore('## Set up\n\n<a id="setup"></a>\n\n[a](#SetUp)\n'),
    findings: [lost(13, '#SetUp', readme, '#setup')],
  },
];
