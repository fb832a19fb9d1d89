import { describe, expect, it } from 'vitest';
import { downloadOf, parseTree } from './downloads.ts';

const tree = parseTree(
  JSON.stringify({
    name: 'shop',
    packages: {
      'node_modules/@acme/log': {
        resolved: 'log',
        dependencies: { winston: '^3.0.0', ms: '^1.0.0' },
        peerDependencies: { pg: '>=8', vitest: '>=5' },
        peerDependenciesMeta: { vitest: { optional: true } },
      },
      'node_modules/@acme/log/node_modules/ms': { resolved: 'ms-1' },
      'node_modules/ms': { resolved: 'ms-2' },
      // Both ways round: npm installs circles.
      'node_modules/winston': {
        resolved: 'winston',
        dependencies: { ms: '^2.0.0', '@acme/log': '*' },
      },
      'node_modules/pg': { resolved: 'pg', optionalDependencies: { 'pg-native': '*' } },
      'node_modules/vitest': { resolved: 'vitest' },
    },
  }),
);
const sizes: Record<string, number> = {
  log: 1,
  'ms-1': 10,
  'ms-2': 100,
  winston: 1000,
  pg: 10_000,
};
const sizeOf = (resolved: string): number => sizes[resolved] ?? Number.NaN;

describe('what a consumer downloads', () => {
  it('is each package once: nested ones, peers that are no option, what fits the platform', () => {
    expect(downloadOf('@acme/log', tree, sizeOf)).toStrictEqual({ packages: 5, bytes: 11_111 });
    expect(downloadOf('pg', tree, sizeOf)).toStrictEqual({ packages: 1, bytes: 10_000 });
  });

  it('is nothing of what is not installed', () => {
    expect(downloadOf('react', tree, sizeOf)).toStrictEqual({ packages: 0, bytes: 0 });
  });
});
