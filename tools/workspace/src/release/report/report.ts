import type { Packed } from '../tarball/release.ts';
import type { Download } from './downloads.ts';

export interface StrangerOutcome {
  readonly title: string;
  readonly ok: boolean;
  /** What it saw, or why it failed. */
  readonly text: string;
}

/** What a rehearsal tells. Sizes are bytes. */
export interface RehearsalReport {
  readonly schemaVersion: 1;
  readonly ok: boolean;
  readonly packages: readonly (Packed & { readonly download: Download | null })[];
  readonly strangers: readonly StrangerOutcome[];
}

/** For a terminal. */
export function asText({ packages, strangers }: RehearsalReport): string {
  const rows = [header, ...packages.map(row)];
  const widths = header.map((_, column) =>
    Math.max(...rows.map((cells) => cell(cells, column).length)),
  );
  const lines = rows.map((cells) =>
    widths
      .map((width, column) => {
        const text = cell(cells, column);
        return column === 0 || column === header.length - 1
          ? text.padEnd(width)
          : text.padStart(width);
      })
      .join('  ')
      .trimEnd(),
  );
  return `${[...lines, '', ...strangers.map(line)].join('\n')}\n`;
}

/** For a page or the summary of a workflow. */
export function asMarkdown({ packages, strangers }: RehearsalReport): string {
  const rows = packages.map((packed) => `| ${row(packed).join(' | ')} |`);
  return `${[
    `| ${header.join(' | ')} |`,
    '| --- | --: | --: | --: | --: | --: | --- |',
    ...rows,
    '',
    ...strangers.map((outcome) => `- ${line(outcome).replaceAll('\n', '\n  ')}`),
  ].join('\n')}\n`;
}

const header = [
  'package',
  'tarball',
  'unpacked',
  'files',
  'exports',
  'typed',
  'a consumer downloads',
];

function row({
  name,
  version,
  size,
  unpackedSize,
  files,
  exports,
  download,
}: RehearsalReport['packages'][number]): readonly string[] {
  return [
    `${name}@${version}`,
    bytes(size),
    bytes(unpackedSize),
    `${files}`,
    `${exports.length}`,
    `${exports.filter(({ types }) => types !== null).length}`,
    download === null ? '-' : `${bytes(download.bytes)} in ${download.packages} packages`,
  ];
}

function cell(cells: readonly string[], column: number): string {
  return cells[column] ?? '';
}

function line({ ok, title, text }: StrangerOutcome): string {
  return `${ok ? '✔' : '✗'} ${title}: ${text}`;
}

/** Of a thousand to the kilobyte, as registries write sizes. */
export function bytes(count: number): string {
  if (count < 1000) return `${count} B`;
  const [unit, size] = count < 999_950 ? ['kB', count / 1000] : ['MB', count / 1_000_000];
  return `${size.toFixed(1)} ${unit}`;
}
