import { describe, expect, it } from 'vitest';
import { sampleRun, testRunHistory } from '../testing/test-run-history.ts';
import { memoryHistory, type RunHistory } from './run-history.ts';

testRunHistory('memoryHistory', () => Promise.resolve({ history: memoryHistory() }), {
  describe,
  it,
});

describe('memoryHistory', () => {
  it('begins with the runs it is given, of one id the first', async () => {
    const run = sampleRun();
    const history = memoryHistory([run, { ...run, exitCode: 0 }]);
    const kept = [];
    for await (const one of history.runs()) kept.push(one);
    expect(kept).toEqual([run]);
  });
});

/** Runs the suite without a test runner. @returns the names of the tests that failed */
async function failuresOf(sabotage: (history: RunHistory) => RunHistory): Promise<string[]> {
  const tests: [name: string, body: () => Promise<void> | void][] = [];
  testRunHistory('x', () => Promise.resolve({ history: sabotage(memoryHistory()) }), {
    describe: (_name, body) => body(),
    it: (name, body) => void tests.push([name, body]),
  });
  const failed: string[] = [];
  for (const [name, body] of tests) {
    try {
      await body();
    } catch {
      failed.push(name);
    }
  }
  return failed;
}

describe('testRunHistory', () => {
  const sabotaged: [what: string, sabotage: (history: RunHistory) => RunHistory, test: string][] = [
    [
      'is full from the start',
      (history) => ({
        record: (run) => history.record(run),
        async *runs(query) {
          yield* history.runs(query);
          yield sampleRun({ id: '0b6f2c1e-0000-4000-8000-00000000ffff' });
        },
      }),
      'has no runs at first',
    ],
    [
      'loses a reason',
      (history) => ({
        record: (run) =>
          history.record({
            ...run,
            outcomes: run.outcomes.map((one) => ({ ...one, reason: undefined })),
          }),
        runs: (query) => history.runs(query),
      }),
      'gives back a run as it was recorded',
    ],
    [
      'takes the last of an id',
      () => {
        const runs = new Map<string, ReturnType<typeof sampleRun>>();
        return {
          record: (run) => Promise.resolve(void runs.set(run.id, run)),
          runs: (query) => memoryHistory(runs.values()).runs(query),
        };
      },
      'keeps a run that is recorded again once, and as it was at first',
    ],
    [
      'takes the oldest for the newest',
      (history) => ({
        record: (run) => history.record(run),
        async *runs({ limit, ...query } = {}) {
          if (limit === 0 || limit === 1.5) yield* history.runs({ limit });
          let left = limit ?? Infinity;
          for await (const run of history.runs(query)) if (left-- > 0) yield run;
        },
      }),
      'gives the newest of them',
    ],
    ...(['since', 'until', 'branch', 'workspace'] as const).map(
      (key): [string, (history: RunHistory) => RunHistory, string] => [
        `pays no attention to ${key}`,
        (history) => ({
          record: (run) => history.record(run),
          runs: (query) => history.runs({ ...query, [key]: undefined }),
        }),
        {
          since: 'gives since a day',
          until: 'gives until a moment, that moment excluded',
          branch: 'gives of a branch',
          workspace: 'gives of a workspace',
        }[key],
      ],
    ),
    [
      'gives the newest first',
      (history) => ({
        record: (run) => history.record(run),
        async *runs(query) {
          const runs = [];
          for await (const run of history.runs(query)) runs.unshift(run);
          yield* runs;
        },
      }),
      'gives the oldest first, in whatever order they were recorded',
    ],
  ];

  it('passes a history that is right', async () => {
    expect(await failuresOf((history) => history)).toEqual([]);
  });

  for (const [what, sabotage, test] of sabotaged) {
    it(`fails one that ${what}`, async () => {
      expect(await failuresOf(sabotage)).toContain(test);
    });
  }
});
