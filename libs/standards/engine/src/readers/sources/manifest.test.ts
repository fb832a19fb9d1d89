import { describe, expect, it } from 'vitest';
import type { Files } from '../../workspace/files.ts';
import { memoryFiles } from '../../workspace/memory-files.ts';
import { readManifest, readProject } from './manifest.ts';

describe('readManifest', () => {
  it('reads a manifest and keeps its text', () => {
    const text = '{ "name": "a" }';
    expect(readManifest(memoryFiles({ 'libs/a/package.json': text }), 'libs/a')).toEqual({
      manifest: { file: 'libs/a/package.json', text, data: { name: 'a' } },
      state: 'read',
      problems: [],
    });
  });

  it('allows a byte order mark', () => {
    const { manifest } = readManifest(memoryFiles({ 'package.json': '\uFEFF{"name":"a"}' }), '');
    expect(manifest?.data).toEqual({ name: 'a' });
  });

  it('tells absent from unreadable', () => {
    expect(readManifest(memoryFiles({}), 'a')).toEqual({
      manifest: undefined,
      state: 'absent',
      problems: [],
    });
    const broken = readManifest(memoryFiles({ 'a/package.json': '{\n  "name": oops\n}' }), 'a');
    expect(broken).toMatchObject({ manifest: undefined, state: 'unreadable' });
    expect(broken.problems).toEqual([
      {
        code: 'manifest-unreadable',
        file: 'a/package.json',
        line: 2,
        detail: expect.stringMatching(/^a\/package\.json cannot be read: Unexpected token .+\.$/),
        expected: 'a/package.json holds one JSON object.',
        project: 'a',
      },
    ]);
  });

  it.each([
    ['[]', 'an array'],
    ['null', 'null'],
    ['"text"', 'a string'],
    ['7', 'a number'],
  ])('does not take %s for a manifest', (text, kind) => {
    const { problems, state } = readManifest(memoryFiles({ 'package.json': text }), '');
    expect(state).toBe('unreadable');
    expect(problems).toMatchObject([
      { line: 1, detail: `package.json cannot be read: it holds ${kind}.`, project: '' },
    ]);
  });

  it('reports a file that may not be read', () => {
    const refuse = (error: unknown): Files => ({
      ...memoryFiles({ 'a/package.json': '' }),
      read: () => {
        throw error;
      },
    });
    expect(readManifest(refuse(new Error('EACCES')), 'a').problems).toMatchObject([
      { line: 1, detail: 'a/package.json cannot be read: EACCES.' },
    ]);
    expect(readManifest(refuse('no'), 'a').problems).toMatchObject([
      { detail: 'a/package.json cannot be read: no.' },
    ]);
  });
});

describe('readProject', () => {
  it('gathers tags from the manifest and from project.json, each once', () => {
    const files = memoryFiles({
      'a/package.json': '{ "name": "a", "nx": { "tags": ["layer:0", "scope:x", 3] } }',
      'a/project.json': '{ "tags": ["scope:x", "type:lib", null] }',
    });
    expect(readProject(files, 'a').project).toMatchObject({
      root: 'a',
      tags: ['layer:0', 'scope:x', 'type:lib'],
    });
  });

  it.each(['{}', '{ "nx": null }', '{ "nx": { "tags": "layer:0" } }', '{ "nx": [] }'])(
    'finds no tags in %s',
    (text) => {
      expect(readProject(memoryFiles({ 'a/package.json': text }), 'a').project.tags).toEqual([]);
    },
  );

  it('reports a project.json that cannot be read', () => {
    const files = memoryFiles({ 'a/package.json': '{}', 'a/project.json': '{\n' });
    const { problems, project } = readProject(files, 'a');
    expect(project.manifest?.data).toEqual({});
    expect(problems).toMatchObject([
      { code: 'manifest-unreadable', file: 'a/project.json', line: 2, project: 'a' },
    ]);
  });

  it('takes no folder for project.json, and a manifest that is read already', () => {
    const files = memoryFiles({ 'package.json': '{}', 'project.json/x': '' });
    const found = readManifest(memoryFiles({ 'package.json': '{"name":"given"}' }), '');
    expect(readProject(files, '', found)).toEqual({
      project: { root: '', manifest: found.manifest, tags: [] },
      problems: [],
    });
  });
});
