import { ignoredFolders } from '../workspace/glob.ts';
import { collectMembers } from './members/collect-members.ts';
import { namesMembers } from './members/declared-members.ts';
import { laterNegation } from './members/negation.ts';
import type { Reader } from './reader.ts';

/** Bun workspaces. */
export const bun: Reader = {
  name: 'bun',
  needs: 'a `workspaces` field in package.json',
  applies: ({ workspacesField }) => namesMembers(workspacesField),
  detects: ({ workspacesField, packageManager }) =>
    packageManager.name === 'bun' && namesMembers(workspacesField),
  read({ files, workspacesField }) {
    const { members, problems } = collectMembers(files, workspacesField, {
      negation: laterNegation,
      ignored: new Set([...ignoredFolders, 'CMakeFiles']),
    });
    return { members, problems, patterns: workspacesField.patterns };
  },
};
