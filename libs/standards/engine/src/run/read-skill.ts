import * as z from 'zod/mini';
import { defineSkill } from '../contract/skill.ts';
import type { ReadProblem } from '../workspace/workspace.ts';

const why =
  'What was not seen was not checked, so a verdict without it would be a pass that nobody earned.';

/**
 * The engine's own standard: all of the workspace could be read. It always runs and is always enforced, whatever is
 * selected or configured, unless the whole run is a pilot.
 */
export const readSkill = defineSkill({
  meta: {
    id: 'standards:read',
    title: 'The workspace can be read',
    description: 'Every member of the workspace is seen and its manifest can be read.',
    scope: 'workspace',
    defaultMode: 'enforce',
    docs: 'https://github.com/h-j-petroleum/source/blob/main/docs/standards/standards/read.md',
    messages: {
      'manifest-unreadable': { text: '{detail}', why },
      'manifest-missing': { text: '{detail}', why },
      'pattern-matches-nothing': { text: '{detail}', why },
      'workspace-file-unreadable': { text: '{detail}', why },
      'graph-missing': { text: '{detail}', why },
      'members-unsupported': { text: '{detail}', why },
    } satisfies Record<ReadProblem['code'], { text: string; why: string }>,
    options: z.strictObject({}),
    optionDocs: {},
    inputs: { project: [], workspace: ['**/package.json', 'pnpm-workspace.yaml', 'rush.json'] },
  },
  check({ workspace, project, report }) {
    for (const problem of workspace.problems) {
      report({
        message: problem.code,
        data: { detail: problem.detail },
        file: problem.file,
        at: { line: problem.line },
        expected: problem.expected,
        actual: problem.detail,
        // The detail quotes what stands there now; the same hole with other words is the same finding.
        identity: problem.project ?? problem.detail,
        project: workspace.projects.find(({ root }) => root === problem.project) ?? project,
      });
    }
  },
});
