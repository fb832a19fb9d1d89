import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  createConfig,
  packProblems,
  parseConfigInput,
  readSkill,
  type Messages,
} from '@h-j-petroleum/standards-engine';
import { describe, expect, it } from 'vitest';
import * as z from 'zod/mini';
import { packs } from './index.ts';

const source = import.meta.dirname;
const pages = join(source, '../../../../docs/standards');

/** Every `<pack>/<name>` whose folder holds a file of its own name: the folders are the registry's truth. */
const folders = foldersIn(source).flatMap((pack) =>
  foldersIn(join(source, pack))
    .filter((name) => existsSync(join(source, pack, name, `${name}.ts`)))
    .map((name) => `${pack}:${name}`),
);
const skills = packs.flatMap((pack) => pack.skills);

function foldersIn(path: string): string[] {
  return readdirSync(path, { withFileTypes: true }).flatMap((entry) =>
    entry.isDirectory() ? [entry.name] : [],
  );
}

describe('the registry', () => {
  it('holds the skills that exist', () => {
    expect(skills.map((skill) => skill.meta.id).sort()).toEqual([
      'api:openapi-check',
      'deps:file-protocol-check',
      'deps:undeclared-check',
      'deps:version-check',
      'docs:readme-check',
      'obs:otel-check',
      'perf:api-latency',
      'perf:bundle-budget',
      'perf:lighthouse',
      'pkg:manifest-check',
      'pkg:types-check',
      'repo:changeset-check',
      'repo:ci-check',
      'repo:layering-check',
      'repo:workspace-check',
      'test:coverage-check',
    ]);
  });

  it('is the folders', () => {
    expect(skills.map((skill) => skill.meta.id).sort()).toEqual(folders.sort());
  });

  it.each(packs)('keeps the contract of a pack: $name', (pack) => {
    expect(packProblems(pack)).toEqual([]);
  });

  it('has a page for every skill, and a skill for every page', () => {
    const found = foldersIn(pages).flatMap((pack) =>
      readdirSync(join(pages, pack)).map((file) => `${pack}:${file.replace(/\.md$/, '')}`),
    );
    expect(found.sort()).toEqual([...folders, 'standards:read'].sort());
  });
});

describe.each([...skills, readSkill].map((skill) => [skill.meta.id, skill] as const))(
  '%s',
  (id, { meta }) => {
    const [pack = '', name = ''] = id.split(':');
    const page = (): string => readFileSync(join(pages, pack, `${name}.md`), 'utf8');
    /** The headings of one level under one heading of the level above. */
    const headings = (under: string): string[] => {
      const section =
        page()
          .split(/^## /m)
          .find((part) => part.startsWith(`${under}\n`)) ?? '';
      return [...section.matchAll(/^### `([^`]+)`$/gm)].map((match) => match[1] ?? '');
    };

    it('has its files', () => {
      if (id === 'standards:read') return;
      for (const file of [`${name}.ts`, `${name}.cases.ts`, `${name}.test.ts`]) {
        expect(readdirSync(join(source, pack, name)), file).toContain(file);
      }
    });

    it('has a page that opens with its id and its description', () => {
      expect(page().startsWith(`# ${id}\n\n${meta.description}`)).toBe(true);
      expect(meta.docs).toBe(
        `https://github.com/h-j-petroleum/source/blob/main/docs/standards/${pack}/${name}.md`,
      );
    });

    it('has a heading for every message, and none besides', () => {
      expect(headings('Findings').sort()).toEqual(Object.keys(meta.messages).sort());
    });

    it('has a heading for every option with what it does, and none besides', () => {
      const documented = Object.entries(meta.optionDocs);
      expect(headings('Options').sort()).toEqual(documented.map(([option]) => option).sort());
      for (const [option, text] of documented) expect(page(), option).toContain(text);
    });

    it('documents every option that it takes', () => {
      for (const option of Object.keys(meta.optionDocs)) {
        const parsed = meta.options.safeParse({ [option]: Symbol('no value of any option') });
        const issues = parsed.success ? [] : parsed.error.issues;
        expect(
          issues.some((issue) => issue.code === 'unrecognized_keys'),
          option,
        ).toBe(false);
      }
    });

    it('takes no option that is not documented', () => {
      if (id === 'standards:read') return;
      // The contract asks for `safeParse` alone; the skills of this package have schemas of zod.
      if (!(meta.options instanceof z.ZodMiniObject)) throw new Error('is no schema of an object');
      const schema: unknown = z.toJSONSchema(meta.options, { io: 'input' });
      const { properties, additionalProperties } = Object(schema);
      expect(additionalProperties).toBe(false);
      expect(Object.keys(properties).sort()).toEqual(Object.keys(meta.optionDocs).sort());
    });

    it('has code blocks that say what is so', () => {
      const blocks = [...page().matchAll(/^```json\n([^]*?)^```$/gm)].map(([, text = '']) => text);
      for (const text of blocks) {
        const value: unknown = JSON.parse(text);
        const keys = Object.keys(Object(value));
        if (keys.includes('skills')) createConfig(parseConfigInput(value), skills);
        else if (keys.every((key) => Object.hasOwn(meta.optionDocs, key))) {
          expect(meta.options.safeParse(value).success, text).toBe(true);
        } else
          expect(
            keys.some((key) => ['name', 'dependencies'].includes(key)),
            text,
          ).toBe(true);
      }
    });

    it('says in one sentence why each message matters', () => {
      const messages: Messages = meta.messages;
      for (const [key, message] of Object.entries(messages)) {
        expect(message.why, key).toMatch(/^[A-Z`][^\n]*\.$/);
      }
    });
  },
);
