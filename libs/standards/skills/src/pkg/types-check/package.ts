import type { InputsContext, Project } from '@h-j-petroleum/standards-engine';
import { joinPath, matchesName } from '@h-j-petroleum/standards-engine';
import { isRecord, ownField } from '../manifest-check/package/json-value.ts';
import type { Options } from './options.ts';

/** A package that is published, and the folder of the workspace that it is published from. */
export interface Published {
  readonly name: string;
  readonly project: Project;
  readonly folder: string;
}

/** The package of a project, or why there is none. */
export function publishedOf(
  project: Project,
  options: Options,
): Published | { readonly reason: string } {
  const { manifest } = project;
  if (!manifest) return { reason: 'There is no package.json.' };
  const { data } = manifest;
  if (ownField(data, 'private')) return { reason: 'It is private, so nobody gets its types.' };
  const name = ownField(data, 'name');
  if (typeof name !== 'string' || typeof ownField(data, 'version') !== 'string') {
    return { reason: 'It has no name and version, so it cannot be published.' };
  }
  const given = Object.entries(options.folders).find(([key]) => matchesName(project, key))?.[1];
  const config = ownField(data, 'publishConfig');
  const own = isRecord(config) ? ownField(config, 'directory') : undefined;
  const inside = given ?? (typeof own === 'string' ? own : '');
  return { name, project, folder: joinPath(project.root, inside) };
}

/** Globs of what is published: what a build writes changes without any source doing so. */
export function publishedGlobs({ project, options }: InputsContext<Options>): readonly string[] {
  const published = publishedOf(project, options);
  if ('reason' in published) return [];
  const { folder } = published;
  if (folder !== project.root) return [joinPath(folder, '**')];
  const files = ownField(project.manifest?.data ?? {}, 'files');
  if (!Array.isArray(files)) return [];
  return files
    .filter((entry) => typeof entry === 'string' && !entry.startsWith('!'))
    .flatMap((entry: string) => [joinPath(folder, entry), joinPath(folder, entry, '**')]);
}
