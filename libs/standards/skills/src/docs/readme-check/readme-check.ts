import type { CheckContext, Files, Project } from '@h-j-petroleum/standards-engine';
import {
  createProjectIndex,
  defineSkill,
  joinPath,
  loadSourceParser,
} from '@h-j-petroleum/standards-engine';
import { nameGlob } from '../../deps/name-glob.ts';
import { factsSchema } from './measure/facts.ts';
import { judgeFacts } from './measure/judge.ts';
import { messages, type ReadmeMessages } from './messages.ts';
import { optionDocs, optionsSchema, type ReadmeOptions } from './options.ts';
import { fix } from './readme-check.fix.ts';
import { programsOf } from './readme/programs.ts';
import type { Readme } from './readme/readme.ts';
import { judgeLanguages, judgePrograms } from './static/judge-code.ts';
import { judgeCommands } from './static/judge-commands.ts';
import { hasOwnLinks, judgeLinks } from './static/judge-links.ts';
import { judgeSections } from './static/judge-sections.ts';
import { readNxCommands } from './static/nx-commands.ts';
import { isNamed, namesOf, templateOf } from './template.ts';

export const readmeCheck = defineSkill({
  meta: {
    id: 'docs:readme-check',
    title: 'READMEs that hold',
    description:
      'A README has the sections of its template, its links and commands lead somewhere, and its code works.',
    scope: 'project',
    defaultMode: 'advisory',
    docs: 'https://github.com/h-j-petroleum/source/blob/main/docs/standards/docs/readme-check.md',
    messages,
    options: optionsSchema,
    optionDocs,
    // A link may lead to any file of its project, and to any page; `inputsOf` says whether there are links.
    inputs: {
      project: ['**/*', '**/.*', '**/.*/**/*'],
      workspace: [
        ...['**/*.{md,markdown}', '**/.*/**/*.{md,markdown}', '**/package.json', '**/project.json'],
        ...['nx.json', 'pnpm-workspace.yaml', 'rush.json'],
      ],
      wide: true,
    },
  },
  inputsOf({ workspace: { files }, project }) {
    const file = readmeOf(files, project);
    // Pages and manifests are inputs of all projects.
    return file !== undefined && hasOwnLinks(files.read(file) ?? '')
      ? ['**/*', '**/.*', '**/.*/**/*']
      : [];
  },
  check,
  fix,
  measure: {
    appliesTo: ({ project, options }) =>
      project.manifest !== undefined && isNamed(project, options.measure),
    judges: ({ project }) => [joinPath(project.root, '[Rr][Ee][Aa][Dd][Mm][Ee].{md,markdown}')],
    dependsOn: () => [],
    timeoutMs: 300_000,
    load: async () => (await import('./measure/measure.ts')).measureReadme,
  },
});

/** The README of a project, relative to the workspace's root, however its name is written. */
export function readmeOf(files: Files, { root }: Project): string | undefined {
  const entry = files
    .list(root)
    .find(({ name, kind }) => kind === 'file' && /^readme\.(?:md|markdown)$/i.test(name));
  return entry && joinPath(root, entry.name);
}

async function check({
  workspace,
  project,
  options,
  measured,
  report,
  conclude,
}: CheckContext<ReadmeMessages, ReadmeOptions>): Promise<void> {
  const { files } = workspace;
  const { manifest } = project;
  if (!manifest) {
    return conclude({ outcome: 'not-applicable', reason: 'It has no package.json.' });
  }
  const template = templateOf(project, options);
  const file = readmeOf(files, project);
  if (file === undefined) {
    if (template.readme === 'optional') {
      const reason = 'It is private and has no README, and no template asks for one.';
      return conclude({ outcome: 'not-applicable', reason });
    }
    return report({
      ...{ message: 'readme-missing', data: { name: project.id }, file: manifest.file },
      ...{ expected: joinPath(project.root, 'README.md'), actual: 'none', fixable: false },
    });
  }
  // The parser is loaded here, because a run without READMEs needs none.
  const { parseReadme } = await import('./readme/parse-readme.ts');
  const pages = new Map<string, Readme | undefined>();
  const pageAt = (path: string): Readme | undefined => {
    if (!pages.has(path)) {
      const text = files.read(path);
      pages.set(path, text === undefined ? undefined : parseReadme(text));
    }
    return pages.get(path);
  };
  const readme = pageAt(file);
  if (!readme) return;
  const page = { file, readme };
  const ignored = options.ignore.map(nameGlob);
  const isIgnored = (text: string): boolean => ignored.some((matches) => matches(text));
  const drafts = [
    ...judgeSections(page, template, namesOf(project)),
    ...judgeLinks(page, { files, root: project.root, pageAt, isIgnored }),
    ...judgeLanguages(page, options.languages),
    ...judgeCommands(page, { workspace, project, nx: readNxCommands(workspace), isIgnored }),
  ];
  for (const draft of drafts) report(draft);
  const programs = programsOf(readme.fences);
  if (programs.length > 0) {
    const parse = await loadSourceParser();
    const index = createProjectIndex(workspace);
    for (const draft of judgePrograms(file, programs, parse, index)) report(draft);
  }
  if (measured === undefined) return;
  const facts = factsSchema.safeParse(measured);
  if (!facts.success) {
    return conclude({
      outcome: 'not-supported',
      reason:
        'It was measured by another version of this skill. Run `standards measure docs:readme-check --again`.',
    });
  }
  for (const draft of judgeFacts(facts.data)) report({ ...draft, file, fixable: false });
  if (facts.data.notRun !== undefined) {
    conclude({ outcome: 'not-supported', reason: facts.data.notRun });
  }
}
