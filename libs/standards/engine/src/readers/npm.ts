import { ignoredFolders } from '../workspace/glob.ts';
import { collectMembers } from './members/collect-members.ts';
import { namesMembers } from './members/declared-members.ts';
import { npmNegation } from './members/negation.ts';
import type { Reader } from './reader.ts';
import { pnpmIgnoresWorkspaces } from './sources/unsupported-members.ts';

/** npm workspaces; also the reading of a `workspaces` field whose package manager pays no attention to it. */
export const npm: Reader = {
  name: 'npm',
  needs: 'a `workspaces` field in package.json',
  applies: ({ workspacesField }) => namesMembers(workspacesField),
  detects: ({ workspacesField }) => namesMembers(workspacesField),
  read(evidence) {
    const { files, workspacesField } = evidence;
    const { members, problems } = collectMembers(files, workspacesField, {
      negation: npmNegation,
      ignored: ignoredFolders,
    });
    return {
      members,
      problems: [...problems, ...pnpmIgnoresWorkspaces(evidence)],
      patterns: workspacesField.patterns,
    };
  },
};
