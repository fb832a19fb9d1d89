// Sends 1,000 rows, flushes, says so, and goes on sending until it is killed.
import { resourceOf, sharedWriter } from '@h-j-petroleum/toolkit-signals';

const own = Number(process.argv[2] ?? 0) * 100_000;
const { writer } = sharedWriter({ maxBatchRows: 100 });
const resource = resourceOf({ 'service.name': 'sender', 'process.pid': process.pid });
const send = (n: number): void => {
  writer.log({ time: Date.now(), severity: 9, body: 'row', attributes: { n: own + n }, resource });
};
for (let n = 0; n < 1000; n++) send(n);
await writer.flush();
process.stdout.write('flushed\n');
for (let n = 1000; ; n++) {
  send(n);
  if (n % 100 === 0) await new Promise((resolve) => setTimeout(resolve, 1));
}
