import { mkdirSync, readdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** Skills that would measure each published package here, which takes minutes and is no part of what the gate itself costs. */
export const measuring = ['pkg:types-check'] as const;

/**
 * Writes an Nx and npm workspace of many small packages that all standards pass: each has a manifest, two sources, a test and a
 * README, depends on up to three others, and shares a handful of externals. Half of them are published.
 *
 * @param modules the `node_modules` that Nx is taken from, by links
 * @param gate the built package of the gate
 */
export function writeSyntheticWorkspace(
  root: string,
  count: number,
  modules: string,
  gate: string,
): void {
  const write = (path: string, content: string | object): void => {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(
      join(root, path),
      typeof content === 'string' ? content : `${JSON.stringify(content, null, 2)}\n`,
    );
  };
  const repository = { type: 'git', url: 'git+https://github.com/bench/bench.git' };
  write('package.json', {
    name: 'bench',
    private: true,
    type: 'module',
    license: 'MIT',
    repository,
    packageManager: 'npm@11.19.1',
    engines: { node: '>=20' },
    workspaces: ['packages/*'],
  });
  write('package-lock.json', { name: 'bench', lockfileVersion: 3, packages: {} });
  write('.gitignore', 'node_modules\ndist\n.nx\n.standards\n');
  write('.npmrc', '@bench:registry=https://npm.pkg.github.com\n');
  write('nx.json', {
    analytics: false,
    neverConnectToCloud: true,
    plugins: ['@h-j-petroleum/standards/plugin', 'nothing-gate/plugin.js'],
  });
  write('standards.config.json', {
    skills: {
      ...Object.fromEntries(measuring.map((id) => [id, 'off'])),
      'repo:layering-check': {
        options: { layers: [{ name: 'all', match: ['packages/*', '.'] }] },
      },
    },
  });
  for (let i = 0; i < count; i++) {
    const name = `p${String(i).padStart(3, '0')}`;
    const folder = `packages/${name}`;
    const uses = [i - 1, i - 7, i - 31].filter((other) => other >= 0);
    const internal = uses.map((other) => `@bench/p${String(other).padStart(3, '0')}`);
    write(`${folder}/package.json`, {
      name: `@bench/${name}`,
      version: '1.0.0',
      ...(i % 2 === 0 ? { private: true } : {}),
      description: `Package ${i} of the benchmark.`,
      license: 'MIT',
      repository: { ...repository, directory: folder },
      type: 'module',
      engines: { node: '>=20' },
      exports: {
        '.': { types: './dist/index.d.ts', default: './dist/index.js' },
        './package.json': './package.json',
      },
      files: ['dist'],
      dependencies: {
        ...Object.fromEntries(internal.map((other) => [other, '*'])),
        semver: '^7.7.0',
        picomatch: '^4.0.0',
      },
      devDependencies: { typescript: '^6.0.0', vitest: '^5.0.0' },
    });
    const imports = internal.map((other, at) => `import { value as v${at} } from '${other}';\n`);
    const sum = ['part', ...internal.map((_other, at) => `v${at}`)].join(' + ');
    write(
      `${folder}/src/index.ts`,
      `${imports.join('')}import { part } from './part.ts';\n\nexport const value: number = ${sum};\n`,
    );
    write(
      `${folder}/src/part.ts`,
      `import picomatch from 'picomatch';\nimport { valid } from 'semver';\n\nexport const part: number = [picomatch, valid].length + ${i};\n`,
    );
    write(
      `${folder}/src/index.test.ts`,
      `import { expect, it } from 'vitest';\nimport { value } from './index.ts';\n\nit('has a value', () => expect(value).toBeGreaterThan(0));\n`,
    );
    write(
      `${folder}/README.md`,
      `# @bench/${name}\n\nOne of the packages that are checked, and of no other use.\n\n\`\`\`sh\nnpm ls\n\`\`\`\n`,
    );
  }

  // A gate that does nothing, by the same means: what is left of a run is Nx's own.
  write('node_modules/nothing-gate/package.json', {
    name: 'nothing-gate',
    version: '1.0.0',
    executors: './executors.json',
  });
  write('node_modules/nothing-gate/executors.json', {
    executors: {
      check: {
        implementation: './check.js',
        batchImplementation: './check.batch.js',
        preferBatch: true,
        schema: './schema.json',
      },
    },
  });
  write('node_modules/nothing-gate/schema.json', { type: 'object', properties: {} });
  write(
    'node_modules/nothing-gate/check.js',
    'exports.default = async () => ({ success: true });\n',
  );
  write(
    'node_modules/nothing-gate/check.batch.js',
    `exports.default = async function* (graph) {
  for (const id of Object.keys(graph.tasks)) {
    const now = Date.now();
    yield { task: id, result: { success: true, terminalOutput: 'nothing\\n', startTime: now, endTime: now } };
  }
};
`,
  );
  write(
    'node_modules/nothing-gate/plugin.js',
    `const { dirname } = require('node:path');
exports.createNodesV2 = exports.createNodes = ['{package.json,packages/*/package.json}', (files) => files.map((file) => [file, {
  projects: { [dirname(file)]: { targets: { nothing: {
    executor: 'nothing-gate:check', cache: true, inputs: ['{projectRoot}/package.json', '{projectRoot}/src/**/*'], outputs: [],
  } } } },
}])];
exports.name = 'nothing-gate';
`,
  );
  linkModules(modules, join(root, 'node_modules'), gate);
}

function linkModules(from: string, to: string, gate: string): void {
  for (const entry of readdirSync(from)) {
    if (entry.startsWith('.') || entry === '@h-j-petroleum' || entry === 'nothing-gate') continue;
    symlinkSync(join(from, entry), join(to, entry));
  }
  mkdirSync(join(to, '@h-j-petroleum'));
  symlinkSync(gate, join(to, '@h-j-petroleum/standards'));
}
