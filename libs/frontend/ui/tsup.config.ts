import { defineConfig } from 'tsup';
import manifest from './package.json' with { type: 'json' };

// An entry for each export, from the source that it names: what is exported is built, and nothing else.
const entry: Record<string, string> = {};
for (const [subpath, target] of Object.entries(manifest.exports)) {
  if (typeof target === 'string') continue;
  entry[subpath.replace(/^\.\//, '').replace(/\.css$/, '')] = target['@h-j-petroleum/source'];
}

export default defineConfig({
  entry,
  format: 'esm',
  platform: 'neutral',
  target: 'es2023',
  dts: {
    entry: Object.fromEntries(
      Object.entries(entry).filter(([, source]) => !source.endsWith('.css')),
    ),
    compilerOptions: { composite: false, incremental: false },
  },
  clean: true,
  silent: true,
});
