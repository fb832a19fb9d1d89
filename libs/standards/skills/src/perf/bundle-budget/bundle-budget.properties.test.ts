import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { MeasuredEntry } from './facts.ts';
import { judgeFacts } from './judge/judge.ts';
import { entriesOf } from './manifest/entries.ts';
import { matchesStar } from '../star.ts';
import type { BundleRecord } from './record/record.ts';
import { parseRecord, recordedOf, recordText } from './record/record.ts';
import { optionsSchema } from './options.ts';

const bytes = fc.integer({ min: 0, max: 3_000_000 });
const name = fc.constantFrom('.', './run', 'bin ui', 'constructor', '1');
const entry = fc
  .record({
    name,
    sizes: fc.record({ raw: bytes, initial: bytes, gzip: bytes, brotli: bytes }),
    modules: fc.uniqueArray(
      fc.record({
        name: fc.constantFrom('zod', 'toString', 'a.js', 'b.js', '@acme/x'),
        bytes: fc.integer({ min: 0, max: 3_000_000 }),
      }),
      { selector: (one) => one.name },
    ),
  })
  .map((one): MeasuredEntry => ({
    ...one,
    modules: [...one.modules].sort((a, b) => b.bytes - a.bytes),
  }));
const entries = fc.uniqueArray(entry, { selector: (one) => one.name });
const options = optionsSchema.parse({});

const recordOf = (all: readonly MeasuredEntry[]): BundleRecord => ({
  entries: Object.fromEntries(all.map((one) => [one.name, recordedOf(one)])),
});
const judge = (
  all: readonly MeasuredEntry[],
  now: BundleRecord | undefined,
  base: BundleRecord | undefined,
  settings = {},
) =>
  judgeFacts({ version: 1, bundler: 'esbuild', entries: [...all] }, settings, options, {
    now,
    base,
  }).map(({ message, data }) => `${message} ${data.entry}`);

describe('a record', () => {
  it('is read as it was written, and written as it was read', () => {
    fc.assert(
      fc.property(entries, fc.boolean(), (all, isAccepted) => {
        const accepted = Object.fromEntries(all.map((one) => [one.name, 'It is worth it.']));
        const record = { ...recordOf(all), ...(isAccepted && all.length > 0 ? { accepted } : {}) };
        const text = recordText(record);
        const read = parseRecord(text);
        if (typeof read === 'string') throw new Error(read);
        expect(recordText(read)).toBe(text);
      }),
    );
  });

  it('is a sentence or a record, whatever the file holds', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json()), (text) => {
        const read = parseRecord(text);
        if (typeof read === 'string') expect(read).not.toBe('');
        else expect(Object.keys(read)).toContain('entries');
      }),
    );
  });
});

describe('a judgement', () => {
  it('finds nothing in what is as recorded, and what is recorded of it holds', () => {
    fc.assert(
      fc.property(entries, (all) => {
        const record = recordOf(all);
        expect(judge(all, record, record)).toEqual([]);
      }),
    );
  });

  it('finds growth beyond the tolerance however the record of now reads, unless a reason is new', () => {
    fc.assert(
      fc.property(entry, entry, fc.integer({ min: 1, max: 1_000_000 }), (before, later, by) => {
        const one = { ...before, name: '.' };
        const recorded = one.sizes.gzip;
        const slack = Math.max(200, Math.floor(recorded / 100));
        const now = { ...later, name: '.', sizes: { ...later.sizes, gzip: recorded + slack + by } };
        for (const record of [recordOf([one]), recordOf([now]), undefined]) {
          expect(judge([now], record, recordOf([one]))).toEqual(['grew .']);
        }
        const accepted = { ...recordOf([now]), accepted: { '.': 'It is worth it.' } };
        expect(judge([now], accepted, recordOf([one]))).toEqual([]);
        expect(judge([now], accepted, { ...recordOf([one]), accepted: accepted.accepted })).toEqual(
          ['grew .'],
        );
      }),
    );
  });

  it('says of every entry that neither budget nor record holds, and of no other', () => {
    fc.assert(
      fc.property(entries, (all) => {
        expect(judge(all, undefined, undefined).sort()).toEqual(
          all.map((one) => `unrecorded ${one.name}`).sort(),
        );
        expect(judge(all, undefined, undefined, { budgets: { '*': '3 MB' } })).toEqual([]);
      }),
    );
  });

  it('holds a budget to the byte', () => {
    fc.assert(
      fc.property(entry, (one) => {
        const at = (limit: number) =>
          judge([one], undefined, undefined, { budgets: { '*': limit } });
        expect(at(one.sizes.gzip)).toEqual([]);
        fc.pre(one.sizes.gzip > 0);
        expect(at(one.sizes.gzip - 1)).toEqual([`over-budget ${one.name}`]);
      }),
    );
  });
});

it('reads any manifest', () => {
  const field = fc.oneof(fc.jsonValue(), fc.string());
  fc.assert(
    fc.property(
      fc.record(
        { name: field, exports: field, main: field, module: field, browser: field, bin: field },
        { requiredKeys: [] },
      ),
      (manifest) => {
        for (const { name: of, target } of entriesOf(manifest, {})) {
          expect([typeof of, typeof target]).toEqual(['string', 'string']);
        }
      },
    ),
  );
});

it('matches patterns as a regular expression does', () => {
  const text = fc.string({ unit: fc.constantFrom('a', 'b', '/', '*'), maxLength: 8 });
  fc.assert(
    fc.property(text, text, (pattern, given) => {
      const expression = new RegExp(`^${pattern.split('*').join('.*')}$`);
      expect(matchesStar(pattern, given)).toBe(expression.test(given));
    }),
    { numRuns: 500 },
  );
});
