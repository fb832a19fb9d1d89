import { describe, expect, it } from 'vitest';
import { createConfig } from '../config/load-config.ts';
import { defineSkill, type AnySkill } from '../contract/skill.ts';
import { readWorkspace } from '../readers/read-workspace.ts';
import { toySkill } from '../testing/toy-skill.ts';
import { memoryFiles } from '../workspace/memory-files.ts';
import type { FixRequest } from './fix.ts';
import { fix } from './fix.ts';

const tree = {
  'package.json': '{"name":"root","workspaces":["libs/*"],"tidy":true}',
  'libs/a/package.json': '{"name":"a","tidy":false}',
  'libs/b/package.json': '{"name":"b","tidy":"stubborn"}',
  'libs/c/package.json': '{"name":"c","tidy":"locked"}',
};

function fixWith(given: Partial<FixRequest> = {}, skills: readonly AnySkill[] = [toySkill]) {
  return fix({
    files: memoryFiles(tree),
    read: (files) => readWorkspace(files, { root: '/' }),
    config: createConfig(undefined, skills),
    skills,
    ...given,
  });
}

describe('a fix', () => {
  it('says what it changes, what it mended, what it left and why', async () => {
    const result = await fixWith();
    expect(result.changes).toEqual([
      {
        path: 'libs/a/package.json',
        before: tree['libs/a/package.json'],
        after: '{"name":"a","tidy":true}',
      },
    ]);
    expect(result.fixed.map(({ project }) => project)).toEqual(['a']);
    expect(result.left.map(({ finding, reason }) => [finding.project, reason])).toEqual([
      ['c', 'It is locked.'],
    ]);
    expect(result.part.findings.map(({ project }) => project)).toEqual(['b', 'c']);
  });

  it('is handed what was measured, where something was', async () => {
    const seen: unknown[] = [];
    const curious = defineSkill({
      ...toySkill,
      measure: {
        ...{ appliesTo: () => true, judges: () => [], dependsOn: () => [], timeoutMs: 1 },
        load: () => Promise.reject(new Error('a fix measures nothing')),
      },
      fix: ({ workspace, measured }) => {
        seen.push(...workspace.projects.map((project) => measured?.(project)));
      },
    } as AnySkill);
    const measured: FixRequest['measured'] = (_, { id }) =>
      id === 'a' ? { state: 'done', value: 7 } : { state: 'stale' };
    await fixWith({ measured }, [curious]);
    await fixWith({}, [curious]);
    expect(seen).toEqual([undefined, 7, undefined, undefined, ...Array(4).fill(undefined)]);
  });

  it('mends only what is wanted', async () => {
    const result = await fixWith({ wanted: () => false });
    expect(result.changes).toEqual([]);
    expect(result.fixed).toEqual([]);
  });

  it('leaves alone what the baseline accepts', async () => {
    const first = await fixWith({ wanted: () => false });
    const accepted = new Set(first.part.findings.map(({ fingerprint }) => fingerprint));
    expect((await fixWith({ accepted })).changes).toEqual([]);
  });

  it('goes on while one fix uncovers the next, and stops when fixes undo one another', async () => {
    const flip = defineSkill({
      ...toySkill,
      fix: ({ findings, tree: edited }) => {
        for (const { file } of findings) {
          edited.write(file, `${edited.read(file) ?? ''} `);
        }
      },
    } as AnySkill);
    const result = await fixWith({}, [flip]);
    expect(result.fixed).toEqual([]);
    // Five rounds, each of which added one blank.
    expect(result.changes[0]?.after).toBe(`${tree['libs/a/package.json']}     `);
  });

  it('takes back the edit of a file whose bytes are no text, and says so', async () => {
    const notes = memoryFiles({ ...tree, 'notes.txt': 'M\uFFFDller' });
    const files = { ...notes, exact: (path: string) => path !== 'notes.txt' };
    const inNotes = defineSkill({
      ...toySkill,
      check: ({ project, report }) => {
        if (project.root !== '') return;
        report({
          message: 'untidy',
          data: { name: 'notes' },
          file: 'notes.txt',
          expected: 'a',
          actual: 'b',
        });
      },
      fix: ({ tree: edited }) => edited.write('notes.txt', 'tidy'),
    } as AnySkill);
    const result = await fixWith({ files }, [inNotes]);
    expect(result.changes).toEqual([]);
    expect(result.left.map(({ reason }) => reason)).toEqual([
      'notes.txt is not UTF-8, so an edit would lose what it holds.',
    ]);
  });

  it('that crashes is named', async () => {
    const broken = defineSkill({
      ...toySkill,
      fix: () => {
        throw new TypeError('boom');
      },
    } as AnySkill);
    await expect(fixWith({}, [broken])).rejects.toMatchObject({
      name: 'SkillCrash',
      message: 'The fix of toy:tidy-check crashed: TypeError: boom. Nothing is written.',
    });
  });
});
