import type { Project } from '@h-j-petroleum/standards-engine';
import { joinPath } from '@h-j-petroleum/standards-engine';
import { matchingSettings } from '../../../measured/matching-settings.ts';
import type { GeneratorSettings, Options } from '../options.ts';

/** How a project's service tells its document; undefined where nothing says it. Of several entries the last holds. */
export function generatorOf(project: Project, options: Options): GeneratorSettings | undefined {
  return matchingSettings(project, options.generators).at(-1);
}

/** The document that must be what is generated, relative to the workspace's root. */
export function generatedFile(project: Project, { file }: GeneratorSettings): string {
  return joinPath(project.root, file);
}
