import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { devSystems } from '../../test/log-corpora/index.ts';
import { generate } from '../../test/log-corpora/corpus.ts';
import type { Fingerprinter, FingerprinterOptions } from './index.ts';
import { createFingerprinter, maskLine } from './index.ts';

function after(lines: readonly string[], options?: FingerprinterOptions): Fingerprinter {
  const fingerprinter = createFingerprinter(options);
  for (const line of lines) fingerprinter.add(line);
  return fingerprinter;
}

const templates = (lines: readonly string[]): readonly string[] =>
  after(lines)
    .groups()
    .map(({ template }) => template)
    .sort();

describe('one event', () => {
  it.each<[name: string, lines: string[], template: string]>([
    [
      'names after a word that lets expect one',
      ['Failed password for kofi from 1.2.3.4', 'Failed password for ingrid from 1.2.3.4'],
      'Failed password for <*> from <*>',
    ],
    [
      'common words among names',
      [
        'User kofi logged in',
        'User ingrid logged in',
        'User test logged in',
        'User guest logged in',
      ],
      'User <*> logged in',
    ],
    [
      'a name where others have a number',
      ['eth0: link is broken', 'br-lan: link is broken'],
      '<*>: link is broken',
    ],
    [
      'two gaps that vary at once',
      [
        'Job kofi started by ingrid now',
        'Job olu started by sven now',
        'Job noor started by yuki now',
      ],
      'Job <*> started by <*> now',
    ],
    [
      'nouns in a gap, if there are several',
      [
        'Read 5 rows from orders in 3 ms',
        'Read 5 rows from tickets in 3 ms',
        'Read 7 rows from customers in 1 ms',
      ],
      'Read <*> rows from <*> in <*>',
    ],
    [
      'states in capitals',
      [
        'Server db1 changed state from STARTING to RUNNING',
        'Server db1 changed state from RUNNING to STOPPING',
        'Server db1 changed state from STOPPING to DOWN',
        'Server db1 changed state from DOWN to STARTING',
      ],
      'Server <*> changed state from <*> to <*>',
    ],
    [
      'lists of any length',
      ['Loaded plugins: kofi, olu', 'Loaded plugins: kofi, sven, noor', 'Loaded plugins: yuki'],
      'Loaded plugins: <*>',
    ],
    [
      'free text behind a colon',
      [
        'Could not send mail: nobody home',
        'Could not send mail: the gate was closed',
        'Could not send mail: box full',
        'Could not send mail: try again later please',
      ],
      'Could not send mail: <*>',
    ],
    [
      'hosts with and without ports and numbers',
      [
        'Connected to database at vega:5432',
        'Connected to database at 10.0.0.1:5432',
        'Connected to database at node7',
      ],
      'Connected to database at <*>',
    ],
  ])('%s', (_, lines, template) => {
    expect(templates(lines)).toEqual([template]);
  });
});

describe('two events', () => {
  it.each<[name: string, lines: string[]]>([
    ['opposites', ['Session of kofi opened', 'Session of kofi closed']],
    [
      'states that are told by a word',
      ['Connection lost', 'Connection established', 'Connection refused'],
    ],
    [
      'what was tried',
      [
        'failed to parse the file',
        'failed to open the file',
        'failed to delete the file',
        'failed to locate the file',
      ],
    ],
    [
      'kinds of things that are named',
      ['permission denied for table orders', 'permission denied for schema orders'],
    ],
    [
      'parts of a system that share a prefix',
      ['wifi: scan done', 'wifi: got address', 'wifi: signal weak', 'wifi: bad password'],
    ],
    [
      'types of errors',
      ['java.io.IOException: stream closed', 'java.lang.IllegalStateException: stream closed'],
    ],
    ['a negation', ['checksum does match', 'checksum does not match']],
  ])('%s', (_, lines) => {
    expect(templates(lines)).toHaveLength(lines.length);
  });
});

describe('merges', () => {
  const lines = ['Login of kofi refused', 'Login of ingrid refused', 'Login of sven refused'];

  it('say why', () => {
    const merges = after(lines).merges();
    expect(merges).toHaveLength(2);
    expect(new Set(merges.map(({ reason }) => reason))).toEqual(
      new Set(['differ after "Login of" only, where 3 values were seen: ingrid, kofi, sven']),
    );
  });

  it('are taken apart for good, also by way of others', () => {
    const ids = lines.map((line) => after([]).add(line).id);
    const [kofi = 0n, ingrid = 0n, sven = 0n] = ids;
    const apart = after(lines, { unmerged: [[kofi, ingrid]] });
    expect(apart.groupOf(kofi)).toEqual({ id: kofi, template: 'Login of kofi refused' });
    // The third, and all that is new, stays with the group.
    expect(apart.groupOf(ingrid)?.id).toBe(apart.groupOf(sven)?.id);
    for (const name of ['olu', 'noor', 'yuki', 'node5']) apart.add(`Login of ${name} refused`);
    expect(apart.groups().map(({ count, template }) => [count, template])).toEqual([
      [6, 'Login of <*> refused'],
      [1, 'Login of kofi refused'],
    ]);
  });

  it('keep every pair of a set apart', () => {
    const ids = lines.map((line) => after([]).add(line).id);
    const [a = 0n, b = 0n, c = 0n] = ids;
    const pairs: [bigint, bigint][] = [
      [a, b],
      [c, b],
      [a, c],
    ];
    expect(after(lines, { unmerged: pairs }).groups()).toHaveLength(3);
  });
});

