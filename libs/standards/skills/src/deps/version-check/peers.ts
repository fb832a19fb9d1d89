import type { Draft, Project } from '@h-j-petroleum/standards-engine';
import type { Semver } from './semver.ts';
import { intersects } from './semver.ts';
import type { messages } from './messages.ts';
import { isRange, surelyIntersect } from './ranges.ts';
import { siteDraft } from './site-draft.ts';
import type { Use } from './uses.ts';

/**
 * A package is built and tested with a version that its own peer range allows. Peer ranges of different packages are
 * promises to different consumers and need not be equal.
 */
export async function checkPeers(
  uses: readonly Use[],
  peers: readonly Use[],
  semver: () => Promise<Semver>,
): Promise<Draft<typeof messages>[]> {
  const peersOf = new Map<Project, Map<string, Use>>();
  for (const peer of peers) {
    const { name, project } = peer.site;
    const own = peersOf.get(project) ?? new Map<string, Use>();
    peersOf.set(project, own.set(name, peer));
  }
  const drafts: Draft<typeof messages>[] = [];
  for (const use of uses) {
    const peer = peersOf.get(use.site.project)?.get(use.site.name);
    if (!peer || peer.target !== use.target || !isRange(use.range) || !isRange(peer.range))
      continue;
    if (surelyIntersect(use.range, peer.range)) continue;
    const loaded = await semver();
    const known = [use, peer].every(({ range }) => loaded.validRange(range) !== null);
    if (!known || intersects(use.range, peer.range, loaded)) continue;
    drafts.push(
      siteDraft('peer-contradicted', use.site, {
        expected: `a range that shares versions with ${peer.range}`,
        data: { peer: peer.range },
      }),
    );
  }
  return drafts;
}
