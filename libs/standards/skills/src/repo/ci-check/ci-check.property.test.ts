import type { Files } from '@h-j-petroleum/standards-engine';
import {
  check,
  createConfig,
  createGate,
  createTree,
  fix,
  memoryFiles,
  parseYaml,
  readWorkspace,
} from '@h-j-petroleum/standards-engine';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ciCheck } from './ci-check.ts';

const skills = [ciCheck];
const config = createConfig({}, skills);
const read = (files: Files) => readWorkspace(files, { root: '/' });

const expressions = fc.constantFrom(
  ...[
    '${{ github.head_ref }}',
    '${{ github.event.issue.title }}',
    '${{ github.sha }}',
    '${{',
    '}}',
  ],
  ...['${{ toJSON(github) }}', 'npx nx affected -t standards', 'git push'],
);
const step = fc.oneof(
  fc.record({ run: fc.oneof(expressions, fc.string()) }),
  fc.record({
    uses: fc.constantFrom(
      'actions/checkout@v4',
      './x',
      'a',
      'docker://a',
      '@',
      `a/b@${'0'.repeat(40)}`,
    ),
    with: fc.oneof(fc.record({ ref: expressions, script: expressions }), fc.jsonValue()),
  }),
  fc.jsonValue(),
);
const job = fc.oneof(
  fc.record(
    {
      'runs-on': fc.oneof(fc.constant('ubuntu-24.04'), fc.jsonValue()),
      'timeout-minutes': fc.integer(),
      permissions: fc.oneof(fc.constantFrom('write-all', 'read-all'), fc.jsonValue()),
      steps: fc.oneof(fc.array(step, { maxLength: 3 }), fc.jsonValue()),
      uses: fc.jsonValue(),
    },
    { requiredKeys: [] },
  ),
  fc.jsonValue(),
);
const workflow = fc.record(
  {
    on: fc.oneof(fc.constantFrom('pull_request', 'pull_request_target'), fc.jsonValue()),
    permissions: fc.jsonValue(),
    jobs: fc.oneof(fc.dictionary(fc.constantFrom('a', 'b', '__proto__', '1'), job), fc.jsonValue()),
  },
  { requiredKeys: [] },
);

/** The block style that people write, as far as these values go. */
function block(value: unknown, indentation = ''): string {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    return ` ${JSON.stringify(value)}\n`;
  }
  const entries = Object.entries(value);
  if (entries.length === 0) return ' {}\n';
  const lines = entries.map(
    ([key, inner]) =>
      `${indentation}${/^\w[\w-]*$/.test(key) ? key : JSON.stringify(key)}:${block(inner, `${indentation}  `)}`,
  );
  return indentation === '' ? lines.join('') : `\n${lines.join('')}`;
}

const repositories: fc.Arbitrary<Files> = fc
  .record({
    first: fc.oneof(
      workflow.map((one) => block(one)),
      fc.string(),
    ),
    action: fc.oneof(fc.record({ runs: fc.record({ steps: fc.array(step) }) }), fc.jsonValue()),
  })
  .map(({ first, action }) =>
    memoryFiles({
      'package.json': '{"name":"root","private":true}',
      '.github/workflows/a.yml': first,
      '.github/actions/x/action.yml': JSON.stringify(action),
    }),
  );

describe('repo:ci-check', () => {
  it('is crashed by no workflow, and says nothing twice', async () => {
    await fc.assert(
      fc.asyncProperty(repositories, async (files) => {
        const workspace = await read(files);
        const part = await check({ workspace, gate: createGate({ workspace, config, skills }) });
        expect(part.outcomes.filter(({ outcome }) => outcome === 'error')).toEqual([]);
        const fingerprints = part.findings.map(({ fingerprint }) => fingerprint);
        expect(new Set(fingerprints).size).toBe(fingerprints.length);
      }),
      { numRuns: 150 },
    );
  });

  it('fixes once, and leaves YAML', async () => {
    await fc.assert(
      fc.asyncProperty(repositories, async (files) => {
        const tree = createTree(files);
        for (const { path, after } of (await fix({ files, read, config, skills })).changes) {
          expect((await parseYaml(after ?? '')).ok).toBe(true);
          tree.write(path, after ?? '');
        }
        const again = await fix({ files: tree, read, config, skills });
        expect(again.changes).toEqual([]);
      }),
      { numRuns: 100 },
    );
  });
});
