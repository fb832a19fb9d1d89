import type { Draft, Project, ProjectIndex, SourceParser } from '@h-j-petroleum/standards-engine';
import {
  exportedSubpaths,
  nearestName,
  packageNameOf,
  restrictsSubpaths,
  targetsOf,
} from '@h-j-petroleum/standards-engine';
import type { ReadmeMessages } from '../messages.ts';
import { knownLanguages } from '../readme/languages.ts';
import type { Program } from '../readme/programs.ts';
import type { Page } from './judge-sections.ts';

/** Blocks whose language is none. */
export function judgeLanguages(
  { file, readme }: Page,
  more: readonly string[],
): readonly Draft<ReadmeMessages>[] {
  const others = new Set(more.map((one) => one.toLowerCase()));
  const seen = new Map<string, number>();
  return readme.fences.flatMap(({ language, line }): Draft<ReadmeMessages>[] => {
    if (language === '' || knownLanguages.has(language) || others.has(language)) return [];
    const count = seen.get(language) ?? 0;
    seen.set(language, count + 1);
    const near = nearestName(language, [...knownLanguages]);
    return [
      {
        ...{ message: 'language-unknown', data: { language }, file, at: { line } },
        expected: near ?? 'a name that renderers know, or one of the option `languages`',
        ...{ actual: language, identity: `${language} ${count}`, fixable: false },
      },
    ];
  });
}

/** Programs that cannot be parsed, and imports of what a package of the workspace does not export. */
export function judgePrograms(
  file: string,
  programs: readonly Program[],
  parse: SourceParser,
  index: ProjectIndex,
): readonly Draft<ReadmeMessages>[] {
  const found: Draft<ReadmeMessages>[] = [];
  const seen = new Map<string, number>();
  const nth = (what: string): string => {
    const count = seen.get(what) ?? 0;
    seen.set(what, count + 1);
    return `${what} ${count}`;
  };
  for (const { file: name, language, line, text } of programs) {
    const parsed = parse(`${name}.${language}`, text);
    if (!parsed.ok) {
      const { reason } = parsed;
      found.push({
        ...{ message: 'code-invalid', data: { language, reason }, file },
        at: { line: Math.max(parsed.line, line) },
        expected: 'code that stands as it is, or the mark `no-check` beside the language',
        ...{ actual: reason, identity: nth(`code-invalid ${reason}`), fixable: false },
      });
      continue;
    }
    for (const { specifier, line: at } of parsed.imports) {
      const target = unexported(specifier, index);
      if (!target) continue;
      found.push({
        ...{ message: 'import-unknown', data: { specifier, name: target.project.id }, file },
        ...{ at: { line: at }, expected: target.expected, actual: specifier },
        ...{ identity: nth(`import-unknown ${specifier}`), fixable: false },
      });
    }
  }
  return found;
}

/** The package of the workspace that does not export what a specifier names, and what it was most likely meant to be. */
function unexported(
  specifier: string,
  index: ProjectIndex,
): { readonly project: Project; readonly expected: string } | undefined {
  const name = packageNameOf(specifier);
  const project = name === undefined ? undefined : index.named(name);
  if (name === undefined || !project?.manifest) return undefined;
  const exports = project.manifest.data['exports'];
  if (!restrictsSubpaths(exports)) return undefined;
  if (targetsOf(exports, `.${specifier.slice(name.length)}`).length > 0) return undefined;
  const known = exportedSubpaths(exports)
    .filter((path) => path !== './package.json')
    .map((path) => `${name}${path.slice(1)}`);
  const near = nearestName(specifier, known);
  return { project, expected: near ?? (known.length > 0 ? known.join(', ') : 'no import of it') };
}
