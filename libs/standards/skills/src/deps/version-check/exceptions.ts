import type { DependencySite, Project } from '@h-j-petroleum/standards-engine';
import { matchesName } from '@h-j-petroleum/standards-engine';
import { nameGlob } from '../name-glob.ts';
import type { Exception } from './options.ts';
import { collapsed } from './ranges.ts';

/** The exceptions of a run, which remember whether they were needed. */
export interface Exceptions {
  covers(site: DependencySite): boolean;
  /** The positions of those that covered nothing, to be asked last. */
  unused(): readonly number[];
}

export function createExceptions(
  exceptions: readonly Exception[],
  allowedVersions: ReadonlyMap<string, readonly string[]>,
): Exceptions {
  const used = new Set<number>();
  const matchers = exceptions.map(({ names, projects, ranges }) => {
    const globs = names.map(nameGlob);
    const texts = ranges && new Set(ranges.map(collapsed));
    return (site: DependencySite): boolean =>
      globs.some((matches) => matches(site.name)) &&
      (!projects || projects.some((glob) => matches(site.project, glob))) &&
      (!texts || texts.has(collapsed(site.range)));
  });
  return {
    covers(site) {
      let covered = allowedVersions.get(site.name)?.includes(site.range.trim()) ?? false;
      // Not the first only: each that matches is needed.
      for (const [index, matches] of matchers.entries()) {
        if (!matches(site)) continue;
        used.add(index);
        covered = true;
      }
      return covered;
    },
    unused: () => [...exceptions.keys()].filter((index) => !used.has(index)),
  };
}

function matches(project: Project, glob: string): boolean {
  return matchesName(project, glob);
}
