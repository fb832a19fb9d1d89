// How well and how fast lines of logs are grouped, on corpora of our own (test/log-corpora), against Drain and a bare pass of regular
// expressions in the same run. Writes a table to standard error and JSON to standard output.
// node --conditions=@h-j-petroleum/source libs/toolkit/signals/bench/fingerprints.ts [seeds] [dev|held-out]
import { createFingerprinter, maskLine } from '../src/fingerprints/index.ts';
import type { LabelledLines, LogSystem } from '../test/log-corpora/corpus.ts';
import { generate } from '../test/log-corpora/corpus.ts';
import { devSystems, heldOutSystems } from '../test/log-corpora/index.ts';
import { groupingAccuracy } from './accuracy.ts';
import { Drain } from './drain.ts';

const seeds = Number(process.argv[2] ?? 5);
const only = process.argv[3];
const linesEach = 2000;

/** What programs do that mask before they group: the usual dozen of expressions, one after the other. */
const expressions: readonly (readonly [RegExp, string])[] = [
  [/\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}:\d{2}(?:[.,]\d+)?Z?/g, '<TIME>'],
  [/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/gi, '<UUID>'],
  [/\b(?:[0-9a-f]{2}:){5}[0-9a-f]{2}\b/gi, '<MAC>'],
  [/\b\d{1,3}(?:\.\d{1,3}){3}(?::\d+)?\b/g, '<IP>'],
  [/\bhttps?:\/\/\S+/g, '<URL>'],
  [/\b[\w.+-]+@[\w-]+\.[\w.]+\b/g, '<MAIL>'],
  [/(?:\/[\w.-]+)+/g, '<PATH>'],
  [/\b0x[0-9a-f]+\b/gi, '<HEX>'],
  [/"[^"]*"/g, '"<TEXT>"'],
  [/\b[0-9a-f]{12,}\b/gi, '<HASH>'],
  [/\b\d+(?:\.\d+)?(?:ms|s|KB|MB|GB|%)?/g, '<NUM>'],
];

function maskByExpressions(line: string): string {
  let masked = line;
  for (const [expression, replacement] of expressions)
    masked = masked.replaceAll(expression, replacement);
  return masked;
}

interface Method {
  readonly name: string;
  /** Whether lines are given with their headers; Drain's authors give it messages alone. */
  readonly wholeLines?: boolean;
  readonly group: (lines: readonly string[]) => readonly unknown[];
}

const fingerprint = (lines: readonly string[]): readonly unknown[] => {
  const fingerprinter = createFingerprinter();
  const ids = lines.map((line) => fingerprinter.add(line).id);
  return ids.map((id) => fingerprinter.groupOf(id)?.id);
};

const methods: readonly Method[] = [
  { name: 'fingerprinter', group: fingerprint },
  { name: 'with headers', wholeLines: true, group: fingerprint },
  { name: 'mask alone', group: (lines) => lines.map((line) => maskLine(line)) },
  {
    name: 'drain',
    group: (lines) => {
      const drain = new Drain();
      return lines.map((line) => drain.add(line));
    },
  },
  {
    name: 'expressions + drain',
    group: (lines) => {
      const drain = new Drain();
      return lines.map((line) => drain.add(maskByExpressions(line)));
    },
  },
  { name: 'expressions', group: (lines) => lines.map(maskByExpressions) },
];

const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;

/** Lines a second of processor time; what is compiled first is warm. */
function speed(method: Method, lines: readonly string[]): number {
  method.group(lines);
  const rounds = 3;
  const before = process.cpuUsage();
  for (let round = 0; round < rounds; round += 1) method.group(lines);
  const { user, system } = process.cpuUsage(before);
  return Math.round((rounds * lines.length) / ((user + system) / 1e6));
}

const sets = [
  { set: 'dev', systems: devSystems },
  { set: 'held-out', systems: heldOutSystems },
].filter(({ set }) => only === undefined || set === only);

const corpora = (system: LogSystem, withHeader: boolean): LabelledLines[] =>
  Array.from({ length: seeds }, (_, seed) =>
    generate(system, { seed: seed + 1, count: linesEach, withHeader }),
  );

const rows = sets.flatMap(({ set, systems }) =>
  systems.map((system) => {
    const messages = corpora(system, false);
    const wholeLines = corpora(system, true);
    return {
      set,
      system: system.name,
      templates: system.templates.length,
      accuracy: Object.fromEntries(
        methods.map(({ name, wholeLines: whole, group }) => [
          name,
          mean(
            (whole ? wholeLines : messages).map(({ lines, labels }) =>
              groupingAccuracy(group(lines), labels),
            ),
          ),
        ]),
      ),
    };
  }),
);
const means = sets.map(({ set }) => ({
  set,
  accuracy: Object.fromEntries(
    methods.map(({ name }) => [
      name,
      mean(rows.filter((row) => row.set === set).map(({ accuracy }) => accuracy[name] ?? 0)),
    ]),
  ),
}));
const mixed = sets
  .flatMap(({ systems }) => systems)
  .flatMap((system) => generate(system, { seed: 1, count: linesEach, withHeader: true }).lines);
const speeds = methods.map(({ name, group }) => ({
  name,
  linesPerCpuSecond: speed({ name, group }, mixed),
}));

const cell = (value: number): string => value.toFixed(3).padStart(20);
process.stderr.write(
  `${'grouping accuracy'.padEnd(32)}${methods.map(({ name }) => name.padStart(20)).join('')}\n`,
);
for (const row of [...rows, ...means.map((one) => ({ ...one, system: 'mean' }))]) {
  process.stderr.write(
    `${`${row.set} ${row.system}`.padEnd(32)}${methods.map(({ name }) => cell(row.accuracy[name] ?? 0)).join('')}\n`,
  );
}
process.stderr.write(
  `${'lines a CPU second'.padEnd(32)}${speeds.map(({ linesPerCpuSecond }) => String(linesPerCpuSecond).padStart(20)).join('')}\n`,
);
process.stdout.write(`${JSON.stringify({ seeds, linesEach, rows, means, speeds }, null, 2)}\n`);
