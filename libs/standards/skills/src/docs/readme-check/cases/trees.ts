import type { CaseTree, ExpectedFinding } from '@h-j-petroleum/standards-engine/testing';

/** An npm workspace with one published package; the given files are laid over it. */
export function workspace(files: CaseTree = {}): CaseTree {
  return {
    'package.json': { name: 'root', private: true, workspaces: ['libs/*'], scripts: { gate: '' } },
    'libs/core/package.json': {
      ...{ name: '@acme/core', version: '1.0.0', scripts: { build: 'tsc', test: 'vitest' } },
      exports: {
        '.': './index.js',
        './testing': './testing.js',
        './package.json': './package.json',
      },
    },
    'libs/core/README.md': goodReadme,
    ...files,
  };
}

export const readme = 'libs/core/README.md';

export const goodReadme = `# @acme/core

What all else stands on.

\`\`\`js
import { one } from '@acme/core';
\`\`\`
`;

/** A good README with more at its end, which begins in line 9. */
export function withMore(text: string): CaseTree {
  return workspace({ [readme]: `${goodReadme}\n${text}` });
}

/** The root has nothing to check. */
export const others = {
  root: {
    outcome: 'not-applicable',
    reason: 'It is private and has no README, and no template asks for one.',
  },
} as const;

/** A finding in the README of the package. */
export function inReadme(
  message: string,
  line: number,
  text: string,
  expected: string,
  actual: string,
  fixable = false,
): ExpectedFinding {
  return { message, project: '@acme/core', file: readme, line, text, expected, actual, fixable };
}
