import { seeded } from '@vector-toolkit/core/conformance';
import type { Grouped } from './sets.ts';

const random = seeded(7);
const below = (limit: number): number => Math.floor(random() * limit);
const pick = (words: readonly string[]): string => words[below(words.length)] ?? '';
const num = (): string => String(below(100_000));
const hex = (): string => below(0xffffffff).toString(16);
const ip = (): string => [0, 0, 0, 0].map(() => below(256)).join('.');
const user = (): string => pick(['alice', 'bob', 'carol', 'dmitri', 'erin', 'farid', 'root']);
const path = (): string =>
  `/${pick(['var', 'srv', 'home', 'data'])}/${pick(['log', 'db', 'cache', 'spool'])}/${hex()}`;

const statements: readonly (() => string)[] = [
  () => `Connection from ${ip()}:${num()} refused by policy ${hex()}`,
  () => `Failed password for ${user()} from ${ip()} port ${num()}`,
  () => `Accepted key for ${user()} from ${ip()} port ${num()}`,
  () => `Session opened for user ${user()} by uid ${num()}`,
  () => `Session closed for user ${user()}`,
  () => `Out of memory: killed process ${num()} (${pick(['java', 'node', 'postgres'])})`,
  () => `Block blk_${num()} received from ${ip()} size ${num()}`,
  () => `Block blk_${num()} deleted from ${path()}`,
  () => `Block blk_${num()} replicated to ${ip()}`,
  () => `Slow query took ${num()} ms: select ${hex()}`,
  () => `Query cancelled after ${num()} ms by user ${user()}`,
  () => `Checkpoint complete: wrote ${num()} buffers`,
  () => `Checkpoint starting: time`,
  () => `GET ${path()} 200 ${num()}`,
  () => `GET ${path()} 404 ${num()}`,
  () => `POST ${path()} 500 ${num()}`,
  () => `Temperature of sensor ${num()} above threshold: ${num()} C`,
  () => `Fan ${num()} stopped, replacing`,
  () => `Disk ${path()} is ${num()} % full`,
  () => `No space left on device ${path()}`,
  () => `Job ${hex()} finished in ${num()} s`,
  () => `Job ${hex()} failed with exit code ${num()}`,
  () => `Job ${hex()} queued behind ${num()} others`,
  () => `Leader election won by node${num()} in term ${num()}`,
  () => `Lost heartbeat of node${num()} for ${num()} ms`,
  () => `Certificate of ${hex()}.example expires in ${num()} days`,
  () => `Retrying request ${hex()} after ${num()} ms`,
  () => `Cache miss for key user:${num()}`,
  () => `Cache evicted ${num()} entries`,
  () => `Container ${hex()} started image ${pick(['api', 'web', 'worker'])}:${num()}`,
  () => `Container ${hex()} exited with status ${num()}`,
  () => `Thread pool exhausted: ${num()} active, ${num()} queued`,
  () => `Deadlock detected between transaction ${num()} and ${num()}`,
  () => `Invoice INV-${num()} sent to ${user()}@example.org`,
  () => `Payment of order ${num()} declined by bank ${num()}`,
  () => `Battery at ${num()} percent, switching off`,
  () => `Bluetooth device ${hex()} paired`,
  () => `USB device ${num()} disconnected from port ${num()}`,
  () => `Parsed ${num()} rows of file ${path()} with ${num()} errors`,
  () => `Skipped row ${num()}: missing column ${pick(['price', 'date', 'name'])}`,
];

/** Six lines of each statement. */
export function logLines(): Grouped[] {
  return statements.flatMap((write, at) =>
    Array.from({ length: 6 }, () => ({ group: String(at), text: write() })),
  );
}
