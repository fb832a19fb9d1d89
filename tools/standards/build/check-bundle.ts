import { join } from 'node:path';
import { build } from 'esbuild';
import { bundling, publintInMemory } from './bundling.ts';
import {
  lightBuiltins,
  loadedWhenCalled,
  standingApart,
  withoutMeasurements,
} from './light-modules.ts';

/**
 * Builds the way of `standards check` from the command to the skills: `bin.js`, and `check.js` with all that a check needs
 * in one file. Loading a module costs as much as checking some packages does, and whatever only other commands need, or a
 * rare input, is not loaded at all.
 *
 * @param root absolute path of tools/standards
 * @returns the sources of the bundle, relative to `root`
 */
export async function bundleCheck(root: string): Promise<string[]> {
  const { metafile } = await build({
    ...bundling,
    absWorkingDir: root,
    entryPoints: {
      bin: 'src/bin.ts',
      check: 'src/cli/check-door.ts',
      yaml: 'yaml',
      diff: 'diff',
      readme: '../../libs/standards/skills/src/docs/readme-check/readme/parse-readme.ts',
      openapi: '../../libs/standards/skills/src/api/openapi-check/judge-document.ts',
    },
    outdir: join(root, 'dist'),
    bundle: true,
    format: 'esm',
    platform: 'node',
    target: 'node20',
    minifyWhitespace: true,
    minifySyntax: true,
    metafile: true,
    logLevel: 'warning',
    external: ['oxc-parser'],
    plugins: [
      withoutMeasurements,
      standingApart({
        '/check-door.ts': 'check.js',
        '/cli/start.ts': 'main.js',
        '/judge-document.ts': 'openapi.js',
        '/parse-readme.ts': 'readme.js',
        yaml: 'yaml.js',
        diff: 'diff.js',
      }),
      publintInMemory,
      loadedWhenCalled({
        picomatch: ['default'],
        ignore: ['default'],
        'jsonc-parser': [
          'parse',
          'parseTree',
          'applyEdits',
          'findNodeAtLocation',
          'modify',
          'printParseErrorCode',
        ],
        'fastest-levenshtein': ['distance'],
      }),
      lightBuiltins,
    ],
  });
  return Object.keys(metafile.inputs);
}
