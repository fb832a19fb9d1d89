import type { Project } from '@h-j-petroleum/standards-engine';
import { joinPath, matchesName } from '@h-j-petroleum/standards-engine';
import type { GeneratorSettings, Options } from '../options.ts';

/** How a project's service tells its document; undefined where nothing says it. Of several entries the last holds. */
export function generatorOf(project: Project, options: Options): GeneratorSettings | undefined {
  return Object.entries(options.generators).findLast(([key]) =>
    key.startsWith('tag:') ? project.tags.includes(key.slice(4)) : matchesName(project, key),
  )?.[1];
}

/** The document that must be what is generated, relative to the workspace's root. */
export function generatedFile(project: Project, { file }: GeneratorSettings): string {
  return joinPath(project.root, file);
}
