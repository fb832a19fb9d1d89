import type { Finding } from '@h-j-petroleum/standards-engine';
import { createTree, memoryFiles, readWorkspace } from '@h-j-petroleum/standards-engine';
import { describe, expect, it } from 'vitest';
import { fix } from './file-protocol-check.fix.ts';

const files = memoryFiles({ 'package.json': '{"dependencies":{"a":"o/a","b":"1"}}' });

async function fixed(given: Partial<Finding>): Promise<{ text?: string; left: string[] }> {
  const finding: Finding = {
    fingerprint: '0',
    skill: 'deps:file-protocol-check',
    project: '.',
    file: 'package.json',
    line: 1,
    mode: 'enforce',
    message: '',
    expected: '',
    actual: '',
    why: '',
    docs: '',
    fixable: true,
    accepted: false,
    messageId: 'git-address',
    data: {},
    at: { path: ['dependencies', 'a'] },
    ...given,
  };
  const tree = createTree(files);
  const left: string[] = [];
  await fix({
    workspace: await readWorkspace(files, { root: '/' }),
    options: { allow: [] },
    findings: [finding],
    tree,
    leave: (_, reason) => void left.push(reason),
  });
  const text = tree.changes()[0]?.after;
  return text === undefined ? { left } : { text, left };
}

describe('fix', () => {
  it('writes the range that the finding tells', async () => {
    expect(await fixed({ data: { range: '^1.0.0' } })).toEqual({
      text: '{"dependencies":{"a":"^1.0.0","b":"1"}}',
      left: [],
    });
  });

  it('removes only what the finding says to remove', async () => {
    expect(await fixed({ data: { remove: true } })).toEqual({
      text: '{"dependencies":{"b":"1"}}',
      left: [],
    });
    expect(await fixed({ data: {} })).toEqual({ left: [] });
  });

  it('leaves what has no place', async () => {
    expect(await fixed({ data: { range: '1' }, at: { line: 1 } })).toEqual({ left: [] });
    expect(await fixed({ data: { range: '1' }, at: undefined })).toEqual({ left: [] });
  });

  it('says what it could not edit', async () => {
    expect(await fixed({ data: { range: '1' }, at: { path: ['gone'] } })).toEqual({
      left: ['package.json does not hold the entry in a form that can be edited'],
    });
  });
});
