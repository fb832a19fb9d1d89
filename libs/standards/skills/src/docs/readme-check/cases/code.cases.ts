import type { Case } from '@h-j-petroleum/standards-engine/testing';
import { inReadme, others, withMore, workspace } from './trees.ts';

const fenced = (language: string, ...lines: readonly string[]): string =>
  ['```' + language, ...lines, '```', ''].join('\n');

const command = (line: number, text: string, what: string, expected: string) =>
  inReadme('command-unknown', line, `\`${text}\`: there is no ${what}`, expected, text);

/** One README whose block of a shell begins in line 9. */
function shell(
  name: string,
  lines: readonly string[],
  ...findings: readonly ReturnType<typeof command>[]
): Case {
  return {
    ...{ name, kind: findings.length === 0 ? 'valid' : 'invalid', outcomes: others },
    ...{ tree: withMore(fenced('sh', ...lines)), findings },
  };
}

const nxTree = (lines: readonly string[], settings: object = {}) => ({
  ...withMore(fenced('sh', ...lines)),
  'nx.json': { targetDefaults: { lint: {} }, ...settings },
  'libs/api/package.json': {
    name: 'api',
    private: true,
    nx: { name: 'the-api', targets: { serve: {} } },
  },
  'libs/api/project.json': '{\n  "name": "api-project", "targets": { "e2e": {} }\n}\n',
});
const nxOthers = { ...others, api: others.root };

