import type { GraphEdge } from '@h-j-petroleum/standards-engine';
import { createWorkspace, memoryFiles, parseJson } from '@h-j-petroleum/standards-engine';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { layeringCheck } from './layering-check.ts';
import { layeringOptions } from './options.ts';

const names = fc.constantFrom('a', 'b', '@s/c', '__proto__', 'constructor', '', '@', '@/', '..');
const ranges = fc.oneof(
  fc.constantFrom('*', '^1.0.0', 'workspace:*', 'workspace:b@*', 'file:../b', 'npm:a@1', 'git+x:'),
  fc.string(),
);
const dependencies = fc.oneof(
  fc.dictionary(names, fc.oneof(ranges, fc.jsonValue())),
  fc.jsonValue(),
);
const exports = fc.oneof(
  fc.dictionary(
    fc.constantFrom('.', './x', './*', './*/y', './d/', './*/*', 'import', 'default', '__proto__'),
    fc.oneof(fc.constantFrom('./x.js', './*.js', './d/', null, '../x', 'a'), fc.jsonValue()),
  ),
  fc.jsonValue(),
);
const manifests = fc.record(
  {
    name: fc.oneof(names, fc.jsonValue()),
    version: fc.oneof(fc.constant('1.0.0'), fc.jsonValue()),
    exports,
    imports: exports,
    main: fc.jsonValue(),
    dependencies,
    devDependencies: dependencies,
    peerDependencies: dependencies,
    optionalDependencies: dependencies,
  },
  { requiredKeys: [] },
);
const specifiers = fc.oneof(
  fc.constantFrom('a', 'b/x', '@s/c/d', '../b', '../../..', './x?raw', '#x', '@/x', '\\u0061', '`'),
  fc.string(),
);
const sources = fc.oneof(
  fc.string(),
  fc
    .array(
      fc
        .tuple(
          fc.constantFrom(
            ...['import ', 'import type x from ', 'export * from ', 'require(', 'import('],
            ...['type T = import(', '<script lang="ts">import ', '---\nimport ', '// ', 'x = '],
          ),
          fc.constantFrom('"', "'", '`', ''),
          specifiers,
          fc.constantFrom(';\n', ');\n', '</script>', '\n---\n', '\r\n', ''),
        )
        .map(([before, quote, specifier, after]) => before + quote + specifier + quote + after),
    )
    .map((lines) => lines.join('')),
);

describe('repo:layering-check', () => {
  it('reads any manifest, any source and any graph without breaking', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(manifests, { minLength: 1, maxLength: 4 }),
        fc.dictionary(
          fc.constantFrom(
            ...['p0/a.ts', 'p0/b.js', 'p1/c.tsx', 'p1/d.test.cjs', 'p2/e.vue', 'p2/f.svelte'],
            ...[
              'p3/g.astro',
              'p3/h.d.ts',
              'i.mjs',
              'tsconfig.json',
              '.gitignore',
              'p1/x/package.json',
            ],
          ),
          sources,
        ),
        fc.option(
          fc.array(
            fc.record<GraphEdge>({
              source: fc.oneof(names, fc.constantFrom('p0', 'p1')),
              target: fc.oneof(names, fc.constantFrom('p0', 'p1')),
              file: fc.option(fc.constantFrom('p0/a.ts', 'nowhere.ts'), { nil: undefined }),
              type: fc.constantFrom('static', 'dynamic', 'implicit'),
            }),
          ),
          { nil: undefined },
        ),
        async (given, texts, graph) => {
          const workspace = createWorkspace({
            root: '/',
            reader: 'npm',
            packageManager: { name: 'npm', version: undefined, source: 'default' },
            files: memoryFiles(texts),
            rootProject: { root: '', manifest: undefined },
            members: given.map((manifest, at) => {
              const text = JSON.stringify(manifest);
              const parsed = parseJson(text);
              const data = parsed.ok ? parsed.value : undefined;
              const file = `p${at}/package.json`;
              return {
                root: `p${at}`,
                manifest: isRecord(data) ? { file, text, data } : undefined,
              };
            }),
            graph,
          });
          const reported: unknown[] = [];
          await layeringCheck.check({
            workspace,
            project: workspace.rootProject,
            options: layeringOptions.parse({
              layers: [
                { name: 'low', match: ['p0', 'p1'] },
                { name: 'high', match: ['p1', 'b'] },
              ],
              scopes: [{ name: 's', match: ['p*'], mayUse: [] }],
              never: [{ from: ['p0'], to: ['p2'], reason: 'so' }],
            }),
            report: ({ expected, actual, file }) => void reported.push(expected, actual, file),
            conclude: () => undefined,
          });
          expect(reported.filter((one) => typeof one !== 'string')).toEqual([]);
        },
      ),
      { numRuns: 100 },
    );
  });
});

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
