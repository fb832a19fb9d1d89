import { ignoredFolders } from '../workspace/glob.ts';
import { collectMembers, otherManifest } from './members/collect-members.ts';
import { namesMembers } from './members/declared-members.ts';
import { everyNegation } from './members/negation.ts';
import type { Reader } from './reader.ts';

/** Manifests that pnpm reads beside package.json. */
const otherManifests = ['package.yaml', 'package.json5'] as const;

/** pnpm workspaces. Without `packages` its file holds settings alone, and the root is a single package. */
export const pnpm: Reader = {
  name: 'pnpm',
  needs: 'a pnpm-workspace.yaml',
  applies: ({ pnpmFile }) => pnpmFile !== undefined,
  detects: ({ pnpmPackages, workspacesField, packageManager }) => {
    const otherDeclared = packageManager.source === 'declared' && packageManager.name !== 'pnpm';
    // Some repositories keep the file for tools, beside the `workspaces` that their package manager reads.
    return namesMembers(pnpmPackages) && !(otherDeclared && namesMembers(workspacesField));
  },
  read({ files, names, pnpmPackages, rootManifest }) {
    const { members, problems } = collectMembers(files, pnpmPackages, {
      negation: everyNegation,
      ignored: new Set([...ignoredFolders, 'bower_components']),
      otherManifests,
    });
    const other =
      rootManifest.state === 'absent' ? otherManifests.find((name) => names.has(name)) : undefined;
    return {
      members,
      problems: other ? [...problems, otherManifest('', other)] : problems,
      patterns: pnpmPackages.patterns,
    };
  },
};
