import type { Command } from 'commander';
import { Option } from 'commander';
import { SignalsError } from '../errors.ts';
import type { Fingerprinter, LineGroup } from '../fingerprints/index.ts';
import { createFingerprinter, fingerprintError } from '../fingerprints/index.ts';
import { joinFingerprints } from '../maintenance/join-fingerprints.ts';
import { unmergeFingerprints } from '../queries/fingerprint-merges.ts';
import { recordWithStack } from './log-record.ts';
import type { Surroundings } from './main.ts';
import type { Output } from './output.ts';
import { printable, table } from './output.ts';
import { readLines } from './read-lines.ts';

type Format = 'table' | 'json' | 'ndjson';

interface Options {
  readonly format?: Format;
  readonly assign: boolean;
  readonly reasons: boolean;
  readonly limit: string;
  readonly maxTemplates: string;
}

const examples = `
A line is read as it is: with its time, level and logger or without, as one JSON object a line or as text.
JSON records with a stack are grouped by their stack.

Examples:
  signals fingerprint app.log                          the groups, the most frequent first
  journalctl -o cat -u web | signals fingerprint -     from standard input
  signals fingerprint app.log --reasons                and why templates were joined
  signals fingerprint app.log --assign                 line, id and template of every line, tab-separated
  signals fingerprint app.log --assign --format ndjson | jq .id
`;

/** The commands that group errors: of a file with no database, and of the store. */
export function registerFingerprint(
  program: Command,
  { output, show, withDatabase }: Surroundings,
): void {
  program
    .command('join')
    .description(
      'join fingerprints of the store that differ in values alone, and record why; harmless to run again',
    )
    .action(async () => {
      const report = await withDatabase(joinFingerprints);
      show(report, () =>
        [
          `${report.compared} fingerprints compared, ${report.merges.length} joined.`,
          ...report.merges.map(
            ({ child, parent, reason }) => `${child} -> ${parent}  ${printable(reason)}`,
          ),
          '',
        ].join('\n'),
      );
    });
  program
    .command('unmerge')
    .description('take two fingerprints apart, for good: they never count as one again')
    .argument('<child>', 'the fingerprint that was merged')
    .argument('<parent>', 'the one that it was merged into')
    .requiredOption('--reason <text>', 'why')
    .action(async (child: string, parent: string, { reason }: { reason: string }) => {
      for (const id of [child, parent]) {
        if (!/^-?\d{1,19}$/.test(id)) {
          throw new SignalsError(
            'SIGNALS_BAD_OPTION',
            `"${id}" is no fingerprint. They are whole numbers, as signals errors shows them; write -- before a negative one.`,
          );
        }
      }
      await withDatabase((database) => unmergeFingerprints(database, { child, parent }, reason));
      show({ child, parent }, () => `${child} and ${parent} are apart.\n`);
    });
  program
    .command('fingerprint')
    .description(
      'group the lines of a log by what they say, whatever values they hold; needs no database',
    )
    .argument('[file]', 'a log; - or nothing reads standard input', '-')
    .addOption(
      new Option('--format <format>', 'how groups or lines are written (default: table)').choices([
        'table',
        'json',
        'ndjson',
      ]),
    )
    .option('--assign', 'write the group of every line, after all lines were read', false)
    .option('--reasons', 'in a table: why templates were joined', false)
    .option('--limit <count>', 'groups at most in a table', '100')
    .option('--max-templates <count>', 'distinct templates that are kept in memory', '20000')
    .addHelpText('after', examples)
    .action(async (file: string, options: Options, command: Command) => {
      const { json } = command.optsWithGlobals<{ json?: boolean }>();
      const format = options.format ?? (json === true ? 'json' : 'table');
      const fingerprinter = createFingerprinter({
        limits: { maxTemplates: positive('--max-templates', options.maxTemplates) },
      });
      const limit = positive('--limit', options.limit);
      const ids = await readAll(file, fingerprinter, output, options.assign);
      if (options.assign) await writeLines(output, fingerprinter, ids, format);
      else writeGroups(output, fingerprinter, format, options.reasons, limit);
      const { evictedTemplates, evictedLines } = fingerprinter.stats();
      if (evictedTemplates > 0) {
        output.writeError(
          `note: ${evictedTemplates} templates of ${evictedLines} lines were forgotten, the rarest first; --max-templates keeps more.\n`,
        );
      }
    });
}

