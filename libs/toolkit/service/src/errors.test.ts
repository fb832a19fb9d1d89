import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { problem, serviceVariables } from './index.ts';

const root = join(import.meta.dirname, '..');
const readme = readFileSync(join(root, 'README.md'), 'utf8');
const source = readFileSync(join(root, 'src/errors.ts'), 'utf8');

/** First cells of the rows of the README's table under a heading. */
const rowsUnder = (heading: string): string[] => {
  const [, section = ''] = readme.split(`\n## ${heading}\n`);
  return [...(section.split('\n## ')[0] ?? '').matchAll(/^\| `([^`]+)`/gm)].map(
    ([, name = '']) => name,
  );
};

describe('the README', () => {
  it('says of each error what to do, and of no other', () => {
    const codes = [...source.matchAll(/'(SERVICE_[A-Z_]+)'/g)].map(([, code = '']) => code);
    expect(rowsUnder('Errors').sort()).toStrictEqual(codes.sort());
  });

  it('has every problem that all services share, and no other', () => {
    expect(rowsUnder('Problems').sort()).toStrictEqual(Object.keys(problem.catalogue).sort());
  });

  it('has every variable, and no other', () => {
    expect(rowsUnder('Environment').sort()).toStrictEqual(Object.keys(serviceVariables).sort());
  });
});
