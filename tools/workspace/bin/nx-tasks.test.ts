import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { nxTasks } from './nx-tasks.mjs';

let root: string;
const began = '2026-01-01T10:00:00.000Z';
const record = (text: string) => writeFileSync(join(root, '.nx/cache/run.json'), text);

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'workspace-tasks-'));
  mkdirSync(join(root, '.nx/cache'), { recursive: true });
});

afterEach(() => rmSync(root, { recursive: true, force: true }));

describe('the tasks of a run', () => {
  it('are counted by target, and those that failed are named', () => {
    record(
      JSON.stringify({
        run: { startTime: began },
        tasks: [
          { taskId: 'a:lint', target: 'lint', status: 0, cacheStatus: 'local-cache-hit' },
          { taskId: 'b:lint', target: 'lint', status: 1, cacheStatus: 'cache-miss' },
          { taskId: 'a:test', target: 'test', status: 0, cacheStatus: 'cache-miss' },
          { taskId: 'b:test', target: 'test', status: 0, cacheStatus: 'remote-cache-hit' },
        ],
      }),
    );
    expect(nxTasks(root, Date.parse(began))).toEqual({
      targets: [
        { target: 'lint', passed: 1, failed: 1, cached: 1 },
        { target: 'test', passed: 2, failed: 0, cached: 1 },
      ],
      failed: ['b:lint'],
    });
  });

  it('of an older run are not taken for this one', () => {
    record(JSON.stringify({ run: { startTime: began }, tasks: [] }));
    const none = { targets: [], failed: [] };
    expect(nxTasks(root, Date.parse(began) + 1)).toEqual(none);
    record('{');
    expect(nxTasks(root, 0)).toEqual(none);
    record('null');
    expect(nxTasks(root, 0)).toEqual(none);
    rmSync(join(root, '.nx'), { recursive: true });
    expect(nxTasks(root, 0)).toEqual(none);
  });
});
