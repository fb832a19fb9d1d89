import { describe, expect, it } from 'vitest';
import type { ShardRecord } from './gather.ts';
import { readShardRecord, whatIsMissing } from './gather.ts';

const shard = (index: number, projects: string[], all = ['a', 'b', 'c'], of = 2): ShardRecord => ({
  schemaVersion: 1,
  index,
  of,
  projects,
  all,
});

describe('the shards of a run', () => {
  it.each([
    ['all there', [shard(2, ['c']), shard(1, ['a', 'b'])], []],
    ['nothing to do', [shard(1, [], []), shard(2, [], [])], []],
    ['one missing', [shard(1, ['a', 'b'])], ['Shard 2 of 2 did not pass, or did not run.']],
    [
      'none there',
      [],
      ['Shard 1 of 2 did not pass, or did not run.', 'Shard 2 of 2 did not pass, or did not run.'],
    ],
    [
      'one twice',
      [shard(1, ['a', 'b']), shard(1, ['c']), shard(2, [])],
      ['Shard 1 of 2 is there 2 times.'],
    ],
    [
      'one of another run',
      [shard(1, ['a', 'b']), shard(2, ['c'], ['a', 'b', 'c'], 3)],
      ['Shard 2 of 2 did not pass, or did not run.', 'Shard 2 of 3 is none of 2.'],
    ],
    ['a project in two', [shard(1, ['a', 'b']), shard(2, ['b', 'c'])], ['b ran in 2 shards.']],
    ['a project in none', [shard(1, ['a']), shard(2, ['c'])], ['b ran in no shard.']],
    [
      'different views',
      [shard(1, ['a'], ['a', 'b']), shard(2, ['b'], ['b', 'a', 'c'])],
      ['The shards saw different projects.', 'c ran in no shard.'],
    ],
  ])('%s', (_, records, wrong) => {
    expect(whatIsMissing(records, 2)).toStrictEqual(wrong);
  });

  it('are read from what they left', () => {
    expect(readShardRecord(JSON.stringify(shard(1, ['a'])))).toStrictEqual(shard(1, ['a']));
    expect(() => readShardRecord('{"schemaVersion":1,"index":0}')).toThrow('index');
  });
});
