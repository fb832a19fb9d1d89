import type { Project } from '@h-j-petroleum/standards-engine';
import { matchesName } from '@h-j-petroleum/standards-engine';
import type { ReadmeOptions, Template } from './options.ts';

/** Whether a list of words names a project: by name, root, glob, or `tag:` and a tag. */
export function isNamed(project: Project, words: readonly string[]): boolean {
  return words.some((word) =>
    word.startsWith('tag:') ? project.tags.includes(word.slice(4)) : matchesName(project, word),
  );
}

/**
 * What the README of a project has to hold: what the first template says that names the project, else that of its kind. Whoever
 * can install a package needs one with an example; a private package, and the root, may have none.
 */
export function templateOf(project: Project, { templates }: ReadmeOptions): Template {
  const named = templates.find(({ match }) => isNamed(project, match));
  if (named) return named;
  const data = project.manifest?.data ?? {};
  const isPublished = data['private'] !== true && project.root !== '';
  return {
    ...{ match: [], sections: [], intro: true },
    readme: isPublished ? 'required' : 'optional',
    title: project.root === '' && data['private'] === true ? 'any' : 'name',
    example: isPublished && ['exports', 'main', 'bin'].some((field) => field in data),
  };
}

/** The name of a project, and that name without its scope; nothing where its manifest has none. */
export function namesOf(project: Project): readonly string[] {
  const name = project.manifest?.data['name'];
  if (typeof name !== 'string' || name === '') return [];
  return name.includes('/') ? [name, name.slice(name.indexOf('/') + 1)] : [name];
}

/** The scripts of a manifest, by name. */
export function scriptsOf(project: Project | undefined): ReadonlySet<string> {
  return new Set(Object.keys(fieldsOf(project?.manifest?.data['scripts'])));
}

/** The fields of an object that somebody else wrote; none where it is no object. */
export function fieldsOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? Object.fromEntries(Object.entries(value))
    : {};
}
