import { describe, expect, it } from 'vitest';
import { auditTarball } from './audit.ts';

const good = {
  name: '@acme/log',
  version: '1.0.0',
  bin: { log: './dist/bin.js' },
  exports: {
    '.': { types: './dist/index.d.ts', default: './dist/index.js' },
    './beside': './dist/beside.js',
    './schemas/*': './schemas/*.json',
    './package.json': './package.json',
  },
  imports: { '#wasm': './dist/wasm.js', '#native': 'some-package' },
  dependencies: { zod: '4.6.7', alias: 'npm:other@^1.0.0' },
  peerDependencies: { pg: '>=8' },
};
const files = [
  'package.json',
  'README.md',
  'dist/bin.js',
  'dist/index.js',
  'dist/index.d.ts',
  'dist/beside.js',
  'dist/beside.d.ts',
  'dist/wasm.js',
  'schemas/report.json',
];
const textsOf = (manifest: object, listed: readonly string[] = files): string[] =>
  auditTarball({ ...good, ...manifest }, listed).map(({ code, text }) => `${code}: ${text}`);

describe('the audit of a tarball', () => {
  it('finds nothing where all is in order', () => {
    expect(auditTarball(good, files)).toStrictEqual([]);
  });

  it.each([
    ['workspace:^', 'local-reference', 'found in no registry'],
    ['workspace:*', 'local-reference', 'found in no registry'],
    ['file:../store', 'local-reference', 'found in no registry'],
    ['../store', 'local-reference', 'found in no registry'],
    ['link:../store', 'local-reference', 'found in no registry'],
    ['catalog:', 'local-reference', 'found in no registry'],
    ['git+ssh://git@example.invalid/a.git', 'local-reference', 'found in no registry'],
    ['acme/store', 'local-reference', 'found in no registry'],
    ['https://example.invalid/store.tgz', 'local-reference', 'found in no registry'],
    ['npm:store@file:../store', 'local-reference', 'found in no registry'],
    ['*', 'any-version', 'takes any version'],
    ['', 'any-version', 'takes any version'],
    ['latest', 'any-version', 'takes any version'],
    ['npm:store@*', 'any-version', 'takes any version'],
  ])('refuses the range %j', (range, code, reason) => {
    for (const field of ['dependencies', 'peerDependencies', 'optionalDependencies']) {
      expect(textsOf({ [field]: { store: range } })).toStrictEqual([
        `${code}: ${field}.store is ${JSON.stringify(range)}, which ${code === 'any-version' ? '' : 'is '}${reason}`,
      ]);
    }
  });

  it('refuses what is named and not packed, or is a source', () => {
    expect(textsOf({ bin: './dist/gone.js' })).toStrictEqual([
      'entry-missing: bin names ./dist/gone.js, which is not packed',
    ]);
    expect(
      textsOf({
        exports: {
          '.': { '@h-j-petroleum/source': './src/index.ts', types: './dist/index.d.ts' },
          './none/*': './none/*.json',
        },
      }),
    ).toStrictEqual([
      'source-condition: the condition @h-j-petroleum/source names sources',
      'entry-is-source: exports["."]["@h-j-petroleum/source"] names the source ./src/index.ts',
      'entry-missing: exports["./none/*"] names ./none/*.json, which is not packed',
    ]);
    expect(
      textsOf({ exports: { types: './dist/gone.d.ts', default: './dist/wasm.js' } }),
    ).toStrictEqual([
      'entry-missing: exports.types names ./dist/gone.d.ts, which is not packed',
      'types-missing: exports . comes without declarations',
    ]);
  });

  it('refuses fields of this workspace, a private package and a registry of its own', () => {
    expect(
      textsOf({
        ...{ private: true, devDependencies: {}, nx: {}, scripts: {} },
        publishConfig: { registry: 'https://example.invalid', access: 'public' },
      }),
    ).toStrictEqual([
      'private: private is true',
      'left-over-field: devDependencies means nothing to a consumer',
      'left-over-field: nx means nothing to a consumer',
      'left-over-field: scripts means nothing to a consumer',
      'fixed-registry: publishConfig.registry overrules the registry of the release',
    ]);
  });

  it.each([
    'dist/a.test.js',
    'src/a.cases.ts',
    'src/start.e2e.ts',
    'fixtures/package.json',
    'src/x/__tests__/a.js',
    'dist/tsconfig.tsbuildinfo',
    '.npmrc',
    'dist/.env.local',
    'old-1.0.0.tgz',
  ])('refuses %s', (file) => {
    expect(textsOf({}, [...files, file])).toStrictEqual([
      `stray-file: ${file} is no part of a package`,
    ]);
  });

  it.each(['dist/testing.js', 'dist/environment.js', 'docs/fixtures.md', 'dist/contest.js'])(
    'takes %s',
    (file) => {
      expect(textsOf({}, [...files, file])).toStrictEqual([]);
    },
  );
});
