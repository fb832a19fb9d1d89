import type { Project } from '@h-j-petroleum/standards-engine';
import { matchesName } from '@h-j-petroleum/standards-engine';
import type { LayeringOptions } from './options.ts';

/** Where a project stands in what the options draw. */
export interface Membership {
  /** Positions in `layers`, lowest first. Exactly one is right. */
  readonly layers: readonly number[];
  /** Positions in `scopes`. */
  readonly scopes: readonly number[];
  readonly leaf: boolean;
  /** Positions in `never` whose `from`, or whose `to`, names the project. */
  readonly bannedFrom: readonly number[];
  readonly bannedTo: readonly number[];
}

/** Places every project once, so that edges are judged by numbers alone. */
export function placeProjects(
  projects: readonly Project[],
  options: LayeringOptions,
): ReadonlyMap<Project, Membership> {
  const { layers = [], scopes = [], never = [], leaf = [] } = options;
  return new Map(
    projects.map((project) => [
      project,
      {
        layers: positions(layers, ({ match }) => matchesAny(project, match)),
        scopes: positions(scopes, ({ match }) => matchesAny(project, match)),
        leaf: matchesAny(project, leaf),
        bannedFrom: positions(never, ({ from }) => matchesAny(project, from)),
        bannedTo: positions(never, ({ to }) => matchesAny(project, to)),
      },
    ]),
  );
}

const tagPrefix = 'tag:';

/** Whether one of the words names the project: a name, root or glob of them, or `tag:` and a glob of a tag. */
export function matchesAny(project: Project, words: readonly string[]): boolean {
  return words.some((word) => {
    if (!word.startsWith(tagPrefix)) return matchesName(project, word);
    const matches = tagMatcher(word.slice(tagPrefix.length));
    return project.tags.some((tag) => matches.test(tag));
  });
}

/** A tag is no path: its `*` stands for anything. */
function tagMatcher(glob: string): RegExp {
  const parts = glob.split('*').map((part) => part.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&'));
  return new RegExp(`^${parts.join('.*')}$`);
}

function positions<T>(list: readonly T[], test: (one: T) => boolean): number[] {
  return list.flatMap((one, at) => (test(one) ? [at] : []));
}
