import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { main } from './cli.ts';

const root = join(import.meta.dirname, '../../../..');

describe('npm run release', () => {
  let out: string;
  let err: string;
  beforeEach(() => {
    [out, err] = ['', ''];
    vi.spyOn(process.stdout, 'write').mockImplementation((text) => {
      out += String(text);
      return true;
    });
    vi.spyOn(process.stderr, 'write').mockImplementation((text) => {
      err += String(text);
      return true;
    });
  });
  afterEach(() => {
    vi.restoreAllMocks();
  });
  const release = (...args: string[]): Promise<number> => main(args, { root, env: {} });

  it('says what it takes', async () => {
    expect(await release('--help')).toBe(0);
    expect(out).toMatch(/^npm run release -- <command>\n/);
    expect(err).toBe('');
  });

  it.each([
    [[], 'No command.'],
    [['ship'], '`ship` is no command.'],
    [['plan', 'now'], '`now` is one word too many.'],
    [['pack'], 'pack needs --out DIR.'],
    [['publish'], 'publish needs the folder that pack has written.'],
    [['plan', '--jsno'], "Unknown option '--jsno'"],
  ])('tells bad use, and then what it takes: %j', async (args, said) => {
    expect(await release(...args)).toBe(2);
    expect(out).toBe('');
    expect(err).toContain(said);
    expect(err).toContain('npm run release -- <command>');
  });

  it('plans the packages of this workspace, siblings first, and no private one', async () => {
    expect(await release('plan', '--json', '--only', '@h-j-petroleum/toolkit-logger')).toBe(0);
    const { packages } = JSON.parse(out);
    expect(packages.map(({ name }: { name: string }) => name)).toStrictEqual([
      '@vector-toolkit/stores-embedded',
      '@h-j-petroleum/toolkit-signals',
      '@h-j-petroleum/toolkit-logger',
    ]);
    expect(packages[2].folder).toBe('libs/toolkit/logger');
  });

  it('names what it does not publish', async () => {
    expect(await release('plan', '--only', '@h-j-petroleum/approval-api')).toBe(1);
    expect(err).toMatch(
      /^✗ @h-j-petroleum\/approval-api is no package that this workspace publishes\.\n {2}- These are: .*@h-j-petroleum\/standards,/,
    );
  });

  it('publishes to no registry but one of this machine', async () => {
    expect(await release('publish', 'tarballs')).toBe(1);
    expect(err)
      .toBe(`✗ https://npm.pkg.github.com is no registry of this machine, and this is not the release workflow.
  - Publish by .github/workflows/release.yml: gh workflow run release.yml
  - Try it here: npm run release:rehearse
`);
  });
});
