import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

export interface Bundle {
  readonly script: string;
  readonly styles: string;
}

/** The examples, React and the styles, made as a plain bundler makes them: without the condition that leads to sources. */
export async function bundle(examples: URL): Promise<Bundle> {
  const from = (path: string | URL) =>
    JSON.stringify(fileURLToPath(new URL(path, import.meta.url)));
  const { outputFiles } = await build({
    stdin: {
      contents: `import '@h-j-petroleum/frontend-ui/styles.css';
        import { hydrate } from ${from('hydrate.ts')};
        import { examples } from ${from(examples)};
        hydrate(examples);`,
      resolveDir: import.meta.dirname,
    },
    bundle: true,
    write: false,
    outdir: '/',
    format: 'esm',
    target: 'es2023',
    jsx: 'automatic',
    // React says only in development where the markup of an attribute differs.
    define: { 'process.env.NODE_ENV': '"development"' },
    logLevel: 'silent',
  });
  const ending = (end: string): string => {
    const file = outputFiles.find(({ path }) => path.endsWith(end));
    if (file === undefined) throw new Error(`esbuild made no ${end} of ${examples.href}.`);
    return file.text;
  };
  return { script: ending('.js'), styles: ending('.css') };
}
