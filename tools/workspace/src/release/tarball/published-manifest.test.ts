import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { auditTarball } from './audit.ts';
import { publishedManifest } from './published-manifest.ts';

const versions = new Map([
  ['@acme/log', '0.2.0'],
  ['@acme/store', '1.4.2'],
]);

const log = {
  name: '@acme/log',
  version: '0.1.0',
  description: 'Logs.',
  repository: { type: 'git', url: 'git+https://example.invalid/source.git', directory: 'libs/log' },
  type: 'module',
  files: ['dist', 'src', '!src/**/*.test.ts', '!**/*.tsbuildinfo'],
  bin: { log: './dist/bin.js' },
  exports: {
    '.': {
      '@h-j-petroleum/source': './src/index.ts',
      types: './dist/index.d.ts',
      default: './dist/index.js',
    },
    './package.json': './package.json',
  },
  imports: { '#rows': { '@h-j-petroleum/source': './src/rows.ts', default: './dist/rows.js' } },
  scripts: { postinstall: 'node build.js' },
  dependencies: { '@acme/store': '*', zod: '4.6.7' },
  peerDependencies: { '@acme/store': '*', pg: '>=8' },
  optionalDependencies: { '@acme/store': '^1.0.0' },
  devDependencies: { vitest: '5.1.1' },
  nx: { tags: ['layer:0'] },
};

describe('the manifest as it is published', () => {
  it('has the version of the release, siblings by theirs, and nothing of how it was built', () => {
    expect(publishedManifest(log, versions)).toStrictEqual({
      name: '@acme/log',
      version: '0.2.0',
      description: 'Logs.',
      repository: {
        type: 'git',
        url: 'git+https://example.invalid/source.git',
        directory: 'libs/log',
      },
      type: 'module',
      files: ['dist', '!**/*.tsbuildinfo'],
      bin: { log: './dist/bin.js' },
      exports: {
        '.': { types: './dist/index.d.ts', default: './dist/index.js' },
        './package.json': './package.json',
      },
      imports: { '#rows': { default: './dist/rows.js' } },
      dependencies: { '@acme/store': '^1.4.2', zod: '4.6.7' },
      peerDependencies: { '@acme/store': '^1.4.2', pg: '>=8' },
      optionalDependencies: { '@acme/store': '^1.0.0' },
    });
  });

  it('leaves a range `*` of a stranger to the audit', () => {
    const published = publishedManifest({ ...log, dependencies: { zod: '*' } }, versions);
    expect(published.dependencies).toStrictEqual({ zod: '*' });
  });

  it('keeps sources that are still named', () => {
    const { files } = publishedManifest({ ...log, bin: { log: './src/bin.js' } }, versions);
    expect(files).toStrictEqual(['dist', 'src', '!src/**/*.test.ts', '!**/*.tsbuildinfo']);
  });

  it('loses the source condition however deep it stands, and is not changed by a second time', () => {
    const conditions = fc.letrec<{ target: unknown }>((tie) => ({
      target: fc.oneof(
        { maxDepth: 4 },
        fc.constantFrom('./dist/a.js', './dist/b.js', null),
        fc.array(tie('target'), { maxLength: 3 }),
        fc.dictionary(
          fc.constantFrom('@h-j-petroleum/source', 'types', 'import', 'node', 'default', './sub'),
          tie('target'),
          { maxKeys: 4 },
        ),
      ),
    })).target;
    fc.assert(
      fc.property(conditions, conditions, (exports, imports) => {
        const once = publishedManifest({ ...log, exports, imports }, versions);
        expect(JSON.stringify(once)).not.toContain('@h-j-petroleum/source');
        expect(publishedManifest(once, versions)).toStrictEqual(once);
        expect(auditTarball(once, []).map(({ code }) => code)).not.toContain('source-condition');
      }),
    );
  });
});
