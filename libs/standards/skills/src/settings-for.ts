import type { Project } from '@h-j-petroleum/standards-engine';
import { matchesName } from '@h-j-petroleum/standards-engine';

/**
 * The entries of an option that holds settings by project, as far as they are about one: keys are names, roots, globs of either, or
 * `tag:` and a tag. In the order in which they stand.
 */
export function settingsFor<Settings>(
  project: Project,
  entries: Readonly<Record<string, Settings>>,
): readonly Settings[] {
  return Object.entries(entries).flatMap(([key, settings]) => {
    const matches = key.startsWith('tag:')
      ? project.tags.includes(key.slice(4))
      : matchesName(project, key);
    return matches ? [settings] : [];
  });
}
