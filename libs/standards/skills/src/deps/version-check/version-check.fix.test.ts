import type { Finding } from '@h-j-petroleum/standards-engine';
import { createTree, memoryFiles, readWorkspace } from '@h-j-petroleum/standards-engine';
import { describe, expect, it } from 'vitest';
import { fix } from './version-check.fix.ts';

const files = memoryFiles({
  'pnpm-workspace.yaml':
    'packages: [x]\ncatalog:\n  a: ^1.0.0\n  b: ^1.0.0\ncatalogs:\n  old:\n    a: ^0.1.0\n',
  'package.json': '{"dependencies":{"a":"^1.2.0","b":"^1.3.0"},"devDependencies":{"a":"^1.10.0"}}',
  'x/package.json': '{"dependencies":{"a":"^1.9.0"}}',
});

interface Place {
  path: string[];
  file?: string;
  data: Finding['data'];
  at?: Finding['at'];
}

async function fixed(places: readonly Place[]): Promise<Record<string, unknown>> {
  const tree = createTree(files);
  const left: string[] = [];
  await fix({
    workspace: await readWorkspace(files, { root: '/' }),
    options: { exceptions: [], include: [], prefer: 'highest' },
    findings: places.map(({ path, file = 'package.json', data, at }) => ({
      fingerprint: '0',
      skill: 'deps:version-check',
      project: '.',
      file,
      line: 1,
      mode: 'enforce',
      message: '',
      expected: '',
      actual: '',
      why: '',
      docs: '',
      fixable: true,
      accepted: false,
      messageId: 'version-mismatch',
      data,
      at: at ?? { path },
    })),
    tree,
    leave: (_, reason) => void left.push(reason),
  });
  return {
    ...Object.fromEntries(tree.changes().map(({ path, after }) => [path, after])),
    ...(left.length > 0 ? { left } : {}),
  };
}

const a = { name: 'a', catalog: 'default', range: 'catalog:' };

describe('fix', () => {
  it('raises each catalog entry once, to the highest that is needed', async () => {
    expect(
      await fixed([
        { path: ['dependencies', 'a'], data: { ...a, raise: '^1.2.0' } },
        { path: ['devDependencies', 'a'], data: { ...a, raise: '^1.10.0' } },
        { path: ['dependencies', 'a'], file: 'x/package.json', data: { ...a, raise: '^1.9.0' } },
        { path: ['dependencies', 'b'], data: { ...a, name: 'b', raise: '^1.3.0' } },
      ]),
    ).toEqual({
      'package.json':
        '{"dependencies":{"a":"catalog:","b":"catalog:"},"devDependencies":{"a":"catalog:"}}',
      'pnpm-workspace.yaml':
        'packages: [x]\ncatalog:\n  a: ^1.10.0\n  b: ^1.3.0\ncatalogs:\n  old:\n    a: ^0.1.0\n',
      'x/package.json': '{"dependencies":{"a":"catalog:"}}',
    });
  });

  it('raises a named catalog', async () => {
    const data = { ...a, catalog: 'old', raise: '^0.1.5' };
    expect(await fixed([{ path: ['dependencies', 'a'], data }])).toMatchObject({
      'pnpm-workspace.yaml':
        'packages: [x]\ncatalog:\n  a: ^1.0.0\n  b: ^1.0.0\ncatalogs:\n  old:\n    a: ^0.1.5\n',
    });
  });

  it('raises no catalog for a place that could not be edited, and says so', async () => {
    expect(await fixed([{ path: ['gone'], data: { ...a, raise: '^1.2.0' } }])).toEqual({
      left: ['package.json does not hold the entry in a form that can be edited'],
    });
  });

  it('passes over a catalog that is gone', async () => {
    const data = { ...a, catalog: 'gone', raise: '^1.2.0' };
    expect(Object.keys(await fixed([{ path: ['dependencies', 'a'], data }]))).toEqual([
      'package.json',
    ]);
  });

  it('touches nothing without a range or a place', async () => {
    const path = ['dependencies', 'a'];
    expect(await fixed([{ path, data: { name: 'a' } }])).toEqual({});
    expect(await fixed([{ path, data: { range: '^2.0.0' }, at: { line: 1 } }])).toEqual({});
  });
});
