import { describe, expect, it } from 'vitest';
import { partFile } from './plugin-options.ts';

describe('partFile', () => {
  it.each([
    ['a', 'a'],
    ['packages/a', 'packages~a'],
    ['packages/@acme/a', 'packages~%40acme~a'],
    [String.raw`packages\a`, 'packages~a'],
    ['./packages/a/', 'packages~a'],
    ['', '~'],
    ['.', '~'],
    ['a..b', 'a..b'],
    ['../a', '..~a'],
  ])('names the file of %j by its folder', (root, name) => {
    expect(partFile(root)).toBe(`.standards/outcomes/${name}.json`);
  });

  it('has no character that Nx takes for a glob', () => {
    expect(partFile("@!+,()[]{}*?'")).toBe(
      '.standards/outcomes/%40%21%2B%2C%28%29%5B%5D%7B%7D%2A%3F%27.json',
    );
  });

  it('tells folders apart whose names differ by what is escaped', () => {
    expect(partFile('a~b')).toBe('.standards/outcomes/a%7Eb.json');
    expect(partFile('a%7Eb')).toBe('.standards/outcomes/a%257Eb.json');
  });
});
