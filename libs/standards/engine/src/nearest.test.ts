import { expect, test } from 'vitest';
import { nearestName } from './nearest.ts';

const formats = ['pretty', 'json', 'sarif', 'junit', 'markdown', 'github', 'agent'];
const skills = ['deps:file-protocol-check', 'deps:version-check', 'repo:workspace-check'];

test.each([
  ['prety', 'pretty'],
  ['jsno', 'json'],
  ['JSON', 'json'],
  ['unit', 'junit'],
  ['markdwon', 'markdown'],
])('%s is taken for %s', (wanted, name) => {
  expect(nearestName(wanted, formats)).toBe(name);
});

test.each(['xml', 'text', '', 'csv', 'yaml'])('nothing is near to "%s"', (wanted) => {
  expect(nearestName(wanted, formats)).toBeUndefined();
});

test('the fewest typing errors win, and the first of equals', () => {
  expect(nearestName('abcd', ['abxx', 'abcx', 'abcy'])).toBe('abcx');
});

test('one error in three letters is near, one more is not', () => {
  expect(nearestName('abcdef', ['abcdxy'])).toBe('abcdxy');
  expect(nearestName('abcdef', ['abcxyz'])).toBeUndefined();
});

test('nine letters bear three errors, eight bear two', () => {
  expect(nearestName('abcdefghi', ['abcdefxyz'])).toBe('abcdefxyz');
  expect(nearestName('abcdefgh', ['abcdexyz'])).toBeUndefined();
});

test('two letters may change places in four, not in three', () => {
  expect(nearestName('abdc', ['abcd'])).toBe('abcd');
  expect(nearestName('acb', ['abc'])).toBeUndefined();
});

test('a single error is near also in a very short name', () => {
  expect(nearestName('a', ['b'])).toBe('b');
});

test('part of a name is enough, and the shortest name with it is taken', () => {
  expect(nearestName('file-protocol', skills)).toBe('deps:file-protocol-check');
  expect(nearestName('Check', skills)).toBe('deps:version-check');
});

test('two letters are too few to be part of a name', () => {
  expect(nearestName('ps', skills)).toBeUndefined();
  expect(nearestName('eps', skills)).toBe('deps:version-check');
});

test('knows of nothing when nothing is known', () => {
  expect(nearestName('json', [])).toBeUndefined();
});
