import { describe, expect, it } from 'vitest';
import { definePack } from '../contract/skill.ts';
import { toySkill, toyWideSkill } from '../testing/toy-skill.ts';
import { loadPacks, packProblems, skillsOf } from './load-packs.ts';

const toy = definePack({ name: 'toy', skills: [toySkill, toyWideSkill] });
const meta = toySkill.meta;
const withMeta = (changed: object) => ({
  name: 'toy',
  skills: [{ ...toySkill, meta: { ...meta, ...changed } }],
});

describe('loading packs', () => {
  it('adds them to those that are built in', async () => {
    const packs = await loadPacks(['./toy'], async () => ({ default: toy }), []);
    expect(skillsOf(packs).map((skill) => skill.meta.id)).toEqual([
      'toy:tidy-check',
      'toy:twin-check',
    ]);
    expect(await loadPacks([], async () => undefined, [toy])).toEqual([toy]);
    expect(await loadPacks(['x'], async () => ({ pack: toy }), [])).toEqual([toy]);
  });

  it('names the pack that cannot be loaded, and why', async () => {
    const load = loadPacks(['@s/none'], async () => Promise.reject(new Error('not found')), []);
    await expect(load).rejects.toMatchObject({
      code: 'PACK_NOT_LOADED',
      message:
        'Cannot load the pack `@s/none`: not found. Make sure that it is installed, or that the folder holds an index file that can be imported.',
    });
  });

  it('names the pack that breaks the contract, and everything that is wrong', async () => {
    const load = loadPacks(['./bad'], async () => ({ default: { name: 'Bad', skills: [] } }), []);
    await expect(load).rejects.toMatchObject({
      code: 'PACK_NOT_LOADED',
      message:
        'The pack `./bad` breaks the contract of a pack:\n  - `name` must be a word in kebab-case\n  - `skills` is empty: a pack without skills checks nothing\nSee docs/standards/writing-a-skill.md.',
    });
  });

  it('refuses a skill that another pack has', async () => {
    await expect(loadPacks(['./toy'], async () => ({ default: toy }), [toy])).rejects.toThrow(
      '`toy:tidy-check`: the id belongs to another pack already',
    );
  });
});

describe('the contract of a pack', () => {
  it('is kept by a pack', () => {
    expect(packProblems(toy)).toEqual([]);
  });

  it.each([
    [undefined, 'it has no default export made by `definePack`'],
    [{ name: 'toy' }, '`skills` must be an array'],
    [
      { name: 'other', skills: [toySkill] },
      "`toy:tidy-check`: the id must start with the pack's name, `other:`",
    ],
    [{ name: 'toy', skills: [toySkill, toySkill] }, '`toy:tidy-check`: the id stands twice'],
    [
      { name: 'toy', skills: [null] },
      '`skills[0]`'.replaceAll('`', '') + ': is no skill made by `defineSkill`',
    ],
    [withMeta({ id: 'toy:Upper' }), '`toy:Upper`: `meta.id` must be `pack:name` in kebab-case'],
    [withMeta({ title: '' }), '`toy:tidy-check`: `meta.title` must be a text'],
    [withMeta({ description: 1 }), '`toy:tidy-check`: `meta.description` must be a text'],
    [withMeta({ docs: undefined }), '`toy:tidy-check`: `meta.docs` must be a text'],
    [
      withMeta({ scope: 'file' }),
      '`toy:tidy-check`: `meta.scope` must be `project` or `workspace`',
    ],
    [
      withMeta({ defaultMode: 'on' }),
      '`toy:tidy-check`: `meta.defaultMode` must be one of off, advisory, warn, enforce',
    ],
    [
      withMeta({ messages: {} }),
      '`toy:tidy-check`: `meta.messages` must hold at least one message',
    ],
    [
      withMeta({ messages: { m: { text: 'x' } } }),
      '`toy:tidy-check`: `meta.messages.m` must have `text` and `why`',
    ],
    [
      withMeta({ options: {} }),
      '`toy:tidy-check`: `meta.options` must be a schema with `safeParse`',
    ],
    [withMeta({ optionDocs: null }), '`toy:tidy-check`: `meta.optionDocs` must be an object'],
    [
      withMeta({ inputs: { project: ['x'], workspace: [1] } }),
      '`toy:tidy-check`: `meta.inputs.workspace` must be an array of globs',
    ],
    [
      withMeta({ inputs: { workspace: [] } }),
      '`toy:tidy-check`: `meta.inputs.project` must be an array of globs',
    ],
    [
      { name: 'toy', skills: [{ ...toySkill, check: 1 }] },
      '`toy:tidy-check`: `check` must be a function',
    ],
    [
      { name: 'toy', skills: [{ ...toySkill, fix: 1 }] },
      '`toy:tidy-check`: `fix` must be a function where there is one',
    ],
  ])('is broken by %#', (value, problem) => {
    expect(packProblems(value)).toContain(problem);
  });
});
