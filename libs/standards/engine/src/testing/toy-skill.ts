import * as z from 'zod/mini';
import { defineSkill } from '../contract/skill.ts';
import { editJson } from '../manifest/json.ts';

/** A skill as small as one can be, for the engine's own tests: manifests say `"tidy": true`. */
export const toySkill = defineSkill({
  meta: {
    id: 'toy:tidy-check',
    title: 'Tidy manifests',
    description: 'Every manifest says that it is tidy.',
    scope: 'project',
    defaultMode: 'enforce',
    docs: 'https://example.invalid/toy/tidy-check.md',
    messages: {
      untidy: { text: '{name} is not tidy', why: 'Tidiness is what this toy is about.' },
    },
    options: z.strictObject({ field: z._default(z.string(), 'tidy') }),
    optionDocs: { field: 'The field that must be true.' },
    inputs: { project: ['package.json'], workspace: [] },
  },
  check({ project, options, report, conclude }) {
    const { manifest } = project;
    if (!manifest) return conclude({ outcome: 'not-applicable', reason: 'There is no manifest.' });
    const actual = manifest.data[options.field];
    if (actual === 'crash') throw new TypeError('asked to crash');
    if (actual === 'later') return conclude({ outcome: 'not-supported', reason: 'Asked to wait.' });
    if (actual === true) return;
    report({
      message: 'untidy',
      data: { name: project.id },
      file: manifest.file,
      at: { path: [options.field] },
      expected: 'true',
      actual: String(actual),
      fixable: actual !== 'stubborn',
    });
  },
  fix({ workspace, options, findings, tree, leave }) {
    for (const finding of findings) {
      const project = workspace.projects.find(({ id }) => id === finding.project);
      const text = project?.manifest?.text;
      if (text === undefined || finding.actual === 'locked') leave(finding, 'It is locked.');
      else tree.write(finding.file, editJson(text, [options.field], true));
    }
  },
});

/** A skill over the whole workspace: no two members have the same `twin`. */
export const toyWideSkill = defineSkill({
  meta: {
    id: 'toy:twin-check',
    title: 'No twins',
    description: 'No two members have the same twin.',
    scope: 'workspace',
    defaultMode: 'warn',
    docs: 'https://example.invalid/toy/twin-check.md',
    messages: { twin: { text: 'twin of {other}', why: 'One is enough.' } },
    options: z.strictObject({}),
    optionDocs: {},
    inputs: { project: [], workspace: ['**/package.json'] },
  },
  check({ workspace, report, conclude }) {
    const seen = new Map<unknown, string>();
    for (const project of workspace.projects) {
      const twin = project.manifest?.data['twin'];
      if (twin === undefined) {
        conclude({ outcome: 'not-applicable', reason: 'It names no twin.', project });
        continue;
      }
      const other = seen.get(twin);
      if (other === undefined) seen.set(twin, project.id);
      else {
        report({
          message: 'twin',
          data: { other },
          file: project.manifest?.file ?? '',
          at: { path: ['twin'] },
          expected: 'another value',
          actual: String(twin),
          project,
        });
      }
    }
  },
});
