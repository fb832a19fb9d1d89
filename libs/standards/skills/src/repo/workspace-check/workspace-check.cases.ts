import type { Case } from '@h-j-petroleum/standards-engine/testing';
export const cases: readonly Case[] = [
  {
    name: 'a workspace of npm in which all agrees',
    kind: 'valid',
    tree: {
      'package.json': {
        name: 'root',
        private: true,
        packageManager: 'npm@11.0.0',
        engines: { node: '>=20' },
        workspaces: ['packages/*'],
      },
      'package-lock.json': '{}\n',
      'packages/a/package.json': { name: 'a', version: '1.0.0', dependencies: { b: '*' } },
      'packages/b/package.json': { name: 'b', version: '1.0.0' },
    },
    findings: [],
  },
];
