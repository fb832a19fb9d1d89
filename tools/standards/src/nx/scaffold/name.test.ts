import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkName, toKebabCase } from './name.ts';

describe('checkName', () => {
  it.each(['clock', 'price-list', 'a', 'otlp-2', 'b2b-orders'])('takes %s', (name) => {
    expect(checkName('toolkit-package', name)).toBe(name);
  });

  it.each([
    [
      'PriceList',
      '`PriceList` is no name of a toolkit-package: it is kebab-case, without scope, path or prefix. Write `price-list`.',
    ],
    [
      '@h-j-petroleum/toolkit-price-list',
      '`@h-j-petroleum/toolkit-price-list` is no name of a toolkit-package: it is kebab-case, without scope, path or prefix. Write `price-list`.',
    ],
    [
      'libs/toolkit/price-list',
      '`libs/toolkit/price-list` is no name of a toolkit-package: it is kebab-case, without scope, path or prefix. Write `price-list`.',
    ],
    [
      '../../etc/passwd',
      '`../../etc/passwd` is no name of a toolkit-package: it is kebab-case, without scope, path or prefix. Write `etc-passwd`.',
    ],
    [
      'stores-qdrant',
      '`stores-qdrant` belongs to libs/vector/stores/, which is not where a toolkit-package goes. Write `nx g @h-j-petroleum/standards:vector-store qdrant`, or choose a name without that prefix.',
    ],
    [
      'apps/invoice-api',
      '`apps/invoice-api` belongs to apps/, which is not where a toolkit-package goes. Write `nx g @h-j-petroleum/standards:service invoice-api`, or choose a name without that prefix.',
    ],
    [
      '@vector-toolkit/embeddings-cohere',
      '`@vector-toolkit/embeddings-cohere` belongs to libs/vector/embeddings/, which is not where a toolkit-package goes. Write `nx g @h-j-petroleum/standards:embedder cohere`, or choose a name without that prefix.',
    ],
    [
      '---',
      '`---` is no name. Write words in kebab-case that begin with a letter, for instance `price-list`.',
    ],
    [
      '',
      '`` is no name. Write words in kebab-case that begin with a letter, for instance `price-list`.',
    ],
    [
      'utils',
      '`utils` does not say what the toolkit-package is for. Name the thing that it works with, for instance `price-list`.',
    ],
    [
      'dist',
      '`dist` is the name of a folder that tools know as something else. Write `dist-package`, or name what it is for.',
    ],
    [
      'a-name-of-more-than-forty-letters-for-one',
      '`a-name-of-more-than-forty-letters-for-one` has 41 characters; a name has up to 40. Leave out what its folder says already.',
    ],
  ])('refuses %j with the form that would do', (name, message) => {
    expect(() => checkName('toolkit-package', name)).toThrow(
      expect.objectContaining({ code: 'GENERATE_REFUSED', message }),
    );
  });

  it('takes a name that only begins like another domain', () => {
    expect(checkName('toolkit-package', 'storage')).toBe('storage');
    expect(checkName('vector-store', 'toolkit')).toBe('toolkit');
  });

  it('suggests nothing that it would refuse for its form', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        const suggested = toKebabCase(text);
        expect(suggested).toMatch(/^(?:[a-z][a-z0-9]*(?:-[a-z0-9]+)*)?$/);
        expect(toKebabCase(suggested)).toBe(suggested);
      }),
    );
  });
});
