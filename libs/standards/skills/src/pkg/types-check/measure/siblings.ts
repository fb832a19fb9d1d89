import type { Project, Workspace } from '@h-j-petroleum/standards-engine';
import { isRecord, ownField } from '../../manifest-check/package/json-value.ts';
import type { Options } from '../options.ts';
import { publishedOf, type Published } from '../package.ts';

const fields = ['dependencies', 'optionalDependencies', 'peerDependencies'] as const;

/**
 * The published members of the workspace that come with a package when it is installed.
 *
 * @param manifestOf the manifest that is published, where that is another one than the project's
 */
export function siblingsOf(
  { members }: Workspace,
  published: Published,
  options: Options,
  manifestOf: (one: Published) => unknown,
): readonly Published[] {
  const byName = new Map<string, Project>(
    members.flatMap((member) => (member.name === undefined ? [] : [[member.name, member]])),
  );
  const found = new Map([[published.name, published]]);
  // What is added meanwhile is gone through, too.
  for (const one of found.values()) {
    for (const field of fields) {
      const declared = ownField(manifestOf(one), field);
      for (const name of isRecord(declared) ? Object.keys(declared) : []) {
        const member = byName.get(name);
        const sibling = member && !found.has(name) ? publishedOf(member, options) : undefined;
        if (sibling && !('reason' in sibling)) found.set(name, sibling);
      }
    }
  }
  return [...found.values()].slice(1);
}
