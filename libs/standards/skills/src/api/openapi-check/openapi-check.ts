import type { CheckContext, InputsContext } from '@h-j-petroleum/standards-engine';
import {
  configFile,
  defineSkill,
  findFiles,
  joinPath,
  matchesName,
} from '@h-j-petroleum/standards-engine';
import { generatorOf } from './drift/generator.ts';
import { messages } from './messages.ts';
import { optionDocs, options, type Options } from './options.ts';

/** The OpenAPI document of a service is valid, and a change of it breaks nobody. */
export const openapiCheck = defineSkill({
  meta: {
    id: 'api:openapi-check',
    title: 'APIs that break nobody',
    description:
      'An OpenAPI document is valid, and a change of it breaks no one who uses the API, unless its version says so.',
    scope: 'project',
    defaultMode: 'enforce',
    docs: 'https://github.com/h-j-petroleum/source/blob/main/docs/standards/api/openapi-check.md',
    messages,
    options,
    optionDocs,
    // A document may refer to any file of its project; `inputsOf` says whether there is a document.
    inputs: { project: ['**/*.{json,yaml,yml}'], workspace: ['package.json'] },
  },
  inputsOf(context) {
    const { project, options: given } = context;
    return documentsIn(context).length > 0 || generatorOf(project, given) !== undefined
      ? ['**/*.{json,yaml,yml}']
      : ['package.json', ...context.options.documents];
  },
  comparesWithBase: (context) => documentsIn(context).length > 0,
  check,
  measure: {
    appliesTo: ({ project, options: given }) => generatorOf(project, given) !== undefined,
    // The document itself is no part of it: `check` reads that.
    judges: ({ project, options: given }) => generatorOf(project, given)?.judges ?? [],
    dependsOn: ({ project, options: given }) => generatorOf(project, given)?.dependsOn ?? [],
    timeoutMs: 180_000,
    load: async () => (await import('./drift/measure.ts')).measureDrift,
  },
});

/** The documents of a project, relative to the workspace's root. */
function documentsIn({
  workspace,
  project,
  options: { documents },
}: InputsContext<Options>): string[] {
  return findFiles(
    workspace.files,
    documents.map((glob) => joinPath(project.root, glob)),
  );
}

async function check(context: CheckContext<typeof messages, Options>): Promise<void> {
  const { project, options: given, report, conclude } = context;
  const documents = documentsIn(context);
  if (documents.length > 0) {
    // The lint and the comparison are loaded here alone: nearly every project has no document.
    const { judgeDocument, reportUnknownRules } = await import('./judge-document.ts');
    reportUnknownRules(context);
    for (const file of documents) await judgeDocument(file, context);
  }
  if (generatorOf(project, given)) {
    const { reportDrift } = await import('./drift/report-drift.ts');
    return reportDrift(context);
  }
  if (documents.length > 0) return;
  if (!given.required.some((glob) => matchesName(project, glob))) {
    return conclude({ outcome: 'not-applicable', reason: 'It has no OpenAPI document.' });
  }
  report({
    message: 'document-missing',
    file: project.manifest?.file ?? configFile,
    expected: given.documents.join(' or '),
    actual: 'none',
  });
}
