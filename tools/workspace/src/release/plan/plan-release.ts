import { ReleaseError } from '../release-error.ts';
import { inOrder, withSiblings } from './order.ts';
import type { Member } from './members.ts';
import { readMembers } from './members.ts';
import { plannedVersions } from './versions.ts';

export interface PlannedPackage extends Member {
  /** Version of this release. */
  readonly version: string;
}

export interface ReleasePlan {
  /** What is packed, in the order of publishing. */
  readonly packages: readonly PlannedPackage[];
  /** Of all that this workspace publishes. */
  readonly versions: ReadonlyMap<string, string>;
}

export interface PlanRequest {
  readonly root: string;
  /** Only these and what they need of this workspace; all unless given. */
  readonly only?: readonly string[];
  /** Whether waiting changesets are applied first, as the pull request of a release does. */
  readonly changesets: boolean;
}

/** What a release consists of, told from manifests and changesets. Changes nothing. */
export async function planRelease({ root, only, changesets }: PlanRequest): Promise<ReleasePlan> {
  const members = readMembers(root);
  const byName = new Map(members.map((member) => [member.manifest.name, member]));
  const published = inOrder(
    members.map(({ manifest }) => manifest).filter((manifest) => manifest.private !== true),
  );
  if (published.length === 0) {
    throw new ReleaseError(
      'Every package of this workspace is private: there is nothing to publish.',
    );
  }
  const all = changesets
    ? await plannedVersions(root, members)
    : new Map(members.map(({ manifest }) => [manifest.name, manifest.version]));
  const versionOf = (name: string, fallback: string): string => all.get(name) ?? fallback;
  const wanted = only === undefined ? published : withSiblings(published, only);
  return {
    packages: wanted.flatMap(({ name, version }) => {
      const member = byName.get(name);
      return member === undefined ? [] : [{ ...member, version: versionOf(name, version) }];
    }),
    versions: new Map(published.map(({ name, version }) => [name, versionOf(name, version)])),
  };
}
