import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, it } from 'vitest';
import { typesetAndRead } from '../../test/typeset.ts';
import { createTypesetter } from '../typesetting/typesetter.ts';
import { templates } from './registry.ts';

const folder = import.meta.dirname;
const folders = readdirSync(folder, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => name);

describe('the templates', () => {
  it('are the folders', () => {
    expect(templates.map(({ name }) => name)).toEqual(folders);
  });

  it.each(folders)('%s has all its parts', (name) => {
    expect(readdirSync(join(folder, name))).toEqual(
      expect.arrayContaining([
        'README.md',
        'labels.ts',
        'sample.ts',
        'schema.ts',
        'template.typ',
        `${name}.test.ts`,
        `${name}.ts`,
      ]),
    );
  });

  it.each(templates)('$name is described by its page', ({ name, title, description, schema }) => {
    const page = readFileSync(join(folder, name, 'README.md'), 'utf8');
    expect(page.startsWith(`# ${title}\n\n${description}\n`)).toBe(true);
    const fields = Object.keys(Object(schema['properties']));
    expect(fields.length).toBeGreaterThan(5);
    for (const field of fields) expect(page).toContain(`\`${field}\``);
  });

  it.each(templates)(
    '$name: its JSON Schema accepts its sample, and refuses what is unknown',
    ({ schema, sample }) => {
      const validate = new Ajv2020({ strict: false, validateFormats: false }).compile(schema);
      expect(validate(sample)).toBe(true);
      expect(validate({ ...Object(sample), colour: 'red' })).toBe(false);
      expect(validate({})).toBe(false);
    },
  );

  it.each(
    templates.flatMap(({ name, sample }) =>
      (['de', 'en'] as const).map((locale) => ({ name, sample, locale })),
    ),
  )(
    '$name in $locale is a tagged PDF/A-2a with its fonts in it',
    async ({ name, sample, locale }) => {
      const { bytes, tags, marked, language, info } = await typesetAndRead({
        template: name,
        data: sample,
        locale,
      });
      expect(bytes).toContain(
        '<pdfaid:part>2</pdfaid:part><pdfaid:conformance>A</pdfaid:conformance>',
      );
      expect(bytes).toContain('/OutputIntents');
      expect(marked).toBe(true);
      expect(language).toBe(locale === 'de' ? 'de-DE' : 'en-GB');
      expect(info['Title']).not.toBe('');
      expect(info['Author']).toBe('H&J Petroleum Services GmbH');
      expect(JSON.stringify(tags)).toContain('"role":"H1"');
      expect(JSON.stringify(tags)).toContain('"role":"THead"');
      // A descriptor of a font that is not embedded has no file; each of ours has one.
      const descriptors = bytes.match(/\/Type \/FontDescriptor/g) ?? [];
      expect(descriptors.length).toBeGreaterThan(1);
      expect(bytes.match(/\/FontFile[23]? \d/g)).toHaveLength(descriptors.length);
      // A subset's name has six letters before it.
      for (const [, font] of bytes.matchAll(/\/BaseFont \/(\S+)/g))
        expect(font).toMatch(/^[A-Z]{6}\+/);
    },
  );

  it('pass the checks for PDF/UA-1: a picture has words, a document a title and a language', () => {
    const accessible = createTypesetter({ pages: 10, bytes: 1_000_000 }, 'ua-1');
    for (const { name, sample } of templates) {
      const { pdf } = accessible.typeset({ template: name, data: sample, locale: 'de' });
      expect(pdf.toString('latin1')).toContain('<pdfuaid:part>1</pdfuaid:part>');
    }
  });

  it('hold nothing that runs text, reads files or reaches for packages', () => {
    const sources = ['house.typ', ...folders.map((name) => join(name, 'template.typ'))];
    for (const source of sources) {
      const text = readFileSync(join(folder, source), 'utf8');
      expect(text).not.toMatch(
        /\b(eval|read|plugin|csv|xml|yaml|toml|cbor|bibliography)\(|["']@|http/,
      );
      const imports = [...text.matchAll(/#?(?:import|include) "(.*?)"/g)].map(([, path]) => path);
      expect(imports).toEqual(source === 'house.typ' ? [] : ['/house.typ']);
      const read = [...text.matchAll(/\bjson\((.*?)\)/g)].map(([, path]) => path);
      expect(read).toEqual(source === 'house.typ' ? [] : ['"/data.json"']);
    }
  });
});
