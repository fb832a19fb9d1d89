import { expect, it } from 'vitest';
import { loadDocument } from './load-document.ts';

const load = (files: Readonly<Record<string, string>>, folder = '') =>
  loadDocument(`${folder === '' ? '' : `${folder}/`}openapi.json`, folder, (file) =>
    Promise.resolve(files[file]),
  );
const nested = (key: string, depth: number) =>
  `{"openapi":"3.1.0","${key}":${'{"a":'.repeat(depth)}1${'}'.repeat(depth)}}`;

it.each(['components', 'default', 'x-deep'])(
  'what is nested past any reader is not read: %s',
  async (key) => {
    expect(await load({ 'openapi.json': nested(key, 50_000) })).toEqual({
      state: 'unreadable',
      file: 'openapi.json',
      line: 1,
      reason: 'it is nested more than 400 deep',
    });
    expect((await load({ 'openapi.json': nested(key, 300) })).state).toBe('read');
  },
);

it.each([
  ['#/components/schemas/A', []],
  ['./a.json', []],
  ['sub/../a.json#/A', []],
  ['../a.json', ['outside']],
  ['sub/../../a.json', ['outside']],
  ['https://example.com/a.json', ['remote']],
  ['//example.com/a.json', ['remote']],
  ['file:///etc/passwd', ['remote']],
  ['/etc/passwd', ['remote']],
])('the reference %s is followed or told of', async (reference, kinds) => {
  const text = JSON.stringify({ openapi: '3.0.3', components: { $ref: reference } });
  const loaded = await load({ 'a/openapi.json': text, 'a/a.json': '{}' }, 'a');
  if (loaded.state !== 'read') throw new Error(loaded.state);
  expect(loaded.problems.map(({ kind }) => kind)).toEqual(kinds);
});
