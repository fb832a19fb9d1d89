import type { CheckContext, Project, SourceFile } from '@h-j-petroleum/standards-engine';
import { defineSkill, matchesName } from '@h-j-petroleum/standards-engine';
import { nameGlob } from '../name-glob.ts';
import { readAliases, type IsAlias } from './aliases.ts';
import {
  extraDevelopment,
  isBundled,
  readDeclarations,
  type Declarations,
} from './declarations.ts';
import { messages, type UndeclaredMessages } from './messages.ts';
import { readNeeds, type Need } from './needs.ts';
import { optionDocs, options, type Options } from './options.ts';
import { rangeFor, rangeIn } from './ranges.ts';
import { sourcesOf } from './sources.ts';
import { fix } from './undeclared-check.fix.ts';
import { readUnused } from './unused.ts';

/** The context of one project: what is reported and concluded is about it. */
type Context = CheckContext<UndeclaredMessages, Options>;

/** What is imported is declared, where it is needed; what is declared is used. */
export const undeclaredCheck = defineSkill({
  meta: {
    id: 'deps:undeclared-check',
    title: 'Imports and declarations agree',
    description:
      'A package declares what it imports, for those who need it, and nothing that it does not use.',
    scope: 'workspace',
    defaultMode: 'advisory',
    docs: 'https://github.com/h-j-petroleum/source/blob/main/docs/standards/deps/undeclared-check.md',
    messages,
    options,
    optionDocs,
    inputs: {
      project: [],
      // What is installed follows from the lock files.
      workspace: [
        '**/*.{js,cjs,mjs,jsx,ts,cts,mts,tsx,vue,svelte,astro}',
        '**/*.{json,jsonc,json5,yaml,yml,toml,html,htm,css,scss,sass,less,styl,mdx,graphql,gql,sh,bash,env,ejs,hbs,pug,njk,tf,gradle,properties}',
        '**/{Dockerfile,Makefile,Procfile,Jenkinsfile,justfile}*',
        '**/.*',
        '**/.husky/*',
        '{yarn.lock,bun.lock,bun.lockb}',
      ],
    },
  },
  check,
  fix,
});

async function check(context: CheckContext<UndeclaredMessages, Options>): Promise<void> {
  for (const project of context.workspace.projects) {
    await checkProject({
      ...context,
      project,
      report: (draft) => context.report({ ...draft, project }),
      conclude: (verdict) => context.conclude({ ...verdict, project }),
    });
  }
}

async function checkProject(context: Context): Promise<void> {
  const { workspace, project, options, report, conclude } = context;
  const { manifest } = project;
  if (!manifest) {
    return conclude({ outcome: 'not-applicable', reason: 'It has no package.json.' });
  }
  const declared = readDeclarations(workspace, project);
  const develops = extraDevelopment(options.development, project);
  // The root is what nobody installs: all that stands there serves development, unless it is the one package.
  const alone = workspace.members.includes(project);
  const sources = sourcesOf(workspace, project, options.ignore).map((source) => ({
    ...source,
    development: source.development || develops(source.path) || (project.root === '' && !alone),
  }));
  if (sources.length === 0 && declared.own.size === 0) {
    return conclude({
      outcome: 'not-applicable',
      reason: 'It has no sources and declares no dependency.',
    });
  }
  const excepted = exceptionsFor(project, options);
  let aliases: IsAlias | undefined;
  const isAlias = (): IsAlias =>
    (aliases ??= readAliases(
      workspace,
      project,
      sources.map(({ path }) => path),
    ));
  const judged = judgedAs(context, declared);
  const { found, unparsed } = await readNeeds(workspace, project, sources, judged, isAlias);
  for (const need of found) if (!excepted(need.name)) reportNeed(need, declared, context);
  for (const { file, line, reason } of unparsed) {
    report({
      message: 'unparsed-source',
      data: { reason },
      file,
      at: { line },
      expected: 'a source that can be parsed',
      actual: reason,
      fixable: false,
      identity: file,
    });
  }
  if (!options.unused) return;
  const everywhere = new Map<Project, readonly SourceFile[]>(
    project.root === ''
      ? workspace.projects.map((one) => [one, sourcesOf(workspace, one, [])])
      : [[project, sourcesOf(workspace, project, [])]],
  );
  for (const { name, field, sure } of readUnused(workspace, project, everywhere, declared)) {
    if (excepted(name)) continue;
    report({
      message: 'unused',
      data: { name, field },
      file: manifest.file,
      at: { path: [field, name] },
      expected: 'no declaration, or something that uses it',
      actual: sure
        ? `${rangeIn(project, field, name) ?? 'declared'}, and nothing uses it`
        : 'nothing seems to use it; what its commands and the peers of others are is not known, because not all is installed',
      fixable: sure,
    });
  }
}

/** Where devDependencies may serve users too, they count as declared for them. */
function judgedAs({ workspace, project, options }: Context, declared: Declarations): Declarations {
  const tolerant =
    options.devOnly === 'off' || (options.devOnly === 'unbundled' && isBundled(workspace, project));
  if (!tolerant) return declared;
  return {
    ...declared,
    servesUsers: (name) => declared.servesUsers(name) || declared.servesDevelopment(name),
  };
}

function reportNeed(
  { name, purpose, file, line, hasTypes }: Need,
  declared: Declarations,
  { workspace, project, report }: Context,
): void {
  const called = project.name ?? project.id;
  if (declared.own.get(name)?.includes('devDependencies')) {
    const range = canHold(project, 'dependencies')
      ? rangeIn(project, 'devDependencies', name)
      : undefined;
    report({
      message: 'dev-only',
      data: { name, project: called, field: 'dependencies', ...(range ? { range } : {}) },
      file,
      at: { line },
      expected: `"${name}" in dependencies`,
      actual: `"${name}" in devDependencies`,
      fixable: range !== undefined,
      identity: name,
    });
    return;
  }
  // Types of a published package are in what it publishes, so its users need them too.
  const forUsers = purpose === 'users' || (purpose === 'types' && !declared.isPrivate);
  const field = forUsers ? 'dependencies' : 'devDependencies';
  const range = canHold(project, field) ? rangeFor(name, workspace, project) : undefined;
  report({
    message: 'undeclared',
    data: { name, project: called, field, ...(range ? { range } : {}) },
    file,
    at: { line },
    // Without `verbatimModuleSyntax` an import of types need not say so, and is gone from what runs; nothing else tells it from one of values.
    expected: `"${name}"${range ? `: "${range}"` : ''} in ${field}${hasTypes ? ', or `import type` where types alone are meant' : ''}`,
    actual: 'no declaration',
    fixable: range !== undefined,
    identity: name,
  });
}

/** Whether an entry can be added to a field: a list or a text in its place is somebody's mistake. */
function canHold(project: Project, field: string): boolean {
  const entries = project.manifest?.data[field];
  return (
    entries === undefined ||
    (typeof entries === 'object' && entries !== null && !Array.isArray(entries))
  );
}

function exceptionsFor(project: Project, { exceptions }: Options): (name: string) => boolean {
  const globs = exceptions
    .filter(({ projects }) => !projects || projects.some((glob) => matchesName(project, glob)))
    .flatMap(({ names }) => names.map(nameGlob));
  return (name) => globs.some((matches) => matches(name));
}
