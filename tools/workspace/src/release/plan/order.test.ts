import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Manifest } from './manifest.ts';
import { inOrder, siblingsOf, withSiblings } from './order.ts';

const manifest = (name: string, more: Partial<Manifest> = {}): Manifest => ({
  ...{ name, version: '1.0.0' },
  ...more,
});
const names = (manifests: readonly Manifest[]): string[] => manifests.map(({ name }) => name);

const chain = [
  manifest('app', { dependencies: { log: '*', zod: '4.0.0' } }),
  manifest('log', { peerDependencies: { store: '*' }, devDependencies: { app: '*' } }),
  manifest('store', { optionalDependencies: { wasm: '*' } }),
  manifest('wasm'),
];

describe('the order of publishing', () => {
  it('puts what is needed first, by dependencies, peers and optional dependencies, and not by devDependencies', () => {
    expect(names(inOrder(chain))).toStrictEqual(['wasm', 'store', 'log', 'app']);
  });

  it('goes by name where nothing else tells', () => {
    expect(names(inOrder([manifest('c'), manifest('a'), manifest('b')]))).toStrictEqual([
      ...['a', 'b', 'c'],
    ]);
  });

  it('names a circle', () => {
    const circle = [
      manifest('a', { dependencies: { b: '*' } }),
      manifest('b', { peerDependencies: { c: '*' } }),
      manifest('c', { dependencies: { b: '*' } }),
    ];
    expect(() => inOrder(circle)).toThrow('Packages depend on each other in a circle: b → c → b.');
  });

  it('of some packages takes what they need as well', () => {
    expect(names(withSiblings(inOrder(chain), ['log']))).toStrictEqual(['wasm', 'store', 'log']);
    expect(() => withSiblings(inOrder(chain), ['logg'])).toThrow(
      'logg is no package that this workspace publishes.',
    );
  });

  it('holds each package once, behind all that it needs, whatever depends on whatever', () => {
    const graphs = fc
      .uniqueArray(fc.stringMatching(/^[a-f]{1,3}$/), { minLength: 1, maxLength: 12 })
      .chain((all) =>
        fc.tuple(
          fc.constant(all),
          // Each depends on some that stand before it, so there is no circle.
          fc.tuple(...all.map((_, index) => fc.subarray(all.slice(0, index)))),
        ),
      );
    fc.assert(
      fc.property(graphs, ([all, needs]) => {
        const manifests = all.map((name, index) =>
          manifest(name, {
            dependencies: Object.fromEntries((needs[index] ?? []).map((needed) => [needed, '*'])),
          }),
        );
        const ordered = inOrder(manifests);
        expect(names(ordered).toSorted()).toStrictEqual(all.toSorted());
        const before = new Set<string>();
        for (const each of ordered) {
          for (const needed of siblingsOf(each, new Set(all))) expect(before).toContain(needed);
          before.add(each.name);
        }
      }),
    );
  });
});
