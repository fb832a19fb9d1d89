import { setTimeout as wait } from 'node:timers/promises';
import { afterEach, describe, expect, it } from 'vitest';
import { typeset } from '../../test/typeset.ts';
import { sample } from '../templates/invoice/sample.ts';
import { createPress, type Press, type PressOptions } from './press.ts';

const order = { template: 'invoice', data: sample, locale: 'de' } as const;
const long = (rows: number) => ({
  ...order,
  data: {
    ...sample,
    lines: Array.from({ length: rows }, (_, index) => ({
      ...sample.lines[0],
      detail: `${index} ${'lang '.repeat(190)}`,
    })),
  },
});

let press: Press;
const open = (options: Partial<PressOptions>) => {
  press = createPress({
    workers: 1,
    waiting: 10,
    pages: 5000,
    bytes: 100_000_000,
    timeMs: 60_000,
    memoryBytes: 1_600_000_000,
    ...options,
  });
  return press;
};
const worker = () => {
  const [pid] = press.load.workers;
  if (pid === undefined) throw new Error('There is no worker.');
  return pid;
};
const untilRunning = async () => {
  while (press.load.running === 0) await wait(5);
};

afterEach(() => press.close());

describe('the press', () => {
  it('makes the same bytes in every process, and in this one', async () => {
    open({ workers: 2 });
    await press.warm();
    const made = await Promise.all(Array.from({ length: 6 }, () => press.document(order)));
    expect(press.load.workers).toHaveLength(2);
    const { pdf } = typeset(order);
    for (const { bytes, pages } of made) {
      expect(pages).toBe(1);
      expect(Buffer.from(bytes).equals(pdf)).toBe(true);
    }
  });

  it('says what is wrong with data, and goes on with the same worker', async () => {
    open({});
    await press.warm();
    const pid = worker();
    await expect(
      press.document({ ...order, data: { ...sample, currency: 'EUX' } }),
    ).rejects.toMatchObject({
      code: 'data-invalid',
      issues: [{ path: '/currency', message: 'is the ISO 4217 code of a currency, such as "EUR"' }],
    });
    await press.document(order);
    expect(press.load.workers).toEqual([pid]);
  });

  it('draws a page', async () => {
    open({});
    const { bytes } = await press.preview(order, { page: 1, width: 300 });
    expect(Buffer.from(bytes).subarray(1, 4).toString()).toBe('PNG');
    await expect(press.preview(order, { page: 3, width: 300 })).rejects.toMatchObject({
      code: 'page-unknown',
    });
  });

  it('ends a worker that hangs, and goes on with another', async () => {
    open({ timeMs: 5000 });
    await press.warm();
    const pid = worker();
    process.kill(pid, 'SIGSTOP');
    await expect(press.document(order)).rejects.toMatchObject({
      code: 'time-limit',
      message: 'The worker took more than 5000 ms to make the document, and was ended.',
    });
    expect((await press.document(order)).pages).toBe(1);
    expect(press.load.workers).not.toContain(pid);
  });

  it('ends a worker that needs too much memory, and goes on with another', async () => {
    open({ memoryBytes: 900_000_000 });
    await expect(press.document(long(5000))).rejects.toMatchObject({
      code: 'memory-limit',
      message: 'The worker needed more than 900000000 bytes of memory, and was ended.',
    });
    expect((await press.document(order)).pages).toBe(1);
  });

  it('says that a worker was killed, and goes on with another', async () => {
    open({});
    await press.warm();
    process.kill(worker(), 'SIGSTOP');
    const made = press.document(order);
    const outcome = expect(made).rejects.toMatchObject({
      code: 'worker-died',
      message: 'The worker ended by SIGKILL.',
    });
    await untilRunning();
    process.kill(worker(), 'SIGKILL');
    await outcome;
    expect((await press.document(order)).pages).toBe(1);
  });

  it('refuses what would wait behind too many, and makes what waits', async () => {
    open({ waiting: 2 });
    await press.warm();
    const pid = worker();
    process.kill(pid, 'SIGSTOP');
    const accepted = [press.document(order), press.document(order), press.document(order)];
    expect(press.load).toMatchObject({ waiting: 2, running: 1 });
    await expect(press.document(order)).rejects.toMatchObject({
      code: 'queue-full',
      message: '2 documents are waiting already. Try again in a few seconds.',
    });
    process.kill(pid, 'SIGCONT');
    expect((await Promise.all(accepted)).map(({ pages }) => pages)).toEqual([1, 1, 1]);
  });

  it('ends what it is at, and refuses the rest, when it closes', async () => {
    open({});
    await press.warm();
    const pid = worker();
    process.kill(pid, 'SIGSTOP');
    const running = press.document(order);
    const waiting = expect(press.document(order)).rejects.toMatchObject({ code: 'stopped' });
    const closed = press.close();
    await waiting;
    process.kill(pid, 'SIGCONT');
    expect((await running).pages).toBe(1);
    await closed;
    expect(press.load.workers).toEqual([]);
    await expect(press.document(order)).rejects.toMatchObject({ code: 'stopped' });
  });
});
