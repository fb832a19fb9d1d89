import { globSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { ViteUserConfig } from 'vitest/config';

const root = join(import.meta.dirname, '../../..');
const setup = join(root, 'vitest.properties.mjs');
const configs = globSync('{apps,libs,tools}/**/vitest*.config.ts', {
  cwd: root,
  exclude: (path) => /(?:^|\/)(?:node_modules|dist)$/.test(path),
});

describe('property tests', () => {
  afterEach(() => {
    vi.unstubAllEnvs();
  });

  it.each(configs)('see the same cases in every run: %s', async (config) => {
    const { default: loaded } = (await import(join(root, config))) as { default: ViteUserConfig };
    expect(loaded.test?.setupFiles).toStrictEqual([setup]);
  });

  it('have a seed of their own, unless one was given', () => {
    const seeds: Record<string, number | undefined> = { none: 20261126, random: undefined };
    const given = process.env.FAST_CHECK_SEED ?? 'none';
    expect(fc.readConfigureGlobal().seed).toBe(given in seeds ? seeds[given] : Number(given));
  });

  it('take another seed, and no word for one', async () => {
    vi.stubEnv('FAST_CHECK_SEED', 'x1');
    await expect(import(`${setup}?word`)).rejects.toThrow('FAST_CHECK_SEED is "x1"');
  });
});
