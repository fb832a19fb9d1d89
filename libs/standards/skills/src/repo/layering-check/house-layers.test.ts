import type { Workspace } from '@h-j-petroleum/standards-engine';
import { memoryFiles, readWorkspace } from '@h-j-petroleum/standards-engine';
import { textsOf } from '@h-j-petroleum/standards-engine/testing';
import { describe, expect, it } from 'vitest';
import { layeringCheck } from './layering-check.ts';
import { layeringOptions } from './options.ts';

/** This workspace's own rule: toolkits below packs below domains below platforms and doors. */
const house = layeringOptions.parse({
  layers: [
    {
      name: 'toolkits',
      match: ['libs/toolkit/*', 'libs/standards/engine', 'libs/vector/**', 'libs/frontend/*'],
    },
    { name: 'packs', match: ['libs/standards/skills', 'libs/standards/pack-*'] },
    { name: 'domains', match: ['libs/dataops/*', 'libs/selfheal/*'] },
    { name: 'platforms', match: ['apps/*', 'tools/*'] },
  ],
  scopes: [
    { name: 'toolkit', match: ['libs/toolkit/*'], mayUse: ['vector'] },
    { name: 'vector', match: ['libs/vector/**'], mayUse: [] },
    { name: 'frontend', match: ['libs/frontend/*'], mayUse: [] },
    { name: 'engine', match: ['libs/standards/engine'], mayUse: [] },
    { name: 'packs', match: ['libs/standards/pack-*'], mayUse: ['engine'] },
  ],
  leaf: ['apps/*'],
});

const roots = {
  'apps/approval-api': ['libs/toolkit/service', 'libs/toolkit/signals'],
  'apps/timesheet-api': ['libs/toolkit/service'],
  'apps/pdf-generator': ['libs/toolkit/service', 'libs/frontend/ui'],
  'apps/dataops': ['libs/dataops/hubspot', 'libs/dataops/tryton', 'libs/dataops/pipeline'],
  'apps/mcp-server': ['libs/toolkit/signals', 'libs/vector/core'],
  'apps/self-healing': ['libs/selfheal/engine', 'libs/selfheal/skills', 'libs/toolkit/telemetry'],
  'apps/console': ['libs/frontend/ui', 'libs/frontend/build'],
  'libs/toolkit/signals': ['libs/vector/core'],
  'libs/toolkit/logger': ['libs/toolkit/signals'],
  'libs/toolkit/telemetry': ['libs/toolkit/signals'],
  'libs/toolkit/metrics': ['libs/toolkit/signals'],
  'libs/toolkit/test-observer': ['libs/toolkit/signals'],
  'libs/toolkit/service': ['libs/toolkit/logger', 'libs/toolkit/telemetry'],
  'libs/standards/engine': [],
  'libs/standards/skills': ['libs/standards/engine'],
  'libs/standards/pack-acme': ['libs/standards/engine'],
  'libs/vector/core': [],
  'libs/vector/stores/postgres': ['libs/vector/core'],
  'libs/vector/embeddings/openai': ['libs/vector/core'],
  'libs/vector/embeddings/ollama': ['libs/vector/core'],
  'libs/vector/embeddings/local': ['libs/vector/core'],
  'libs/frontend/ui': [],
  'libs/frontend/build': [],
  'libs/dataops/hubspot': ['libs/toolkit/logger'],
  'libs/dataops/tryton': ['libs/toolkit/logger'],
  'libs/dataops/pipeline': ['libs/dataops/hubspot', 'libs/dataops/tryton'],
  'libs/selfheal/engine': ['libs/toolkit/signals'],
  'libs/selfheal/skills': ['libs/selfheal/engine', 'libs/standards/engine'],
  'tools/standards': ['libs/standards/engine', 'libs/standards/skills'],
  'tools/workspace': ['libs/toolkit/signals'],
} satisfies Record<string, readonly string[]>;

type Root = keyof typeof roots;

/** Every package named by its root; `from` depends on `to` besides what it may. */
async function found(from?: Root, to?: Root): Promise<readonly string[]> {
  const workspace: Workspace = await readWorkspace(
    memoryFiles(
      textsOf({
        'package.json': {
          name: 'source',
          private: true,
          workspaces: ['apps/*', 'libs/*/*', 'libs/vector/*/*', 'tools/*'],
        },
        ...Object.fromEntries(
          Object.entries(roots).map(([root, uses]) => [
            `${root}/package.json`,
            {
              name: root,
              dependencies: Object.fromEntries(
                [...uses, ...(root === from && to ? [to] : [])].map((name) => [name, '*']),
              ),
            },
          ]),
        ),
      }),
    ),
    { root: '/' },
  );
  const drafts: string[] = [];
  await layeringCheck.check({
    workspace,
    project: workspace.rootProject,
    options: house,
    report: ({ message, project }) => void drafts.push(`${message} ${project?.id ?? ''}`),
    conclude: () => undefined,
  });
  expect(workspace.members).toHaveLength(Object.keys(roots).length);
  return drafts;
}

describe('the layers of this workspace', () => {
  it('hold as they are drawn', async () => {
    expect(await found()).toEqual([]);
  });

  it.each<[Root, Root, readonly string[]]>([
    ['libs/toolkit/logger', 'libs/dataops/tryton', ['scope', 'circle']],
    ['libs/toolkit/metrics', 'libs/selfheal/engine', ['scope']],
    ['libs/toolkit/metrics', 'libs/standards/engine', ['scope']],
    ['libs/toolkit/metrics', 'libs/vector/stores/postgres', []],
    ['libs/vector/core', 'libs/toolkit/metrics', ['scope', 'circle']],
    ['libs/vector/stores/postgres', 'libs/toolkit/logger', ['scope']],
    ['libs/frontend/ui', 'libs/frontend/build', []],
    ['libs/frontend/ui', 'libs/toolkit/logger', ['scope']],
    ['libs/standards/engine', 'libs/toolkit/logger', ['scope']],
    ['libs/standards/skills', 'libs/toolkit/logger', []],
    ['libs/standards/skills', 'libs/selfheal/engine', ['layer']],
    ['libs/standards/pack-acme', 'libs/toolkit/logger', ['scope']],
    ['libs/standards/engine', 'libs/standards/pack-acme', ['scope', 'circle']],
    ['libs/dataops/hubspot', 'libs/selfheal/engine', []],
    ['libs/dataops/hubspot', 'libs/vector/core', []],
    ['libs/dataops/hubspot', 'apps/dataops', ['leaf', 'circle']],
    ['libs/dataops/hubspot', 'tools/workspace', ['layer']],
    ['apps/console', 'apps/approval-api', ['leaf']],
    ['apps/console', 'tools/workspace', []],
    ['tools/workspace', 'apps/console', ['leaf']],
  ])('%s -> %s: %j', async (from, to, messages) => {
    const drafts = await found(from, to);
    expect(new Set(drafts.map((draft) => draft.split(' ')[0]))).toEqual(new Set(messages));
    if (messages.some((message) => message !== 'circle')) {
      expect(drafts).toContain(`${messages[0] ?? ''} ${from}`);
    }
  });
});
