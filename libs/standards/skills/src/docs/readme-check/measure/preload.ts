/**
 * What is loaded before a program of a README, as a module of its own: it must run in any Node, also from what is bundled.
 * It compares results, tells them to the process that measures, and keeps the program on this machine.
 */
export const preload = `
import { inspect, isDeepStrictEqual, format } from 'node:util';
import { Socket } from 'node:net';

const show = (value) => typeof value === 'string' && value.includes('\\n') ? value : inspect(value, { depth: 20, breakLength: Infinity, compact: 20, colors: false });
const tidy = (text) => text.replace(/\\s+/g, ' ').trim();
const tell = (line, expected, actual, same) => process.send?.({ line, expected, actual, same });
let pending;
globalThis.__readme = {
  value: (line, expected) => (actual) => {
    let same = tidy(show(actual)) === tidy(expected);
    if (!same) {
      try {
        same = isDeepStrictEqual(actual, (0, eval)('(' + expected + ')'));
      } catch {
        // It is a text, and was compared as one.
      }
    }
    tell(line, expected, show(actual), same);
    return actual;
  },
  printed: (line, expected) => { pending = { line, expected }; },
};
for (const method of ['log', 'info', 'debug', 'warn', 'error', 'dir', 'table']) {
  const print = console[method].bind(console);
  console[method] = (...values) => {
    if (pending) {
      const { line, expected } = pending;
      pending = undefined;
      const actual = method === 'dir' ? inspect(values[0]) : format(...values);
      tell(line, expected, actual, tidy(actual) === tidy(expected));
    }
    print(...values);
  };
}

const connect = Socket.prototype.connect;
Socket.prototype.connect = function (...given) {
  const [first, second] = Array.isArray(given[0]) ? given[0] : given;
  const host = typeof first === 'object' && first !== null ? first.path ?? first.host ?? 'localhost' : typeof second === 'string' ? second : 'localhost';
  if (host !== 'localhost' && !/^(?:127\\.|::1$|\\/)/.test(host)) {
    process.nextTick(() => this.destroy(new Error('A README is run without a network: ' + host)));
    return this;
  }
  return connect.apply(this, given);
};
`;
