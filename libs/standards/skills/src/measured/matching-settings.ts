import type { Project } from '@h-j-petroleum/standards-engine';
import { matchesName } from '@h-j-petroleum/standards-engine';

/** The settings that are meant for a project, in their order: by name, root, glob, or `tag:` and a tag of the project. */
export function matchingSettings<T>(
  project: Project,
  settings: Readonly<Record<string, T>>,
): readonly T[] {
  return Object.entries(settings)
    .filter(([key]) =>
      key.startsWith('tag:') ? project.tags.includes(key.slice(4)) : matchesName(project, key),
    )
    .map(([, one]) => one);
}
