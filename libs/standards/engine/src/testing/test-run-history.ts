import { deepStrictEqual, rejects } from 'node:assert/strict';
import type { RecordedRun } from '../history/recorded-run.ts';
import type { RunHistory, RunQuery } from '../history/run-history.ts';
import type { TestRunner } from './test-skill.ts';

/** A history for one test: empty, and its own. */
export interface OpenedHistory {
  readonly history: RunHistory;
  close?(): Promise<void> | void;
}

/** A run in which everything that a run can hold is there; a test gives what it is about. */
export function sampleRun(given: Partial<RecordedRun> = {}): RecordedRun {
  return {
    version: 1,
    id: '0b6f2c1e-0000-4000-8000-000000000001',
    startedAt: '2026-11-03T08:00:00.000Z',
    durationMs: 1234.5,
    workspace: '@acme/source',
    commit: '4f1c2d7e9a3b5c8d0e1f2a3b4c5d6e7f8091a2b3',
    branch: 'main',
    dirty: false,
    ci: true,
    door: 'cli',
    pilot: false,
    exitCode: 1,
    outcomes: [
      {
        skill: 'deps:version-check',
        project: '@acme/a',
        outcome: 'fail',
        mode: 'enforce',
        durationMs: 1.25,
        findings: [
          {
            fingerprint: '00112233445566778899',
            messageId: 'range',
            file: 'libs/a/package.json',
            standing: 'open',
          },
          {
            fingerprint: 'aaaaaaaaaaaaaaaaaaaa',
            messageId: 'range',
            file: 'libs/a/päckage "odd"\n.json',
            standing: 'accepted',
          },
          {
            fingerprint: 'bbbbbbbbbbbbbbbbbbbb',
            messageId: 'missing',
            file: 'libs/a/package.json',
            standing: 'waived',
          },
        ],
      },
      {
        skill: 'repo:layering-check',
        project: '@acme/b',
        outcome: 'not-supported',
        mode: 'warn',
        durationMs: 0,
        reason: "Its sources are not TypeScript; say so by 'tags' — see {docs}.",
        findings: [],
      },
    ],
    ...given,
  };
}

/** Declares the tests that every history owes. `open` is called once for each of them. */
export function testRunHistory(
  name: string,
  open: () => Promise<OpenedHistory>,
  runner: TestRunner,
): void {
  const it = (what: string, body: (history: RunHistory) => Promise<void>): void =>
    runner.it(what, async () => {
      const { history, close } = await open();
      try {
        await body(history);
      } finally {
        await close?.();
      }
    });
  const first = sampleRun();
  const second = sampleRun({
    id: '0b6f2c1e-0000-4000-8000-000000000002',
    startedAt: '2026-11-03T08:00:00.001Z',
    branch: 'feature/x',
    dirty: null,
    workspace: '@acme/other',
    door: 'nx',
    exitCode: 0,
  });
  const third = sampleRun({
    id: '0b6f2c1e-0000-4000-8000-000000000003',
    startedAt: '2026-12-24T23:59:59.999Z',
    commit: null,
    branch: null,
    dirty: true,
    ci: false,
    door: 'library',
    pilot: true,
    exitCode: 3,
    outcomes: [],
  });
  const all = [first, second, third];

  runner.describe(name, () => {
    it('has no runs at first', async (history) => {
      deepStrictEqual(await idsOf(history), []);
    });

    it('gives back a run as it was recorded', async (history) => {
      for (const run of all) await history.record(run);
      const kept: RecordedRun[] = [];
      for await (const run of history.runs()) kept.push(run);
      deepStrictEqual(kept, all);
    });

    it('gives the oldest first, in whatever order they were recorded', async (history) => {
      for (const run of [third, first, second]) await history.record(run);
      deepStrictEqual(await idsOf(history), idsIn(all));
    });

    it('gives runs of one moment by their ids', async (history) => {
      const twin = { ...first, id: '0a000000-0000-4000-8000-000000000009' };
      for (const run of [first, twin]) await history.record(run);
      deepStrictEqual(await idsOf(history), idsIn([twin, first]));
    });

    it('keeps a run that is recorded again once, and as it was at first', async (history) => {
      await history.record(first);
      await history.record({ ...first, exitCode: 0, outcomes: [] });
      const kept: RecordedRun[] = [];
      for await (const run of history.runs()) kept.push(run);
      deepStrictEqual(kept, [first]);
    });

    it('keeps what is recorded at the same time', async (history) => {
      await Promise.all([...all, ...all].map((run) => history.record(run)));
      deepStrictEqual(await idsOf(history), idsIn(all));
    });

    const queries: readonly [what: string, query: RunQuery, expected: readonly RecordedRun[]][] = [
      ['since a moment, that moment included', { since: second.startedAt }, [second, third]],
      ['until a moment, that moment excluded', { until: second.startedAt }, [first]],
      ['since a day', { since: '2026-11-04' }, [third]],
      [
        'between two moments of another time zone',
        { since: '2026-11-03T09:00:00.001+01:00', until: '2026-12-24T23:59:59.999Z' },
        [second],
      ],
      ['of a branch', { branch: 'feature/x' }, [second]],
      ['of a branch that has none', { branch: 'feature' }, []],
      ['of a workspace', { workspace: '@acme/source' }, [first, third]],
      ['of a workspace and a branch', { workspace: '@acme/source', branch: 'main' }, [first]],
      ['the newest of them', { limit: 2 }, [second, third]],
      ['the newest of those that match', { workspace: '@acme/source', limit: 1 }, [third]],
      ['no more than there are', { limit: 100 }, all],
    ];
    for (const [what, query, expected] of queries) {
      it(`gives ${what}`, async (history) => {
        for (const run of all) await history.record(run);
        deepStrictEqual(await idsOf(history, query), idsIn(expected));
      });
    }

    it('refuses a moment that is none, and a limit below 1', async (history) => {
      for (const query of [{ since: 'yesterday' }, { until: '' }, { limit: 0 }, { limit: 1.5 }]) {
        await rejects(idsOf(history, query), RangeError);
      }
    });

    it('can be read no further than somebody wants to', async (history) => {
      for (const run of all) await history.record(run);
      for await (const run of history.runs()) {
        deepStrictEqual(run.id, first.id);
        break;
      }
      deepStrictEqual(await idsOf(history), idsIn(all));
    });
  });
}

function idsIn(runs: readonly RecordedRun[]): string[] {
  return runs.map(({ id }) => id);
}

async function idsOf(history: RunHistory, query?: RunQuery): Promise<string[]> {
  const ids: string[] = [];
  for await (const { id } of history.runs(query)) ids.push(id);
  return ids;
}
