import { mkdirSync, writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import type { Row } from './row.ts';
import { isReached, ratioOf } from './row.ts';

const file = join(import.meta.dirname, '../reports/bench-vector.json');

const short = (value: number): string => String(Number(value.toPrecision(4)));

/** Writes the figures as JSON, and gives them so, or as a table with what was reached and what was missed. */
export function report(
  rows: readonly Row[],
  notes: Readonly<Record<string, string>>,
  isJson: boolean,
): string {
  const figures = rows.map((row) => {
    const ratio = ratioOf(row);
    return {
      ...row,
      ...(ratio === undefined ? {} : { ratio: Number(ratio.toPrecision(3)) }),
      ...(row.aim === undefined ? {} : { reached: isReached(row) }),
    };
  });
  mkdirSync(join(file, '..'), { recursive: true });
  const all = { node: process.version, cores: availableParallelism(), ...notes, rows: figures };

  writeFileSync(file, `${JSON.stringify(all, null, 2)}\n`);
  if (isJson) return `${JSON.stringify(all)}\n`;
  const cells = rows.map((row) => {
    const ratio = ratioOf(row);
    const reached = isReached(row);
    const aim =
      row.aim === undefined
        ? ''
        : 'least' in row.aim
          ? `at least ${row.aim.least}`
          : `at most ${row.aim.most}`;
    return [
      row.name,
      `${short(row.ours)} ${row.unit}`,
      row.peer?.name ?? '',
      row.peer === undefined ? '' : short(row.peer.value),
      ratio === undefined ? '' : ratio.toFixed(2),
      reached === undefined ? '' : `${aim}: ${reached ? 'reached' : 'missed'}`,
    ];
  });
  const remarks = rows.flatMap(({ name, note }) =>
    note === undefined ? [] : [`- ${name}: ${note}`],
  );
  const missed = rows.filter((row) => isReached(row) === false);
  const aims = rows.filter(({ aim }) => aim !== undefined).length;
  return [
    ...table(['what', 'ours', 'peer', 'theirs', 'ratio', 'aim'], cells),
    '',
    ...remarks,
    ...Object.values(notes).map((note) => `- ${note}`),
    '',
    `${aims - missed.length} of ${aims} aims reached${missed.length === 0 ? '' : `; missed: ${missed.map(({ name }) => name).join('; ')}`}`,
    '',
  ].join('\n');
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string[] {
  const widths = head.map((name, at) =>
    Math.max(name.length, ...rows.map((row) => (row[at] ?? '').length)),
  );
  const line = (cells: readonly string[], fill = ' '): string =>
    `| ${cells.map((cell, at) => cell.padEnd(widths[at] ?? 0, fill)).join(' | ')} |`;
  return [
    line(head),
    line(
      head.map(() => ''),
      '-',
    ),
    ...rows.map((row) => line(row)),
  ];
}