function positive(option: string, text: string): number {
  const count = Number(text);
  if (!Number.isSafeInteger(count) || count < 1) {
    throw new SignalsError(
      'SIGNALS_BAD_OPTION',
      `${option} takes a whole number from 1 on, not "${text}".`,
    );
  }
  return count;
}

/** Ids of lines, eight bytes each. */
class Ids {
  #ids = new BigInt64Array(4096);
  length = 0;

  push(id: bigint): void {
    if (this.length === this.#ids.length) {
      const grown = new BigInt64Array(2 * this.length);
      grown.set(this.#ids);
      this.#ids = grown;
    }
    this.#ids[this.length] = id;
    this.length += 1;
  }

  at(index: number): bigint {
    return this.#ids[index] ?? 0n;
  }
}

const progressEveryMs = 5000;

async function readAll(
  file: string,
  fingerprinter: Fingerprinter,
  output: Output,
  keepIds: boolean,
): Promise<Ids> {
  const ids = new Ids();
  const start = performance.now();
  let told = start;
  let lines = 0;
  for await (const some of readLines(file)) {
    for (const line of some) {
      const id = addLine(fingerprinter, line);
      if (keepIds) ids.push(id);
    }
    lines += some.length;
    const now = performance.now();
    if (now - told >= progressEveryMs) {
      told = now;
      const rate = Math.round(lines / ((now - start) / 1000));
      output.writeError(
        `${lines} lines, ${fingerprinter.stats().templates} templates, ${rate} lines/s\n`,
      );
    }
  }
  return ids;
}

function addLine(fingerprinter: Fingerprinter, line: string): bigint {
  const thrown = recordWithStack(line);
  if (thrown === undefined) return fingerprinter.add(line).id;
  const { id, kind, template, frames } = fingerprintError(thrown);
  if (kind === 'message') return fingerprinter.add(line).id;
  fingerprinter.addStack({ id, template: `${thrown.type ?? template} at ${frames[0] ?? ''}` });
  return id;
}

async function writeLines(
  output: Output,
  fingerprinter: Fingerprinter,
  ids: Ids,
  format: Format,
): Promise<void> {
  let text = format === 'json' ? '[' : '';
  for (let index = 0; index < ids.length; index += 1) {
    const id = ids.at(index);
    const group = fingerprinter.groupOf(id);
    const line = index + 1;
    if (format === 'table')
      text += `${line}\t${group?.id ?? id}\t${printable(group?.template ?? '', 4096)}\n`;
    else {
      const separator = format === 'ndjson' ? '' : index === 0 ? '\n' : ',\n';
      text += `${separator}${JSON.stringify({ line, id: String(group?.id ?? id), template: group?.template ?? null })}`;
      if (format === 'ndjson') text += '\n';
    }
    if (text.length > 1 << 16) {
      output.write(text);
      text = '';
      await output.drained?.();
    }
  }
  output.write(format === 'json' ? `${text}\n]\n` : text);
}

function writeGroups(
  output: Output,
  fingerprinter: Fingerprinter,
  format: Format,
  withReasons: boolean,
  limit: number,
): void {
  const groups = fingerprinter.groups();
  const reasons = new Map(fingerprinter.merges().map(({ child, reason }) => [child, reason]));
  if (format === 'table') {
    const shown = groups.slice(0, limit);
    output.write(
      table(
        ['count', 'joined', 'fingerprint', 'template'],
        shown.flatMap((group) => [
          [
            String(group.count),
            group.members.length > 1 ? String(group.members.length) : '',
            String(group.id),
            printable(group.template),
          ],
          ...(withReasons
            ? reasonsOf(group, reasons).map((reason) => ['', '', '', `  ${printable(reason, 200)}`])
            : []),
        ]),
      ),
    );
    if (groups.length > limit)
      output.write(`and ${groups.length - limit} more; --limit shows more.\n`);
    return;
  }
  const values = groups.map((group) => ({
    id: String(group.id),
    template: group.template,
    count: group.count,
    members: group.members.map(({ id, template, count }) => ({
      id: String(id),
      template,
      count,
      ...(reasons.has(id) && { reason: reasons.get(id) }),
    })),
  }));
  output.write(
    format === 'json'
      ? `${JSON.stringify(values, null, 2)}\n`
      : values.map((value) => `${JSON.stringify(value)}\n`).join(''),
  );
}

function reasonsOf(group: LineGroup, reasons: ReadonlyMap<bigint, string>): readonly string[] {
  return [...new Set(group.members.flatMap(({ id }) => reasons.get(id) ?? []))].slice(0, 5);
}
