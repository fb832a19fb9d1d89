import type { Measured } from '@h-j-petroleum/standards-engine';
import type { Case, CaseFile, CaseTree } from '@h-j-petroleum/standards-engine/testing';
import type { Facts } from '../facts.ts';

/** A workspace with one publishable package, whose export stands in line 6 of its manifest, and its command in line 9. */
export function library(files: CaseTree = {}): CaseTree {
  return {
    'package.json': { name: 'root', private: true, workspaces: ['libs/*'] },
    'libs/ui/package.json': {
      ...{ name: 'ui', version: '1.0.0', type: 'module' },
      exports: { '.': './dist/index.js', './package.json': './package.json' },
      bin: { ui: './dist/bin.js' },
    },
    ...files,
  };
}

export const recordFile = 'libs/ui/standards.bundle.json';
export const options = { projects: { 'libs/*': {} } };

/** The root is named by no entry of the options. */
export const others = {
  root: {
    outcome: 'not-applicable',
    reason: 'No entry of the option `projects` names it.',
  },
} as const;

/** An export of 40,000 bytes, most of them zod's. */
export function main(gzip = 12_000, zod = 30_000): Facts['entries'][number] {
  return {
    name: '.',
    sizes: { raw: 40_000, initial: 39_000, gzip, brotli: 10_000 },
    modules: [
      { name: 'zod', bytes: zod },
      { name: 'dist/index.js', bytes: 8000 },
      { name: 'clsx', bytes: 1500 },
      { name: 'tslib', bytes: 399 },
    ],
  };
}

/** What is recorded of it: `tslib` weighs less than a hundredth, and is not listed. */
export const mainRecorded = {
  ...{ raw: 40_000, initial: 39_000, gzip: 12_000, brotli: 10_000 },
  modules: { zod: 30_000, 'dist/index.js': 8000, clsx: 1500 },
};

export const record = (changed: object = {}, more: object = {}) => ({
  entries: { '.': { ...mainRecorded, ...changed } },
  ...more,
});

export function measured(...entries: Facts['entries']): Readonly<Record<string, Measured>> {
  const value: Facts = { version: 1, bundler: 'esbuild 0.28.2', entries };
  return { ui: { state: 'done', value } };
}

/** A package with a record, and what stood where the change began. */
export function recorded(
  now: CaseFile | undefined,
  base: CaseFile | undefined,
): Pick<Case, 'tree' | 'base' | 'options' | 'outcomes'> {
  const tree = (file: CaseFile | undefined) =>
    library(file === undefined ? {} : { [recordFile]: file });
  return { tree: tree(now), base: tree(base), options, outcomes: others };
}
