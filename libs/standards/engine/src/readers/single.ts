import type { Reader } from './reader.ts';
import { unsupportedMembers } from './sources/unsupported-members.ts';

/** One package. Where something names members that no reader knows, it says so instead of passing for all there is. */
export const single: Reader = {
  name: 'single',
  needs: 'a package.json',
  applies: ({ rootManifest }) => rootManifest.state !== 'absent',
  detects: () => true,
  read(evidence) {
    const { rootManifest } = evidence;
    const problems = [...unsupportedMembers(evidence)];
    if (rootManifest.state === 'absent') {
      problems.push({
        code: 'manifest-missing',
        file: 'package.json',
        line: 1,
        detail: 'There is neither a package.json at the root nor a file that names members.',
        expected: 'A package.json is there, or pnpm-workspace.yaml names members under `packages`.',
        project: '',
      });
    }
    return { members: [{ root: '', manifest: rootManifest.manifest }], problems, patterns: [] };
  },
};
