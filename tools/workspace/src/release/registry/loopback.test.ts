import { describe, expect, it } from 'vitest';
import { holdToPlace, isLoopback } from './loopback.ts';

describe('where packages are published from a machine', () => {
  it.each([
    'http://127.0.0.1:4873/',
    'http://127.8.0.1/',
    'http://localhost:4873',
    'https://[::1]:4873/npm/',
  ])('is %s', (url) => {
    expect(isLoopback(url)).toBe(true);
    expect(() => holdToPlace(url, {})).not.toThrow();
  });

  it.each([
    'https://npm.pkg.github.com',
    'http://127.0.0.1.example.invalid/',
    'http://localhost@example.invalid/',
    'http://10.0.0.1/',
    'http://0.0.0.0/',
    'file:///localhost',
    'localhost',
    '',
  ])('is not %j', (url) => {
    expect(isLoopback(url)).toBe(false);
    expect(() => holdToPlace(url, { CI: 'true' })).toThrow(
      `${url} is no registry of this machine, and this is not the release workflow.`,
    );
  });

  it('is anywhere in the workflow', () => {
    expect(() =>
      holdToPlace('https://npm.pkg.github.com', { GITHUB_ACTIONS: 'true' }),
    ).not.toThrow();
  });
});