export const codeCases: readonly Case[] = [
  {
    ...{ name: 'languages', kind: 'invalid', outcomes: others },
    options: { languages: ['Acme-QL'] },
    tree: withMore(
      [
        fenced('TypeScript'),
        fenced('acme-ql'),
        fenced(''),
        fenced('typscript'),
        fenced('xyzzy9'),
        fenced('xyzzy9'),
      ].join(''),
    ),
    findings: [
      inReadme(
        'language-unknown',
        15,
        '`typscript` is no language of code blocks',
        'typescript',
        'typscript',
      ),
      ...[17, 19].map((line) =>
        inReadme(
          'language-unknown',
          line,
          '`xyzzy9` is no language of code blocks',
          'a name that renderers know, or one of the option `languages`',
          'xyzzy9',
        ),
      ),
    ],
  },
  {
    ...{ name: 'programs that can be parsed', kind: 'valid', findings: [], outcomes: others },
    tree: withMore(
      [
        fenced('ts', 'const a: number = 1;'),
        fenced('tsx', 'const b = <p>{a}</p>;'),
        fenced('js', 'const c = await d;'),
        fenced('ts no-check', 'config: { … },'),
        fenced('json', '{ … }'),
        fenced('ts', 'if (a) {'),
        fenced('ts continued', '}'),
      ].join(''),
    ),
  },
  {
    ...{ name: 'programs that cannot', kind: 'invalid', outcomes: others },
    tree: withMore(
      [fenced('ts', 'const a = 1;', 'const b = { … };'), fenced('js', 'const = 1;')].join(''),
    ),
    findings: [
      inReadme(
        'code-invalid',
        11,
        'a block of ts cannot be parsed: Invalid Character `…`',
        'code that stands as it is, or the mark `no-check` beside the language',
        'Invalid Character `…`',
      ),
      inReadme(
        'code-invalid',
        14,
        'a block of js cannot be parsed: Unexpected token',
        'code that stands as it is, or the mark `no-check` beside the language',
        'Unexpected token',
      ),
    ],
  },
  {
    ...{ name: 'imports of what members export', kind: 'invalid' },
    tree: {
      ...withMore(
        fenced(
          'ts',
          `import type { A } from '@acme/core/testing';`,
          `import b from '@acme/core/package.json';`,
          `import { c } from 'elsewhere/none';`,
          `import { d } from '@acme/core/testin';`,
          `const e = await import('@acme/core/src/e.js');`,
          `import f from 'open/any/file.js';`,
          `import g from 'closed';`,
        ),
      ),
      'libs/open/package.json': { name: 'open', private: true },
      'libs/closed/package.json': { name: 'closed', private: true, exports: {} },
    },
    findings: [
      ...(
        [
          [13, '@acme/core/testin', '@acme/core', '@acme/core/testing'],
          [14, '@acme/core/src/e.js', '@acme/core', '@acme/core, @acme/core/testing'],
          [16, 'closed', 'closed', 'no import of it'],
        ] as const
      ).map(([line, specifier, name, expected]) =>
        inReadme(
          'import-unknown',
          line,
          `${specifier} is not exported by ${name}`,
          expected,
          specifier,
        ),
      ),
    ],
    outcomes: { ...others, open: others.root, closed: others.root },
  },
  shell('scripts that are there', [
    'npm run build && npm test | cat; npm run --silent gate -- --none',
    'CI=true npm t # npm run none',
    `npm run 'build' "$X"`,
    'npm install none',
    'npm run',
    'npm run build -w @acme/core',
    'npm run build --workspace=libs/core',
    'npm run build -ws',
    'yarn workspace @acme/core run build',
    'yarn workspaces foreach run none',
    'pnpm --filter core run build',
    'pnpm -r run gate',
    'bun run src/main.ts',
    'bun test',
    'yarn none',
    'npm run <script>',
    'npm run ${SCRIPT}',
    'npm run ... -w <name>',
    'npm exec -- none',
    'echo "npm run none"',
    'cat <<EOF',
    'npm run none',
    'EOF',
    'cd /somewhere/else && npm run none',
    'cd libs/core',
    'npm run build',
  ]),
  shell(
    'scripts that are not',
    [
      'npm run biuld',
      'npm start',
      'npm run-script none -- build',
      'npm run gate -w @acme/core',
      'npm run build --workspace @acme/cor',
      'npm run none -ws',
      'pnpm run none',
      'true && yarn run none && npm run none',
      'npm run none',
      'cd libs/core; npm run gate',
    ],
    command(10, 'npm run biuld', 'script biuld', 'build'),
    command(11, 'npm start', 'script start', 'one of build, test, gate'),
    command(12, 'npm run-script none -- build', 'script none', 'one of build, test, gate'),
    command(13, 'npm run gate -w @acme/core', 'script gate', 'one of build, test'),
    command(14, 'npm run build --workspace @acme/cor', 'workspace @acme/cor', '@acme/core'),
    command(15, 'npm run none -ws', 'script none', 'one of gate, build, test'),
    command(16, 'pnpm run none', 'script none', 'one of build, test, gate'),
    command(17, 'yarn run none', 'script none', 'one of build, test, gate'),
    command(17, 'npm run none', 'script none', 'one of build, test, gate'),
    command(18, 'npm run none', 'script none', 'one of build, test, gate'),
    command(19, 'npm run gate', 'script gate', 'one of build, test'),
  ),
  {
    ...{ name: 'in a transcript only what is typed', kind: 'invalid', outcomes: others },
    tree: withMore(
      [
        fenced('console', '$ npm run build', 'npm run none', '$ npm run nothing'),
        fenced('text', 'npm run none'),
        fenced('sh no-check', 'npm run none'),
      ].join(''),
    ),
    findings: [command(12, 'npm run nothing', 'script nothing', 'one of build, test, gate')],
  },
  {
    ...{ name: 'a script that the reader is told to write, or that is ignored', kind: 'valid' },
    tree: withMore(
      fenced('jsonc', '{ "scripts": { "lint:all": "x" } }') +
        fenced('sh', 'npm run lint:all', 'npm run local-a'),
    ),
    ...{ options: { ignore: ['local-*'] }, findings: [], outcomes: others },
  },
  {
    ...{ name: 'no scripts anywhere', kind: 'invalid' },
    tree: {
      'package.json': { name: 'one', scripts: 'none' },
      'README.md': '# one\n\nIt is.\n\n```sh\nnpm test\n```\n',
    },
    findings: [
      {
        ...{ message: 'command-unknown', project: 'one', file: 'README.md', line: 6 },
        ...{ expected: 'no such command', actual: 'npm test', fixable: false },
      },
    ],
  },
  {
    ...{ name: 'commands of Nx', kind: 'valid', findings: [], outcomes: nxOthers },
    tree: nxTree([
      'nx build core && npx nx test @acme/core && pnpm nx lint libs/core',
      'npx --yes nx run the-api:serve:production',
      'npm exec -- nx e2e api-project --skip-nx-cache',
      'nx run-many -t build,test lint -p api core --parallel 3',
      'nx affected --target=build',
      'nx graph && nx g @acme/x:y none && nx format:check && nx --version && nx',
      'nx run <project>:none',
      'nx build --none',
      'npx other none',
    ]),
  },
  {
    ...{ name: 'commands that Nx does not know', kind: 'invalid', outcomes: nxOthers },
    tree: nxTree([
      'nx buidl core',
      'npx nx build cor',
      'yarn nx run api:none',
      'nx run none:build',
      'nx run-many -t build none -p api',
      'nx run-many -t build --projects=api,zzz',
      'nx affected -t e2f',
    ]),
    findings: [
      command(10, 'nx buidl core', 'target buidl', 'build'),
      command(11, 'npx nx build cor', 'project cor', 'core'),
      command(12, 'yarn nx run api:none', 'target none', 'a target of a project'),
      command(13, 'nx run none:build', 'project none', 'core'),
      command(14, 'nx run-many -t build none -p api', 'target none', 'a target of a project'),
      command(
        15,
        'nx run-many -t build --projects=api,zzz',
        'project zzz',
        'a project of this workspace',
      ),
      command(16, 'nx affected -t e2f', 'target e2f', 'e2e'),
    ],
  },
  {
    ...{ name: 'targets that plugins make', kind: 'invalid', outcomes: nxOthers },
    tree: {
      ...nxTree(['nx none core', 'nx none nobody']),
      'nx.json': '{\n  // brings targets\n  "plugins": ["@acme/nx"]\n}\n',
    },
    findings: [command(11, 'nx none nobody', 'project nobody', 'a project of this workspace')],
  },
  {
    ...{ name: 'Nx is asked for where there is none', kind: 'valid', findings: [] },
    ...{ tree: withMore(fenced('sh', 'nx none nobody')), outcomes: others },
  },
  {
    ...{ name: 'a page that is no text', kind: 'edge', findings: [], outcomes: others },
    ...{ tree: workspace({ 'docs/x.md': '\u0000' }) },
  },
];
