/** A workspace of npm whose root has the tools. */
export const npmRoot = {
  name: 'root',
  private: true,
  packageManager: 'npm@11.0.0',
  workspaces: ['packages/*'],
  scripts: { test: 'vitest run', build: 'tsc --build' },
  devDependencies: { vitest: '5.0.0', typescript: '6.0.0' },
};

/** What a package manager would have installed: manifests with commands and peers. */
export function installed(
  ...packages: readonly {
    readonly name: string;
    readonly bin?: unknown;
    readonly peerDependencies?: unknown;
  }[]
): Record<string, { readonly [key: string]: unknown }> {
  return Object.fromEntries(
    packages.map((one) => [`node_modules/${one.name}/package.json`, { ...one, version: '1.0.0' }]),
  );
}

export const tools = installed(
  { name: 'vitest', bin: { vitest: 'vitest.mjs' } },
  { name: 'typescript', bin: { tsc: 'bin/tsc' } },
);
