import { readWorkspace } from '@h-j-petroleum/standards-engine';
import { memoryFiles } from '@h-j-petroleum/standards-engine/testing';
import { describe, expect, it } from 'vitest';
import { asJson, isRecord, nameOf, ownField, rootFile } from './rule.ts';

describe('ownField', () => {
  it('takes no field of a prototype', () => {
    expect(ownField(JSON.parse('{"__proto__": 1}'), '__proto__')).toBe(1);
    expect(ownField({}, '__proto__')).toBe(undefined);
    expect(ownField({}, 'constructor')).toBe(undefined);
    expect(ownField([1], 'length')).toBe(undefined);
    expect(ownField(null, 'a')).toBe(undefined);
  });
});

describe('isRecord', () => {
  it('is true of objects alone', () => {
    expect(isRecord({})).toBe(true);
    for (const value of [null, undefined, [], 'x', 5]) expect(isRecord(value)).toBe(false);
  });
});

describe('asJson', () => {
  it('cuts what is long', () => {
    expect(asJson({ a: [1] })).toBe('{"a":[1]}');
    expect(asJson('x'.repeat(78))).toBe(`"${'x'.repeat(78)}"`);
    expect(asJson('x'.repeat(79))).toBe(`"${'x'.repeat(76)}...`);
    expect(asJson(undefined)).toBe('undefined');
  });

  it('says of what kind a value is that is nested too deep to be written', () => {
    const depth = 200_000;
    expect(asJson(JSON.parse('['.repeat(depth) + ']'.repeat(depth)))).toBe('[...]');
    expect(asJson(JSON.parse(`${'{"a":'.repeat(depth)}1${'}'.repeat(depth)}`))).toBe('{...}');
  });
});

describe('what a workspace is called by', () => {
  it('is its manifest, or the file of rush', async () => {
    const workspace = await readWorkspace(
      memoryFiles({ 'package.json': '{"workspaces":["a"]}', 'a/package.json': '{}' }),
      { root: '/' },
    );
    expect(rootFile(workspace)).toBe('package.json');
    expect(workspace.projects.map(nameOf)).toEqual(['the root', 'a']);
    const rush = await readWorkspace(
      memoryFiles({
        'rush.json': '{"projects":[{"packageName":"b","projectFolder":"b"}]}',
        'b/package.json': '{"name":"b"}',
      }),
      { root: '/' },
    );
    expect(rootFile(rush)).toBe('rush.json');
    expect(rush.members.map(nameOf)).toEqual(['b']);
    const pnpm = await readWorkspace(
      memoryFiles({ 'pnpm-workspace.yaml': 'packages: [a]\n', 'a/package.json': '{}' }),
      { root: '/' },
    );
    expect(rootFile(pnpm)).toBe('package.json');
  });
});
