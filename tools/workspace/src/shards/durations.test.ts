import { describe, expect, it } from 'vitest';
import { expectedSeconds, learnFrom, noDurations, readDurations } from './durations.ts';

const task = (project: string, target: string, seconds: number, more: object = {}): object => ({
  ...{ taskId: `${project}:${target}`, projectName: project, target, hash: '1' },
  ...{ cacheStatus: 'cache-miss', status: 0, startTime: '2026-11-26T09:00:00.000Z' },
  endTime: new Date(Date.parse('2026-11-26T09:00:00.000Z') + seconds * 1000).toISOString(),
  ...more,
});
const run = (...tasks: object[]): string => JSON.stringify({ run: {}, tasks });

describe('durations', () => {
  it('are learnt from tasks that ran and passed, and kept of the others', () => {
    const first = learnFrom(noDurations, run(task('b', 'test', 12.34), task('a', 'test', 3)));
    const next = learnFrom(
      first,
      run(
        task('b', 'test', 0.1, { cacheStatus: 'local-cache-hit' }),
        task('a', 'test', 0.2, { status: 1 }),
        task('a', 'lint', 4),
      ),
    );
    expect(JSON.stringify(next)).toBe(
      '{"schemaVersion":1,"seconds":{"a":{"lint":4,"test":3},"b":{"test":12.3}}}',
    );
    expect(readDurations(JSON.stringify(next))).toStrictEqual(next);
    expect(learnFrom(next, run(task('b', 'test', 20))).seconds['b']).toStrictEqual({ test: 20 });
  });

  it('are refused where they are none', () => {
    expect(() => readDurations('{"schemaVersion":2,"seconds":{}}')).toThrow('schemaVersion');
    expect(() => readDurations('{"schemaVersion":1,"seconds":{"a":{"test":-1}}}')).toThrow('>=0');
  });

  it('add up to what is expected of a project, with the median for what nobody has timed', () => {
    const known = learnFrom(
      noDurations,
      run(task('a', 'test', 2), task('b', 'test', 8), task('c', 'test', 100), task('a', 'lint', 1)),
    );
    expect(expectedSeconds(known, 'a', ['lint', 'test'])).toBe(3);
    expect(expectedSeconds(known, 'b', ['lint', 'test'])).toBe(9);
    expect(expectedSeconds(known, 'b', ['test'])).toBe(8);
    expect(expectedSeconds(known, 'new', ['lint', 'test'])).toBe(9);
    expect(expectedSeconds(noDurations, 'new', ['lint', 'test'])).toBe(2);
  });
});
