import type { Measured } from '@h-j-petroleum/standards-engine';
import type { Case, CaseTree, ExpectedFinding } from '@h-j-petroleum/standards-engine/testing';
import type { Facts } from '../measure/facts.ts';

/** A workspace with one published package, `ui`. */
export const tree: CaseTree = {
  'package.json': { name: 'root', private: true, workspaces: ['libs/*'] },
  'libs/ui/package.json': {
    name: 'ui',
    version: '1.0.0',
    dependencies: { core: '*' },
    exports: { '.': './dist/index.js', './form': './dist/form.js' },
  },
};

export const others = {
  root: { outcome: 'not-applicable', reason: 'It is private, so nobody gets its types.' },
} as const;

const good: Facts = {
  ...{ version: 1, name: 'ui', hasRequire: false, references: [], publint: [], problems: [] },
  ...{ uninstalled: [], diagnostics: [] },
};

/** What was measured of the package, with some of it changed. */
export function measured(changed: Partial<Facts> = {}): Readonly<Record<string, Measured>> {
  return { ui: { state: 'done', value: { ...good, ...changed } } };
}

/** A finding about the package. */
export function at(
  line: number,
  message: string,
  text: string,
  expected: string,
  actual: string,
): ExpectedFinding {
  return {
    ...{ message, project: 'ui', file: 'libs/ui/package.json', line },
    ...{ expected, actual, text },
  };
}

/** A case about what was measured. */
export function judging(
  name: string,
  changed: Partial<Facts>,
  findings: readonly ExpectedFinding[] = [],
  options: unknown = {},
): Case {
  const kind = findings.length === 0 ? 'valid' : 'invalid';
  return { name, kind, tree, options, measured: measured(changed), findings, outcomes: others };
}
