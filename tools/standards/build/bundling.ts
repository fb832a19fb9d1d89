import { createRequire } from 'node:module';
import type { BuildOptions, Plugin } from 'esbuild';

const require = createRequire(import.meta.url);

/** What all bundles of the package are built with. */
export const bundling = {
  conditions: ['@h-j-petroleum/source', 'module', 'import', 'node'],
  // jsonc-parser's other build is UMD, whose inner requires a bundle cannot follow.
  mainFields: ['module', 'main'],
  alias: {
    // Its build for Node is CommonJS, and what is imported by need from that has no named exports in a bundle.
    yaml: require.resolve('yaml/package.json').replace(/package\.json$/, 'browser/index.js'),
  },
} satisfies BuildOptions;

/** The pool of `pg` as what requires it takes it: a class. Its other build is a module, which nothing can extend. */
export const poolAsRequired: Plugin = {
  name: 'pool-as-required',
  setup(build) {
    build.onResolve({ filter: /^pg-pool$/ }, ({ path, importer }) => ({
      path: createRequire(importer).resolve(path),
    }));
  },
};

/**
 * publint without what it packs packages with: its skill shows it files in memory. Both of its builds look at them by the
 * same code, and the one for browsers brings little else.
 */
export const publintInMemory: Plugin = {
  name: 'publint-in-memory',
  setup(build) {
    build.onResolve({ filter: /^publint$/ }, () => ({
      path: require.resolve('publint').replace(/index-node\.js$/, 'index-browser.js'),
    }));
    build.onResolve({ filter: /^@publint\/pack$/ }, ({ importer }) => ({
      path: createRequire(importer)
        .resolve('@publint/pack')
        .replace(/index-node\.js$/, 'index-browser.js'),
    }));
  },
};
