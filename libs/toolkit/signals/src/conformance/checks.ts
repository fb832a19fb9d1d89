import { deepStrictEqual, ok, strictEqual } from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import { check, numbers, tables } from './scene.ts';
import type { Check } from './source.ts';

/** What every way into the signal store must hold. */
export const checks: readonly Check[] = [
  check('stores everything, once and in order', {}, async (scene) => {
    const count = scene.under.waits === true ? 100 : 1000;
    await scene.emitted(0, count);
    await scene.source.flush();
    ok(await scene.writer.flush(), 'flush says that all is settled');
    deepStrictEqual(await scene.stored(), numbers(0, count));
  }),

  check('keeps what comes while the database is down at start', {}, async (scene) => {
    const { faults, source, writer, stored } = scene;
    faults.down = true;
    const sending = scene.emitted(0, 200);
    await scene.until('the writer tries', () => faults.attempts > 0);
    deepStrictEqual(await stored(), []);
    faults.down = false;
    await sending;
    await source.flush();
    ok(await writer.flush());
    deepStrictEqual(await stored(), numbers(0, 200));
  }),

  check('sends again what a broken connection took along', {}, async (scene) => {
    const { faults, source, writer, stored } = scene;
    await scene.emitted(0, 50);
    await source.flush();
    faults.breakBeforeRows = 3;
    faults.breakAfterRows = 2;
    await scene.emitted(50, 150);
    await source.flush();
    ok(await writer.flush());
    ok(writer.stats().failures > 0, 'a try failed');
    deepStrictEqual(await stored(), numbers(0, 150));
  }),

  check('stores nothing twice when the answer to a commit is lost', {}, async (scene) => {
    const { faults, source, writer, stored } = scene;
    faults.loseCommitAnswers = 2;
    await scene.emitted(0, 300);
    await source.flush();
    ok(await writer.flush());
    ok(writer.stats().duplicates > 0, 'the retry found the batch stored');
    deepStrictEqual(await stored(), numbers(0, 300));
  }),

  check('waits while the disk is full, or the server starts', {}, async (scene) => {
    const { faults, source, stats, stored, writer } = scene;
    faults.refuseRows = { code: '53100', times: 2 };
    await scene.emitted(0, 50);
    await source.flush();
    ok(await writer.flush());
    strictEqual(writer.stats().failures, 2);
    faults.refuseRows = { code: '57P03', times: 2 };
    await scene.emitted(50, 100);
    await source.flush();
    ok(await writer.flush());
    strictEqual(stats().dropped, 0);
    deepStrictEqual(await stored(), numbers(0, 100));
  }),

  check(
    'gives up a connection that hangs, and sends again',
    { sendTimeoutMs: 300 },
    async (scene) => {
      const { faults, source, stored, writer } = scene;
      await scene.emitted(0, 50);
      await source.flush();
      await writer.flush();
      faults.hangs = true;
      const sending = scene.emitted(50, 60);
      await scene.until('a try is given up', () => writer.stats().failures > 1);
      faults.hangs = false;
      await sending;
      await source.flush();
      ok(await writer.flush());
      deepStrictEqual(await stored(), numbers(0, 60));
    },
  ),

  check('keeps no caller waiting for a database that hangs', {}, async (scene) => {
    const { faults, source, stats, stored, under, writer } = scene;
    faults.hangs = true;
    const all = numbers(0, under.waits === true ? 10 : 100);
    const sent = all.map((n) => Promise.resolve(source.emit(n)));
    if (under.waits === true) await sleep(20);
    else await scene.ends('sending', Promise.all(sent));
    faults.hangs = false;
    await Promise.all(sent);
    await source.flush();
    ok(await writer.flush());
    strictEqual(stats().dropped, 0);
    deepStrictEqual(await stored(), all);
  }),

  check(
    'drops the rows that the database refuses, and stores their neighbours',
    {},
    async (scene) => {
      const { database, source, stats, stored, under, writer } = scene;
      const number = under.number.replaceAll(/\b(attributes|value|body|name|sum)\b/g, 'new.$1');
      await database.session((session) =>
        session.query(
          `create function signals.refuse() returns trigger language plpgsql as $$ begin
          if (${number})::int in (7, 8, 40) then raise exception 'refused' using errcode = '23514'; end if; return new; end $$;
        ${tables[under.signal].map((table) => `create trigger refuse before insert on signals.${table} for each row execute function signals.refuse();`).join('\n')}`,
        ),
      );
      await scene.emitted(0, 60);
      await source.flush();
      ok(await writer.flush());
      strictEqual(stats().droppedBy.refused, 3);
      deepStrictEqual(
        await stored(),
        numbers(0, 60).filter((n) => ![7, 8, 40].includes(n)),
      );
    },
  ),

  check(
    'holds its memory, and counts what found no room',
    { maxBytes: 200_000, maxBatchBytes: 20_000, closeTimeoutMs: 2000 },
    async (scene) => {
      const { faults, source, stats, stored, under, writer } = scene;
      faults.down = true;
      const all = numbers(0, under.waits === true ? 50 : 5000);
      const sent = all.map((n) => Promise.resolve(source.emit(n)));
      await Promise.race([Promise.all(sent).then(() => source.flush()), sleep(500)]);
      ok(writer.stats().bytes <= 200_000, `held ${writer.stats().bytes} bytes of 200000`);
      faults.down = false;
      await Promise.all(sent);
      await source.flush();
      const { dropped, droppedBy } = stats();
      strictEqual(dropped, droppedBy.full + droppedBy.duplicate);
      if (under.waits === true) deepStrictEqual(await stored(), all);
      else ok(dropped > 0, 'rows were dropped');
    },
  ),

  check('flush says by its deadline that not all is settled', {}, async (scene) => {
    const { faults, source, stored, writer } = scene;
    faults.down = true;
    const sent = numbers(0, 10).map((n) => Promise.resolve(source.emit(n)));
    await Promise.race([Promise.all(sent).then(() => source.flush()), sleep(50)]);
    await scene.until('the record is with the writer', () => scene.stats().accepted > 0);
    strictEqual(await scene.ends('flush', writer.flush(30)), false);
    faults.down = false;
    await Promise.all(sent);
    await source.flush();
    strictEqual(await scene.ends('flush', writer.flush()), true);
    deepStrictEqual(await stored(), numbers(0, 10));
  }),

  check('close ends by its deadline and counts what it could not store', {}, async (scene) => {
    const { faults, source, stats, writer } = scene;
    faults.down = true;
    const sent = numbers(0, 10).map((n) => Promise.resolve(source.emit(n)));
    await Promise.race([Promise.all(sent).then(() => source.flush()), sleep(50)]);
    await scene.ends('close', writer.close(100));
    strictEqual(stats().pending, 0);
    strictEqual(stats().stored, 0);
    strictEqual(stats().dropped, stats().accepted);
  }),

  check(
    'close ends by its deadline though the database hangs',
    // A pause that began at the deadline would outlast everything.
    { firstPauseMs: 1_000_000, longestPauseMs: 1_000_000, sendTimeoutMs: 1_000_000 },
    async (scene) => {
      const { faults, source, stats, writer } = scene;
      faults.hangs = true;
      void Promise.resolve(source.emit(0));
      await scene.until('the writer tries', () => faults.attempts > 0);
      await scene.ends('close', Promise.all([writer.close(30), writer.close(1_000_000)]));
      strictEqual(stats().pending, 0);
      strictEqual(stats().stored, 0);
    },
  ),

  check('counts what comes after close', {}, async (scene) => {
    const { source, stats, stored, under, writer } = scene;
    await scene.emitted(0, 10);
    await source.flush();
    await scene.ends('close', writer.close());
    const sent = Promise.resolve(source.emit(10));
    // Who waits for an answer asks again, and again.
    if (under.waits === true) await Promise.race([sent, sleep(50)]);
    else await sent;
    await Promise.race([source.flush(), sleep(50)]);
    strictEqual(await scene.ends('flush', writer.flush()), true);
    await scene.until('it is dropped', () => stats().droppedBy.closed >= 1);
    deepStrictEqual(await stored(), numbers(0, 10));
  }),
];

/** For signals that tell failure from success: of these what is short of memory loses the success. */
export const rankChecks: readonly Check[] = [
  check(
    'drops success before failure',
    { maxBytes: 100_000, maxBatchBytes: 20_000 },
    async (scene) => {
      const { faults, source, stats, stored, writer } = scene;
      const emitFailed = source.emitFailed?.bind(source);
      ok(emitFailed, 'the source can send a failure');
      faults.down = true;
      // One batch is on its way when the memory fills.
      await source.emit(0);
      await source.flush();
      await scene.until('the writer tries', () => faults.attempts > 0);
      await scene.emitted(1, 3000);
      const full = stats().droppedBy.full;
      ok(full > 0, 'the memory is full of successes');
      for (let n = 3000; n < 3100; n++) await emitFailed(n);
      await scene.emitted(3100, 3200);
      await source.flush();
      faults.down = false;
      ok(await writer.flush());
      const there = new Set(await stored());
      deepStrictEqual(
        numbers(3000, 3100).filter((n) => !there.has(n)),
        [],
        'every failure was kept',
      );
      ok(stats().droppedBy.full >= full + 100, 'successes made room, and later ones found none');
    },
  ),
];
