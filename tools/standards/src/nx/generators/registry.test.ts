import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { listGenerators } from '../scaffold/catalogue.ts';
import { kinds } from '../scaffold/kinds.ts';
import { readGenerators } from '../scaffold/package-root.ts';

const here = import.meta.dirname;
const folders = readdirSync(here, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map((entry) => entry.name)
  .sort();
const docs = readFileSync(join(here, '../../../../../docs/standards/generators.md'), 'utf8');

describe('generators: folder = registry = docs = tests', () => {
  it('every folder is registered, and nothing else', () => {
    expect(Object.keys(readGenerators()).sort()).toStrictEqual(folders);
    for (const [name, { factory, schema }] of Object.entries(readGenerators())) {
      expect(factory).toBe(`./src/nx/generators/${name}/${name}.ts`);
      expect(schema).toBe(`./src/nx/generators/${name}/schema.json`);
    }
  });

  it('every folder with templates is a kind that can be found again', async () => {
    const withTemplates = folders.filter((name) => existsSync(join(here, name, 'files')));
    expect(Object.keys(kinds).sort()).toStrictEqual(withTemplates);
    for (const [name, load] of Object.entries(kinds)) expect((await load()).name).toBe(name);
  });

  it.each(folders)('%s has a test and a heading in docs/standards/generators.md', (name) => {
    const tested =
      ['init', 'fix'].includes(name) || existsSync(join(here, name, `${name}.test.ts`));
    expect(tested).toBe(true);
    expect(docs).toContain(`\n### ${name}\n`);
  });
});

it('nothing loads the devkit before it is used: a workspace may have Nx without it', () => {
  const sources = readdirSync(join(here, '..'), { recursive: true, encoding: 'utf8' }).filter(
    (file) => file.endsWith('.ts') && !file.endsWith('.test.ts'),
  );
  expect(sources.length).toBeGreaterThan(50);
  for (const file of sources) {
    const text = readFileSync(join(here, '..', file), 'utf8');
    expect(text, file).not.toMatch(/^import (?!type )[^;]* from '@nx\/devkit';/m);
  }
});

describe.each(listGenerators())('the schema of $name', (generator) => {
  it('describes every option, and shows what to type', () => {
    const schema = JSON.parse(readFileSync(join(here, generator.name, 'schema.json'), 'utf8'));
    expect(schema).toMatchObject({
      $schema: 'https://json-schema.org/schema',
      $id: expect.stringMatching(/^Standards[A-Z][A-Za-z]+$/),
      title: expect.any(String),
      type: 'object',
      additionalProperties: false,
    });
    expect(generator.description).toMatch(/\.$/);
    expect(generator.examples.length).toBeGreaterThan(0);
    for (const { command, description } of generator.examples) {
      expect(command).toMatch(
        new RegExp(`^nx g @h-j-petroleum/standards:${generator.name}(?: |$)`),
      );
      expect(description).not.toBe('');
    }
    for (const option of generator.options) {
      expect(option.description, option.name).toMatch(/[.?]$/);
      expect(['string', 'boolean', 'number', 'integer', 'array']).toContain(option.type);
      if (option.required) expect(schema.properties[option.name]).toHaveProperty('x-prompt');
    }
  });
});
