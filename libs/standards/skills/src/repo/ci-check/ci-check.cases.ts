import type { Case } from '@h-j-petroleum/standards-engine/testing';

const sha = 'de0fac2e4500dabe0009e67214ff5f5447ce83dd';
const root = { name: 'root', private: true };
const file = '.github/workflows/ci.yml';
const checkout = `actions/checkout@${sha}`;
const lines = (...all: readonly string[]): string => `${all.join('\n')}\n`;

/** A workflow that passes, in which single lines are exchanged; a job's lines stand from the ninth on. */
const workflow = (job: readonly string[], head: readonly string[] = []): string =>
  lines(
    'name: CI',
    'on:',
    '  pull_request:',
    ...(head.length > 0 ? head : ['permissions: {}']),
    'jobs:',
    '  gate:',
    ...job,
  );
const gate = ['      - run: npx nx affected -t standards'];
const limited = ['    runs-on: ubuntu-24.04', '    timeout-minutes: 10'];
const one = (finding: Case['findings'][number]): Case['findings'] => [finding];

export const cases: readonly Case[] = [
  {
    name: 'pinned and named, with rights by job, limits, and text of strangers by the environment',
    kind: 'valid',
    tree: {
      'package.json': root,
      [file]: workflow([
        ...limited,
        '    permissions:',
        '      contents: read',
        '      security-events: write',
        '    steps:',
        `      - uses: ${checkout} # v6.0.2`,
        `      - uses: docker://alpine@sha256:${'a'.repeat(64)}`,
        '      - uses: ./.github/actions/build',
        '      - run: echo "$TITLE" ${{ github.sha }} ${{ github.event.pull_request.number }}',
        '        env:',
        '          TITLE: ${{ github.event.pull_request.title }}',
        "      - run: echo ${{ github.head_ref == 'main' && 'a' || 'b' }}",
        ...gate,
        '  called:',
        `    uses: acme/flows/.github/workflows/x.yml@${sha} # 1.0.0`,
      ]),
      '.github/actions/build/action.yml': lines(
        'runs:',
        '  using: composite',
        '  steps:',
        '    - run: npm run build',
        '      shell: bash',
      ),
    },
    findings: [],
  },
  {
    name: 'actions by tag, branch, short commit or image, and one whose version nobody can tell',
    kind: 'invalid',
    tree: {
      'package.json': root,
      [file]: workflow([
        ...limited,
        '    steps:',
        '      - uses: actions/checkout@v4',
        '      - uses: acme/deploy@main',
        '      - uses: acme/deploy@de0fac2',
        '      - uses: docker://alpine:3',
        `      - uses: ${checkout}`,
        '      - uses: acme/none',
        ...gate,
      ]),
      '.github/actions/build/action.yaml': lines('runs:', '  steps:', '    - uses: acme/x@v1'),
    },
    findings: [
      {
        message: 'action-unpinned',
        project: 'root',
        file: '.github/actions/build/action.yaml',
        line: 3,
        expected: "acme/x@<the commit's 40 digits> # v1",
        actual: 'acme/x@v1',
        fixable: false,
      },
      ...[
        ['actions/checkout@v4', 10, "actions/checkout@<the commit's 40 digits> # v4"],
        ['acme/deploy@main', 11, "acme/deploy@<the commit's 40 digits> # main"],
        ['acme/deploy@de0fac2', 12, "acme/deploy@<the commit's 40 digits> # de0fac2"],
        ['docker://alpine:3', 13, 'an image by digest: docker://image@sha256:...'],
      ].map(([actual, line, expected]) => ({
        message: 'action-unpinned',
        project: 'root',
        file,
        line: Number(line),
        expected: String(expected),
        actual: String(actual),
        fixable: false,
      })),
      {
        message: 'pin-unnamed',
        project: 'root',
        file,
        line: 14,
        expected: `${checkout} # v1.2.3`,
        actual: 'no comment with a version',
        fixable: false,
      },
      {
        message: 'action-unpinned',
        project: 'root',
        file,
        line: 15,
        expected: "acme/none@<the commit's 40 digits>",
        actual: 'acme/none',
        fixable: false,
      },
    ],
  },
  {
    name: 'owners that are trusted may be used by tag',
    kind: 'valid',
    tree: {
      'package.json': root,
      [file]: workflow([
        ...limited,
        '    steps:',
        '      - uses: actions/checkout@v4',
        '      - uses: acme/deploy@main',
        ...gate,
      ]),
    },
    options: { trusted: ['actions', 'acme/deploy'] },
    findings: [],
  },
  {
    name: 'no rights and no limit said: both are written where reading is all that is done',
    kind: 'invalid',
    tree: {
      'package.json': root,
      [file]: workflow(
        [
          '    runs-on: ubuntu-24.04 # the one with Node',
          '    steps:',
          `      - uses: ${checkout} # v6.0.2`,
          ...gate,
          '  more:',
          '    name: More',
          '    runs-on: ubuntu-24.04',
          '    steps: [{ run: ls }]',
        ],
        ['# rights'],
      ),
    },
    options: { timeoutMinutes: 15 },
    findings: [
      ['permissions-missing', 6, '`permissions`, of the workflow or of the job', 'none'],
      ['timeout-missing', 6, '`timeout-minutes`', 'none, which is six hours'],
      ['permissions-missing', 11, '`permissions`, of the workflow or of the job', 'none'],
      ['timeout-missing', 11, '`timeout-minutes`', 'none, which is six hours'],
    ].map(([message, line, expected, actual]) => ({
      message: String(message),
      project: 'root',
      file,
      line: Number(line),
      expected: String(expected),
      actual: String(actual),
    })),
    fixed: {
      [file]: workflow(
        [
          '    runs-on: ubuntu-24.04 # the one with Node',
          '    timeout-minutes: 15',
          '    steps:',
          `      - uses: ${checkout} # v6.0.2`,
          ...gate,
          '  more:',
          '    name: More',
          '    runs-on: ubuntu-24.04',
          '    timeout-minutes: 15',
          '    steps: [{ run: ls }]',
        ],
        ['# rights', 'permissions:', '  contents: read', ''],
      ),
    },
  },
  {
    name: 'what may have to write is left to somebody who knows',
    kind: 'invalid',
    tree: {
      'package.json': root,
      [file]: workflow([...limited, '    steps:', '      - run: git push', ...gate], ['# none']),
      '.github/workflows/other.yml': lines(
        'on: push',
        'jobs:',
        '  a:',
        '    runs-on: x',
        '    timeout-minutes: 1',
        '    steps:',
        `      - uses: acme/any@${sha} # v1`,
      ),
    },
    findings: [
      {
        message: 'permissions-missing',
        project: 'root',
        file,
        line: 6,
        expected: '`permissions`, of the workflow or of the job',
        actual: 'none',
        fixable: false,
      },
      {
        message: 'permissions-missing',
        project: 'root',
        file: '.github/workflows/other.yml',
        line: 3,
        expected: '`permissions`, of the workflow or of the job',
        actual: 'none',
        fixable: false,
      },
    ],
  },
  {
    name: 'rights by the dozen, and rights for every job that one needs',
    kind: 'invalid',
    tree: {
      'package.json': root,
      [file]: workflow(
        [
          ...limited,
          '    permissions: write-all',
          '    steps:',
          ...gate,
          '  b:',
          ...limited,
          '    steps: []',
        ],
        ['permissions: { contents: write, actions: read, packages: write }'],
      ),
      '.github/workflows/one.yml': lines(
        'on: push',
        'permissions: { contents: write }',
        'jobs: { a: { runs-on: x, timeout-minutes: 1, steps: [] } }',
      ),
    },
    findings: [
      {
        message: 'permissions-broad',
        project: 'root',
        file,
        line: 4,
        expected: 'rights by name, `write` only in the job that writes',
        actual: 'contents: write, packages: write to every job',
        fixable: false,
      },
      {
        message: 'permissions-broad',
        project: 'root',
        file,
        line: 9,
        expected: 'rights by name, `write` only in the job that writes',
        actual: 'write-all',
        text: 'Job gate grants write-all',
        fixable: false,
      },
    ],
  },
  {
    name: 'a job in one line has no line for its limit',
    kind: 'invalid',
    tree: {
      'package.json': root,
      [file]: lines(
        'on: [pull_request]',
        'permissions: {}',
        'jobs: { a: { runs-on: x, steps: [{ run: standards check }] } }',
      ),
    },
    findings: one({
      message: 'timeout-missing',
      project: 'root',
      file,
      line: 3,
      expected: '`timeout-minutes`',
      actual: 'none, which is six hours',
      fixable: false,
    }),
  },
  {
    name: 'text of strangers in a shell, in github-script, in brackets, in a function, in a whole event',
    kind: 'invalid',
    tree: {
      'package.json': root,
      [file]: workflow([
        ...limited,
        '    steps:',
        '      - run: |',
        '          echo ${{ github.event.pull_request.title }}',
        '          echo ${{ github.event.pull_request.title }}',
        "      - run: echo ${{ github['event']['issue'].body }}",
        `      - uses: actions/github-script@${sha} # v7`,
        '        with:',
        '          script: return "${{ format(\'{0}\', github.head_ref) }}";',
        '      - run: echo ${{ toJSON(github.event) }}',
        '      - run: echo ${{ github.event.commits[0].message }}',
        ...gate,
      ]),
    },
    findings: [
      ['${{ github.event.pull_request.title }}', 10],
      ["${{ github['event']['issue'].body }}", 13],
      ["${{ format('{0}', github.head_ref) }}", 16],
      ['${{ toJSON(github.event) }}', 17],
      ['${{ github.event.commits[0].message }}', 18],
    ].map(([actual, line]) => ({
      message: 'untrusted-text',
      project: 'root',
      file,
      line: Number(line),
      expected:
        'an environment variable: `env: { TEXT: ... }` on the step, and "$TEXT" in the script',
      actual: String(actual),
      fixable: false,
    })),
  },
  {
    name: 'code of strangers with the rights of the repository; under pull_request it has none',
    kind: 'invalid',
    tree: {
      'package.json': root,
      [file]: workflow([
        ...limited,
        '    steps:',
        `      - uses: ${checkout} # v6`,
        '        with: { ref: "${{ github.event.pull_request.head.sha }}" }',
        ...gate,
      ]),
      '.github/workflows/target.yml': lines(
        'on: pull_request_target',
        'permissions: {}',
        'jobs:',
        '  a:',
        '    runs-on: x',
        '    timeout-minutes: 1',
        '    steps:',
        `      - uses: ${checkout} # v6`,
        `      - uses: ${checkout} # v6`,
        '        with: { ref: "${{ github.event.pull_request.head.sha }}" }',
      ),
    },
    findings: one({
      message: 'untrusted-checkout',
      project: 'root',
      file: '.github/workflows/target.yml',
      line: 9,
      expected:
        'the code of a pull request only under `pull_request`, which has neither secrets nor the right to write',
      actual: '${{ github.event.pull_request.head.sha }}',
      fixable: false,
    }),
  },
  {
    name: 'the gate has to run for pull requests; a word that only looks like it is none',
    kind: 'invalid',
    tree: {
      'package.json': root,
      [file]: workflow([...limited, '    steps:', '      - run: npm run my-standards']),
      '.github/workflows/push.yml': lines(
        'on: push',
        'permissions: {}',
        'jobs: { a: { runs-on: x, timeout-minutes: 1, steps: [{ run: standards check }] } }',
      ),
    },
    findings: one({
      message: 'gate-missing',
      project: 'root',
      file,
      line: 1,
      expected: 'a step that runs `standards` on pull requests: npx nx affected -t standards',
      actual: 'none',
      fixable: false,
    }),
  },
  {
    name: 'or under the name that the configuration gives it, in an action of the repository',
    kind: 'valid',
    tree: {
      'package.json': root,
      [file]: workflow([...limited, '    steps:', '      - uses: ./.github/actions/gate']),
      '.github/actions/gate/action.yml': lines('runs:', '  steps:', '    - run: npm run gate'),
    },
    options: { gate: ['npm run gate'] },
    findings: [],
  },
  {
    name: 'a workflow that is no YAML, or has no jobs',
    kind: 'invalid',
    tree: {
      'package.json': root,
      '.github/workflows/bad.yml': 'on: push\njobs: [\n',
      '.github/workflows/empty.yaml': 'on: push\n',
      [file]: workflow([...limited, '    steps:', ...gate]),
    },
    findings: [
      {
        message: 'workflow-unreadable',
        project: 'root',
        file: '.github/workflows/bad.yml',
        line: 3,
        expected: 'YAML with jobs',
        actual:
          'Flow sequence in block collection must be sufficiently indented and end with a ] at line 3, column 1',
        fixable: false,
      },
      {
        message: 'workflow-unreadable',
        project: 'root',
        file: '.github/workflows/empty.yaml',
        line: 1,
        expected: 'YAML with jobs',
        actual: 'it has no jobs',
        fixable: false,
      },
    ],
  },
  {
    name: 'another system is not known',
    kind: 'edge',
    tree: { 'package.json': root, '.gitlab-ci.yml': 'test: {}\n' },
    findings: [],
    outcomes: {
      root: {
        outcome: 'not-supported',
        reason: '.gitlab-ci.yml is of GitLab CI; only GitHub Actions are known.',
      },
    },
  },
  {
    name: 'no workflow is nothing to check, and members have none',
    kind: 'edge',
    tree: {
      'package.json': { ...root, workspaces: ['p/*'] },
      'p/a/package.json': { name: 'a' },
      '.github/workflows/notes.md': 'jobs',
    },
    findings: [],
    outcomes: {
      root: { outcome: 'not-applicable', reason: 'There is no workflow in .github/workflows.' },
      a: {
        outcome: 'not-applicable',
        reason: 'Workflows belong to the repository, and are checked with its root.',
      },
    },
  },
];