/** Which lines are together, in the order of lines. */
function partition(fingerprinter: Fingerprinter, lines: readonly string[]): string {
  const numbers = new Map<bigint, number>();
  return lines
    .map((line) => {
      const id = fingerprinter.groupOf(fingerprinter.add(line).id)?.id ?? 0n;
      const number = numbers.get(id) ?? numbers.size;
      numbers.set(id, number);
      return number;
    })
    .join();
}

const someLines = fc
  .tuple(fc.constantFrom(...devSystems), fc.integer({ min: 1, max: 1000 }))
  .map(([system, seed]) => generate(system, { seed, count: 150 }).lines);

describe('properties', () => {
  it('the order of lines plays no part', () => {
    fc.assert(
      fc.property(
        someLines.chain((lines) =>
          fc.tuple(
            fc.constant(lines),
            fc.shuffledSubarray([...lines], { minLength: lines.length }),
          ),
        ),
        ([lines, shuffled]) => {
          expect(partition(after(shuffled), lines)).toBe(partition(after(lines), lines));
        },
      ),
      { numRuns: 15 },
    );
  });

  it('how often a line came plays no part', () => {
    fc.assert(
      fc.property(someLines, (lines) => {
        expect(partition(after([...lines, ...lines, ...lines]), lines)).toBe(
          partition(after(lines), lines),
        );
      }),
      { numRuns: 10 },
    );
  });

  it('more lines take nothing apart', () => {
    fc.assert(
      fc.property(someLines, fc.integer({ min: 10, max: 140 }), (lines, count) => {
        const few = lines.slice(0, count);
        const before = after(few);
        const then = after(lines);
        const groupNow = new Map<bigint, bigint>();
        for (const line of few) {
          const { id } = then.add(line);
          const old = before.groupOf(id)?.id ?? 0n;
          const now = then.groupOf(id)?.id ?? 1n;
          expect(groupNow.get(old) ?? now, `${line}`).toBe(now);
          groupNow.set(old, now);
        }
      }),
      { numRuns: 25 },
    );
  });

  it('any lines are grouped without throwing, and every line has a group', () => {
    fc.assert(
      fc.property(
        fc.array(fc.string({ unit: 'binary', maxLength: 60 }), { maxLength: 30 }),
        (lines) => {
          const fingerprinter = after(lines);
          for (const line of lines)
            expect(fingerprinter.groupOf(fingerprinter.add(line).id)).toBeDefined();
          expect(fingerprinter.groups().reduce((sum, { count }) => sum + count, 0)).toBe(
            2 * lines.length,
          );
        },
      ),
      { numRuns: 300 },
    );
  });

  it('ids are those of the masked line alone', () => {
    expect(after(['a', 'b', 'c']).add('Order 5 placed')).toEqual({
      id: createFingerprinter().add('Order 7 placed').id,
      template: maskLine('Order 5 placed'),
    });
  });
});

describe('memory', () => {
  // Two hundred times what is kept, or eight hundred evictions of a quarter: more lines only do the same again.
  it('is bounded under 100,000 lines that share nothing, and what was left out is counted', () => {
    const fingerprinter = createFingerprinter({ limits: { maxTemplates: 500 } });
    for (let index = 0; index < 100; index += 1) fingerprinter.add('the common line');
    const letters = 'abcdefghijklmnop';
    let most = 0;
    for (let index = 0; index < 100_000; index += 1) {
      let word = '';
      for (let rest = index; word.length < 5; rest >>= 4) word += letters.charAt(rest & 15);
      fingerprinter.add(`line ${word} of ${word}`);
      if (index % 1000 === 0) most = Math.max(most, fingerprinter.stats().templates);
    }
    const stats = fingerprinter.stats();
    expect(most).toBeLessThanOrEqual(500);
    expect(stats.lines).toBe(100_100);
    expect(stats.evictedTemplates).toBe(100_001 - stats.templates);
    // What was frequent is kept.
    expect(
      fingerprinter.groups().find(({ template }) => template === 'the common line')?.count,
    ).toBe(100);
  });

  it('is bounded in bytes', () => {
    const fingerprinter = createFingerprinter({ limits: { maxBytes: 100_000 } });
    for (let index = 0; index < 2000; index += 1) {
      fingerprinter.add(
        `${'word '.repeat(index % 300)}${String.fromCharCode(97 + (index % 26)).repeat(1 + (index % 40))}`,
      );
    }
    expect(fingerprinter.stats().bytes).toBeLessThanOrEqual(100_000);
  });
});
