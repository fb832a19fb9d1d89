import { memoryFiles } from '@h-j-petroleum/standards-engine/testing';
import { describe, expect, it } from 'vitest';
import { decoupledDependencies, readRushFile } from './rush-file.ts';

const rush = (text: string) => memoryFiles({ 'rush.json': text });

describe('readRushFile', () => {
  it('takes comments and trailing commas', () => {
    expect(readRushFile(rush('/* Rush */ { "rushVersion": "5.1.0", // here\n }'))).toEqual({
      rushVersion: '5.1.0',
    });
  });

  it.each(['', '[]', '5', 'null'])('takes %j for none', (text) => {
    expect(readRushFile(rush(text))).toBe(undefined);
  });

  it('takes no file for none', () => {
    expect(readRushFile(memoryFiles({}))).toBe(undefined);
  });
});

describe('decoupledDependencies', () => {
  it('reads both names of the field', () => {
    const text = JSON.stringify({
      projects: [
        { packageName: 'a', decoupledLocalDependencies: ['b', 5], cyclicDependencyProjects: ['c'] },
        { packageName: 'd', decoupledLocalDependencies: 'b' },
        { packageName: 5, decoupledLocalDependencies: ['b'] },
        null,
      ],
    });
    expect([...decoupledDependencies(rush(text))]).toEqual([
      ['a', new Set(['b', 'c'])],
      ['d', new Set()],
    ]);
  });

  it('is empty where there are no projects', () => {
    expect(decoupledDependencies(rush('{"projects": {}}')).size).toBe(0);
    expect(decoupledDependencies(memoryFiles({})).size).toBe(0);
  });

  it('makes nothing of a text that is nested too deep', () => {
    expect(readRushFile(memoryFiles({ 'rush.json': '['.repeat(100_000) }))).toBeUndefined();
  });
});
