import { defineSkill } from '@h-j-petroleum/standards-engine';
import { analyse } from './analysis.ts';
import { messages } from './messages.ts';
import { layeringOptionDocs, layeringOptions } from './options.ts';
import { replaceImports } from './replace-imports.ts';
import { reportAnalysis } from './report-analysis.ts';

/** Who may use whom: layers, scopes, circles, and packages entered by their public face. */
export const layeringCheck = defineSkill({
  meta: {
    id: 'repo:layering-check',
    title: 'Layers and circles between packages',
    description:
      'A package uses its own layer or a lower one, in no circle, and by what the other package exports.',
    scope: 'workspace',
    defaultMode: 'enforce',
    docs: 'https://github.com/h-j-petroleum/source/blob/main/docs/standards/repo/layering-check.md',
    messages,
    options: layeringOptions,
    optionDocs: layeringOptionDocs,
    inputs: {
      project: [],
      workspace: [
        '**/package.json',
        '**/project.json',
        '**/*.{js,cjs,mjs,jsx,ts,cts,mts,tsx,vue,svelte,astro}',
        'tsconfig.base.json',
        'tsconfig.json',
        'jsconfig.json',
        'nx.json',
        'pnpm-workspace.yaml',
        'rush.json',
        '.gitignore',
      ],
    },
  },
  async check({ workspace, options, report }) {
    reportAnalysis(workspace, options, await analyse(workspace, options), report);
  },
  fix: replaceImports,
});
