import type { Plugin } from 'esbuild';

/**
 * Takes Node's own modules from `process.getBuiltinModule`. An `import` of one builds a namespace that reads every export
 * once, and for `node:fs` alone that loads its streams, which costs more than to read a hundred manifests.
 */
export const lightBuiltins: Plugin = {
  name: 'light-builtins',
  setup(build) {
    build.onResolve({ filter: /^(?:node:)?[a-z_/]+$/ }, ({ path, kind, importer }) => {
      // The first file must end well on a Node that has no such function yet.
      if (importer.endsWith('/src/bin.ts')) return undefined;
      const name = path.replace(/^node:/, '');
      if (!process.getBuiltinModule(`node:${name}`)) return undefined;
      const namespace = kind === 'require-call' ? 'builtin-required' : 'builtin';
      return { path: `node:${name}`, namespace, sideEffects: false };
    });
    build.onLoad({ filter: /.*/, namespace: 'builtin-required' }, ({ path }) => ({
      contents: `module.exports = process.getBuiltinModule('${path}');`,
    }));
    build.onLoad({ filter: /.*/, namespace: 'builtin' }, ({ path }) => {
      const names = Object.keys(process.getBuiltinModule(path) ?? {}).filter(
        (name) => name !== 'default' && /^[a-z_$][\w$]*$/i.test(name),
      );
      return {
        contents: [
          `const builtin = process.getBuiltinModule('${path}');`,
          'export default builtin;',
          // Pure, so that only what is imported is read.
          ...names.map(
            (name, at) =>
              `const x${at} = /* @__PURE__ */ (() => builtin.${name})(); export { x${at} as ${name} };`,
          ),
        ].join('\n'),
      };
    });
  },
};

/** Leaves out what measures: it runs in a process of its own, which this bundle never is. */
export const withoutMeasurements: Plugin = {
  name: 'without-measurements',
  setup(build) {
    build.onResolve({ filter: /\/measure\.ts$/ }, ({ path, kind }) =>
      kind === 'dynamic-import' ? { path, namespace: 'measurement' } : undefined,
    );
    build.onLoad({ filter: /.*/, namespace: 'measurement' }, () => ({
      contents: "throw new Error('A check measures nothing.');",
    }));
  },
};

/**
 * Leaves some imports to files that stand beside the bundle.
 *
 * @param files what a file is named, by the specifier as written or, for a source, by its end: `/cli/main.ts`
 */
export function standingApart(files: Readonly<Record<string, string>>): Plugin {
  return {
    name: 'standing-apart',
    setup(build) {
      build.onResolve({ filter: /./ }, ({ path, kind }) => {
        if (kind !== 'dynamic-import') return undefined;
        const found = Object.entries(files).find(
          ([name]) => path === name || (name.startsWith('/') && path.endsWith(name)),
        );
        return found && { path: `./${found[1]}`, external: true };
      });
    },
  };
}

/**
 * Loads small packages when they are first called, where their import stands at the top of a module that every check loads.
 *
 * @param packages the functions that are imported of each, `default` among them
 */
export function loadedWhenCalled(packages: Readonly<Record<string, readonly string[]>>): Plugin {
  return {
    name: 'loaded-when-called',
    setup(build) {
      build.onResolve({ filter: /^[a-z]/ }, ({ path, kind, resolveDir }) =>
        kind === 'import-statement' && packages[path]
          ? { path, namespace: 'when-called', pluginData: resolveDir }
          : undefined,
      );
      build.onLoad({ filter: /.*/, namespace: 'when-called' }, ({ path, pluginData }) => ({
        resolveDir: String(pluginData),
        contents: [
          `let loaded; const load = () => (loaded ??= require('${path}'));`,
          ...(packages[path] ?? []).map((name) =>
            name === 'default'
              ? `const own = (...args) => (load().default ?? load())(...args); export default own;`
              : `export const ${name} = (...args) => load().${name}(...args);`,
          ),
          ...(path === 'picomatch' ? ['own.scan = (...args) => load().scan(...args);'] : []),
        ].join('\n'),
      }));
    },
  };
}
