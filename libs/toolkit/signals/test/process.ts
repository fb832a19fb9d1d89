// A process that writes signals and ends in the way that its argument names. DATABASE_URL is where they go.
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { isMainThread, Worker } from 'node:worker_threads';
import { resourceOf, sharedWriter } from '@h-j-petroleum/toolkit-signals';

const [how = '', body = 'row'] = process.argv.slice(2);
const resource = resourceOf({ 'service.name': 'process' });
const { writer, flush, release } = sharedWriter({
  closeTimeoutMs: how === 'idle-down' ? 200 : 20_000,
  onNotice: () => undefined,
});
const send = (text: string, to = writer): void => {
  to.log({ time: Date.now(), severity: 9, body: text, resource });
};
const awake = (): NodeJS.Timeout => setInterval(() => undefined, 1000);

switch (how) {
  case 'idle':
  case 'idle-down':
    send(body);
    break;
  case 'two-writers': {
    send(`${body} one`);
    const other = sharedWriter({ url: `${process.env.DATABASE_URL}?other=1` });
    send(`${body} other`, other.writer);
    awake();
    process.stdout.write('ready\n');
    break;
  }
  case 'told-to-end':
    send(body);
    awake();
    process.stdout.write('ready\n');
    break;
  case 'crash-after-flush':
    send(body);
    await flush();
    send('never flushed');
    process.kill(process.pid, 'SIGKILL');
    break;
  case 'throw':
    send(body);
    await flush();
    setImmediate(() => {
      throw new Error('crashed');
    });
    break;
  case 'fork': {
    send('parent before');
    const child = fork(process.argv[1] ?? '', ['idle', 'child']);
    await once(child, 'exit');
    send('parent after');
    break;
  }
  case 'workers':
    if (isMainThread) {
      const workers = ['one', 'two'].map(
        (name) => new Worker(new URL(import.meta.url), { argv: ['workers', name] }),
      );
      await Promise.all(workers.map((worker) => once(worker, 'exit')));
      send('main');
    } else {
      send(body);
      await release();
    }
    break;
  case 'release-hanging':
    send(body);
    await release(100);
    process.stdout.write('released\n');
    process.exit(0);
}
