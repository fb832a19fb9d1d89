import type { Filter, Metadata, MetadataScalar } from '@vector-toolkit/core';
import fc from 'fast-check';

// Few values, so that a filter often meets a record; hostile ones, so that nothing of them may become part of a statement.

const hostile = [
  ...['a', 'b', 'A', 'ab', '1', 'true', 'null', '', ' '],
  ...[`o'hara`, `x'); drop table vector.collections; --`, '"', '\\', `\\'`, '$1', '$$', '%', '_'],
  ...[
    '{"a":1}',
    '[1]',
    'é',
    'e\u0301',
    'ключ',
    '日本',
    '\u{1f469}\u200d\u{1f467}',
    '\uffff',
    '\u{10000}',
  ],
  ...['\ud800', 'a\udc00', '\0', 'a\0b', '\n', '\u202e', '__proto__', 'constructor', 'toString'],
];

export const text: fc.Arbitrary<string> = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom(...hostile) },
  { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 6 }) },
);

/** A key of metadata; neither empty nor with NUL, which no record may have. */
export const key: fc.Arbitrary<string> = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom('a', 'b', 'n', `o'hara`) },
  { weight: 1, arbitrary: text.filter((one) => one !== '' && !one.includes('\0')) },
);

const number = fc.oneof(
  { weight: 3, arbitrary: fc.integer({ min: -2, max: 2 }) },
  {
    weight: 1,
    arbitrary: fc.constantFrom(
      -0,
      0.1,
      0.1 + 0.2,
      1e21,
      1e-7,
      5e-324,
      1.7976931348623157e308,
      2 ** 53,
    ),
  },
  { weight: 1, arbitrary: fc.double({ noNaN: true, noDefaultInfinity: true }) },
);

const scalar: fc.Arbitrary<MetadataScalar> = fc.oneof(text, number, fc.boolean());

export const metadata: fc.Arbitrary<Metadata> = fc.dictionary(
  key,
  fc.oneof(
    { weight: 3, arbitrary: scalar },
    { weight: 1, arbitrary: fc.array(scalar, { maxLength: 3 }) },
  ),
  { maxKeys: 4 },
);

function bounds(value: fc.Arbitrary<number | string>) {
  return fc
    .record({ gt: value, gte: value, lt: value, lte: value }, { requiredKeys: [] })
    .filter((one) => Object.keys(one).length > 0);
}

/** Trees of every operation, a few levels deep. */
export const { filter } = fc.letrec<{ filter: Filter; leaf: Filter }>((tie) => ({
  leaf: fc.oneof(
    fc.record({ op: fc.constant('eq' as const), key, value: scalar }),
    fc.record({ op: fc.constant('in' as const), key, values: fc.array(scalar, { maxLength: 4 }) }),
    fc
      .tuple(key, fc.oneof(bounds(number), bounds(text)))
      .map(([name, given]): Filter => ({ op: 'range', key: name, ...given })),
    fc.record({ op: fc.constant('exists' as const), key }),
    fc.record({ op: fc.constant('contains' as const), key, value: scalar }),
  ),
  filter: fc.oneof(
    { maxDepth: 4, depthSize: 'small' },
    { weight: 3, arbitrary: tie('leaf') },
    {
      weight: 2,
      arbitrary: fc.record({
        op: fc.constantFrom('and' as const, 'or' as const),
        filters: fc.array(tie('filter'), { maxLength: 3 }),
      }),
    },
    { weight: 1, arbitrary: fc.record({ op: fc.constant('not' as const), filter: tie('filter') }) },
  ),
}));
