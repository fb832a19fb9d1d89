import type { OutsideFolder } from '../../outside/outside-folder.ts';
import type { Packed } from '../tarball/release.ts';

/** What every stranger is given: a registry and a machine, and nothing of this workspace but its compiler. */
export interface Surroundings {
  readonly packages: readonly Packed[];
  /** An empty folder outside this workspace, with an npm that knows the registry of the rehearsal alone. */
  folder(name: string): OutsideFolder;
  /** Absolute path of the command `tsc`. */
  readonly tsc: string;
  /** Exact versions of what strangers use besides. */
  readonly versions: { readonly nx: string; readonly typesOfNode: string };
}

/** Somebody who installs what was published, and uses it. */
export interface Stranger {
  /** As it is told: `npm, JavaScript`. */
  readonly title: string;
  /** Resolves with what it saw, in a line; throws where something does not work. */
  run(surroundings: Surroundings): Promise<string>;
}

/** `name@version` of every package of the release. */
export function specs({ packages }: Pick<Surroundings, 'packages'>): readonly string[] {
  return packages.map(({ name, version }) => `${name}@${version}`);
}

/** Packages that consumers may add, by `name@range`, without those of the release itself. */
export function optionalPeers({ packages }: Pick<Surroundings, 'packages'>): readonly string[] {
  const own = new Set(packages.map(({ name }) => name));
  const ranges = packages.flatMap(({ optionalPeers: peers }) => Object.entries(peers));
  return [...new Map(ranges.filter(([name]) => !own.has(name)))]
    .map(([name, range]) => `${name}@${range}`)
    .sort();
}
