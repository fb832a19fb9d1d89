import type { Case, ExpectedFinding } from '@h-j-petroleum/standards-engine/testing';
import {
  library,
  main,
  mainRecorded,
  measured,
  options,
  others,
  record,
  recorded,
  recordFile,
} from './trees.ts';

const atRecord = (
  message: string,
  line: number,
  expected: string,
  actual: string,
): ExpectedFinding => ({ message, project: 'ui', file: recordFile, line, expected, actual });

const grew = (actual: string): ExpectedFinding => ({
  ...{ message: 'grew', project: 'ui', file: 'libs/ui/package.json', line: 6, fixable: false },
  expected:
    'at most 12.0 kB as recorded, and 200 B; or why it may grow, under `accepted` in standards.bundle.json',
  actual,
});
const reason = { accepted: { '.': 'Forms are validated in the browser.' } };
const bigger = { ...mainRecorded, gzip: 12_201, modules: { ...mainRecorded.modules, zod: 30_600 } };

export const recordCases: readonly Case[] = [
  {
    ...{ name: 'as recorded', kind: 'valid', ...recorded(record(), record()), findings: [] },
    measured: measured(main()),
  },
  {
    ...{ name: 'grown by no more than the tolerance', kind: 'valid', findings: [] },
    ...{ ...recorded(record(), record()), measured: measured(main(12_200)) },
  },
  {
    ...{ name: 'grown by a byte more', kind: 'invalid', ...recorded(record(), record()) },
    measured: measured(main(12_201, 30_600)),
    findings: [
      {
        ...grew('12.2 kB, which is 201 B more; minified: zod +600 B'),
        text: '`.` grew (gzip)',
      },
    ],
  },
  {
    ...{ name: 'the three that grew most, and one that the record does not list', kind: 'invalid' },
    ...recorded(record(), record()),
    measured: measured({
      ...{ name: '.', sizes: { raw: 90_000, initial: 90_000, gzip: 30_000, brotli: 25_000 } },
      modules: [
        { name: 'zod', bytes: 42_000 },
        { name: 'date-fns', bytes: 20_400 },
        { name: 'dist/index.js', bytes: 13_000 },
        { name: 'clsx', bytes: 1600 },
        { name: 'tslib', bytes: 400 },
      ],
    }),
    findings: [
      grew(
        '30.0 kB, which is 18.0 kB more; minified: date-fns at least +20.0 kB, zod +12.0 kB, dist/index.js +5.0 kB',
      ),
    ],
  },
  {
    ...{ name: 'a record that was raised without a reason', kind: 'invalid' },
    ...recorded({ entries: { '.': bigger } }, record()),
    measured: measured(main(12_201, 30_600)),
    findings: [grew('12.2 kB, which is 201 B more; minified: zod +600 B')],
  },
  {
    ...{ name: 'a reason that was accepted before allows nothing more', kind: 'invalid' },
    ...recorded(record({}, reason), record({}, reason)),
    measured: measured(main(12_201, 30_600)),
    findings: [grew('12.2 kB, which is 201 B more; minified: zod +600 B')],
  },
  {
    ...{ name: 'a new reason, and the sizes are written', kind: 'invalid' },
    ...recorded(record({}, reason), record()),
    measured: measured(main(12_201, 30_600)),
    findings: [
      {
        ...atRecord('record-behind', 3, '12.2 kB', '12.0 kB'),
        text: 'the record of `.` does not say what it ships now',
      },
    ],
    fixed: { [recordFile]: { entries: { '.': bigger }, ...reason } },
  },
  {
    ...{ name: 'a new reason with the sizes that it is for', kind: 'valid', findings: [] },
    ...recorded({ entries: { '.': bigger }, ...reason }, record()),
    measured: measured(main(12_201, 30_600)),
  },
  {
    ...{ name: 'smaller than recorded', kind: 'invalid' },
    ...recorded(record({ gzip: 12_500, modules: {} }), record({ gzip: 12_500, modules: {} })),
    measured: measured(main()),
    findings: [
      {
        ...atRecord('record-loose', 3, '12.0 kB', '12.5 kB'),
        text: 'the record of `.` allows more than it needs',
      },
    ],
    fixed: { [recordFile]: record() },
  },
  {
    ...{ name: 'an export that is gone, beside one that is not recorded', kind: 'invalid' },
    ...recorded({ entries: { './old': mainRecorded } }, { entries: { './old': mainRecorded } }),
    measured: measured(main()),
    findings: [
      {
        ...atRecord(
          'unrecorded',
          2,
          'its sizes in standards.bundle.json',
          '12.0 kB, minified: zod 30.0 kB, dist/index.js 8.0 kB, clsx 1.5 kB',
        ),
        text: '`.` has a size that nothing holds it to',
      },
      atRecord('record-loose', 3, 'nothing, because there is no such entry', 'sizes of it'),
    ],
    fixed: { [recordFile]: record() },
  },
  {
    ...{ name: 'neither budget nor record', kind: 'invalid', ...recorded(undefined, undefined) },
    measured: measured(main()),
    findings: [
      {
        ...{ message: 'unrecorded', project: 'ui', file: 'libs/ui/package.json', line: 6 },
        expected: 'its sizes in standards.bundle.json',
        actual: '12.0 kB, minified: zod 30.0 kB, dist/index.js 8.0 kB, clsx 1.5 kB',
      },
    ],
    fixed: { [recordFile]: record() },
  },
  {
    ...{ name: 'a record that was taken away is still what counts', kind: 'invalid' },
    ...recorded(undefined, record()),
    measured: measured(main(12_201, 30_600)),
    findings: [grew('12.2 kB, which is 201 B more; minified: zod +600 B')],
  },
  {
    ...{ name: 'a record that nobody can read', kind: 'invalid' },
    ...recorded('{ "entries": { ".": { "gzip": "12 kB" } } }', record()),
    measured: measured(main()),
    findings: [
      {
        ...atRecord(
          'record-broken',
          1,
          'what `standards fix` writes there',
          'entries > . > raw is missing, unknown, or of another kind',
        ),
        ...{ fixable: false, text: 'standards.bundle.json is no record of sizes' },
      },
    ],
  },
  {
    ...{ name: 'no history to compare with', kind: 'edge', options, findings: [] },
    ...{ tree: library({ [recordFile]: record() }), measured: measured(main()) },
    outcomes: {
      ...others,
      ui: {
        outcome: 'not-supported',
        reason: 'Whether standards.bundle.json was raised cannot be told. The case has no history.',
      },
    },
  },
];
