// One candidate: does the rounds that the parent process orders.
import { monitorEventLoopDelay } from 'node:perf_hooks';
import type { Order, Round } from '../protocol.ts';
import { orderSchema } from '../protocol.ts';
import { candidates, isCandidateName } from './candidates.ts';

const [, , name = ''] = process.argv;
if (!isCandidateName(name)) throw new RangeError(`There is no producer \`${name}\`.`);
const candidate = await candidates[name]();

async function round(order: Order): Promise<Round> {
  candidate.prepare(order);
  // What was prepared is not left for the measured part to collect.
  globalThis.gc?.();
  const delays = order.delay ? monitorEventLoopDelay({ resolution: 1 }) : undefined;
  delays?.enable();
  const before = process.cpuUsage();
  const started = performance.now();
  const dropped = await candidate.run(order);
  const seconds = (performance.now() - started) / 1000;
  const { user, system } = process.cpuUsage(before);
  delays?.disable();
  return {
    ...{ seconds, dropped, cpuMicros: user + system },
    // The histogram counts from the timer's own millisecond on.
    delayP99: delays === undefined ? 0 : Math.max(0, delays.percentile(99) / 1e6 - 1),
  };
}

process.on('message', (message) => {
  round(orderSchema.parse(message)).then(
    // Nobody listens any more where the parent was told to end.
    (result) => process.send?.(result, undefined, undefined, () => undefined),
    (error: unknown) => {
      process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`);
      process.exit(1);
    },
  );
});
process.on('disconnect', () => process.exit(0));
process.send?.('ready');
