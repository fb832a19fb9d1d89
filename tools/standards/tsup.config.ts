import { defineConfig } from 'tsup';
import { bundling, poolAsRequired, publintInMemory } from './build/bundling.ts';
import { bundleCheck } from './build/check-bundle.ts';
import { finishPackage } from './build/finish-package.ts';
import { generatorEntries } from './build/generator-entries.ts';

/** `dist` is what is published: a package root of its own, in which everything but native and large packages is bundled. */
export default defineConfig({
  entry: {
    main: 'src/cli/start.ts',
    index: 'src/index.ts',
    testing: 'src/testing.ts',
    'nx/plugin': 'src/nx/plugin.ts',
    'nx/check/check': 'src/nx/check/check.ts',
    'measure/child': 'src/measure/child.ts',
    'history/send': 'src/history/send.ts',
    'nx/measure/measure': 'src/nx/measure/measure.ts',
    'nx/check/check.batch': 'src/nx/check/check.batch.ts',
    ...generatorEntries(import.meta.dirname),
  },
  format: 'esm',
  platform: 'node',
  target: 'node20',
  splitting: true,
  clean: true,
  minifyWhitespace: true,
  minifySyntax: true,
  dts: {
    entry: { index: 'src/index.ts', testing: 'src/testing.ts', 'nx/plugin': 'src/nx/plugin.ts' },
    // By path, the workspace's packages are sources whose types are inlined; by name they would stay imports of packages
    // that nobody can install.
    compilerOptions: {
      paths: {
        '@h-j-petroleum/standards-engine': ['../../libs/standards/engine/src/index.ts'],
        '@h-j-petroleum/standards-engine/testing': [
          '../../libs/standards/engine/src/testing/index.ts',
        ],
        '@h-j-petroleum/standards-skills': ['../../libs/standards/skills/src/index.ts'],
      },
    },
  },
  // Everything but these. tsup lets `noExternal` win over `external`, so what stays outside has to be left out of it: a bundled
  // oxc-parser looks for its native part from `dist`, where only a hoisting package manager lets it be found.
  noExternal: [/^(?!(?:nx|@nx\/devkit|oxc-parser|pg-native)(?:\/|$))/],
  metafile: true,
  esbuildPlugins: [publintInMemory, poolAsRequired],
  esbuildOptions(options) {
    Object.assign(options, bundling);
    // What is bundled from CommonJS asks for Node's own modules by require.
    options.banner = {
      js: "import { createRequire as __createRequire } from 'node:module'; const require = __createRequire(import.meta.url);",
    };
    options.chunkNames = '[name]-[hash]';
  },
  async onSuccess() {
    const { dirname } = import.meta;
    await finishPackage(dirname, await bundleCheck(dirname));
  },
});
