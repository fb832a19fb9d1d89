import { globSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import fc from 'fast-check';
import { afterEach, describe, expect, it, vi } from 'vitest';

const root = join(import.meta.dirname, '../../..');
const setup = join(root, 'vitest.properties.mjs');
const projects = globSync('{apps,libs,tools}/**/vitest.config.ts', {
  cwd: root,
  exclude: (path) => /(?:^|\/)(?:node_modules|dist)$/.test(path),
}).map((config) => join(root, dirname(config)));

const usesFastCheck = (project: string): boolean =>
  globSync('{src,test,bin}/**/*.{test,native}.ts', { cwd: project }).some((file) =>
    readFileSync(join(project, file), 'utf8').includes("from 'fast-check'"),
  );

describe('property tests', () => {
  afterEach(() => {
    vi.unstubAllEnvs();
  });

  it.each(projects.filter(usesFastCheck).map((project) => [relative(root, project)]))(
    '%s see the same cases in every run',
    (project) => {
      const config = readFileSync(join(root, project, 'vitest.config.ts'), 'utf8');
      const [, path = ''] = /setupFiles: \['([^']+)'\]/.exec(config) ?? [];
      expect(join(root, project, path)).toBe(setup);
    },
  );

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
