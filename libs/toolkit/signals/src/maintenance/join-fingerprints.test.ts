import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { empty, profiles, rowsOf } from '../../test/databases.ts';
import { log } from '../../test/records.ts';
import type { Database } from '../index.ts';
import {
  joinFingerprints,
  mergeFingerprints,
  searchErrors,
  SignalWriter,
  unmergeFingerprints,
} from '../index.ts';

const window = { from: new Date(Date.now() - 3_600_000), to: new Date(Date.now() + 3_600_000) };

describe.each(profiles)('joined fingerprints on %s', (_profile, create) => {
  let database: Database;
  beforeAll(async () => {
    database = await create();
  });
  afterAll(() => database.close());
  beforeEach(() => empty(database));

  const fail = async (...messages: string[]): Promise<void> => {
    const writer = new SignalWriter(database, { onNotice: () => undefined });
    for (const body of messages) writer.log(log({ severity: 17, body }));
    await writer.close();
  };
  const idOf = async (template: string): Promise<string> => {
    const rows = await rowsOf<{ id: string }>(
      database,
      `select id::text from signals.fingerprints where template = '${template}'`,
    );
    return rows[0]?.id ?? `no fingerprint of ${template}`;
  };
  const groups = async (): Promise<readonly (readonly [count: number, template: string])[]> =>
    (await searchErrors(database, window)).map(({ count, template }) => [count, template]);

  it('count as one group, and say why', async () => {
    await fail('Login of kofi refused');
    await fail('Login of ingrid refused', 'Login of sven refused', 'Order 5 lost', 'Order 6 lost');
    const report = await joinFingerprints(database);
    expect(report.compared).toBe(4);
    expect(report.merges.map(({ reason }) => reason)).toEqual([
      'differ after "Login of" only, where 3 values were seen: ingrid, kofi, sven',
      'differ after "Login of" only, where 3 values were seen: ingrid, kofi, sven',
    ]);
    expect(new Set(report.merges.map(({ parent }) => parent))).toEqual(
      new Set([await idOf('Login of kofi refused')]),
    );
    expect(await groups()).toEqual([
      [3, 'Login of kofi refused'],
      [2, 'Order <*> lost'],
    ]);
    expect((await joinFingerprints(database)).merges).toEqual([]);
  });

  it('stay apart once they were taken apart, also by way of others', async () => {
    await fail('Login of kofi refused');
    await fail('Login of ingrid refused', 'Login of sven refused');
    await joinFingerprints(database);
    const [kofi, ingrid, sven] = await Promise.all(
      ['kofi', 'ingrid', 'sven'].map((name) => idOf(`Login of ${name} refused`)),
    );
    await unmergeFingerprints(
      database,
      { child: ingrid ?? '', parent: kofi ?? '' },
      'the head nurse',
    );
    await fail('Login of noor refused', 'Login of olu refused');
    await joinFingerprints(database);
    await joinFingerprints(database);
    expect((await groups()).map(([count]) => count)).toEqual([4, 1]);
    // By hand it is refused too: sven counts as kofi.
    await expect(
      mergeFingerprints(database, { child: ingrid ?? '', parent: sven ?? '' }, 'the same'),
    ).rejects.toMatchObject({
      code: 'SIGNALS_BAD_QUERY',
      message: `Can't merge fingerprint ${ingrid} into ${sven}: they, or others that count as them, were taken apart before, and that is permanent.`,
    });
  });

  it('are the same when two join at once', async () => {
    await fail('Login of kofi refused', 'Login of ingrid refused', 'Login of sven refused');
    const reports = await Promise.all([joinFingerprints(database), joinFingerprints(database)]);
    expect(reports.map(({ merges }) => merges.length).sort()).toEqual([0, 2]);
    expect(await groups()).toHaveLength(1);
  });
});
