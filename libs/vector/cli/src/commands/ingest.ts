import type { Document, IngestProgress } from '@vector-toolkit/core';
import { ingest, VectorError } from '@vector-toolkit/core';
import type { Command } from 'commander';
import { Option } from 'commander';
import { embedderHelp } from '../embedder-named.ts';
import { several, wholeNumber } from '../options.ts';
import { progressLine } from '../output.ts';
import type { Chunking } from '../sources/files.ts';
import { chunkerFor, chunkings, documentsOf } from '../sources/files.ts';
import { documentsInLines } from '../sources/json-lines.ts';
import { documentsOfQuery } from '../sources/query-rows.ts';
import type { Surroundings } from '../surroundings.ts';

interface Options {
  readonly collection: string;
  readonly embedder: string;
  readonly chunk: Chunking;
  readonly maxTokens: number;
  readonly overlap: number;
  readonly parallel: number;
  readonly filterKey?: string[];
  readonly sql?: string;
  readonly textSearch?: string;
  readonly index: boolean;
}

/** From so many records on, an index is built after an ingestion. */
const indexFrom = 20_000;

export function registerIngest(
  program: Command,
  { output, url, embedder, withStore, show }: Surroundings,
): void {
  program
    .command('ingest')
    .description('Brings texts into a collection; what is there unchanged is not embedded again.')
    .argument(
      '[source...]',
      'files, folders, .jsonl files with {"id","text","metadata"} a line; - is standard input',
    )
    .requiredOption('-c, --collection <name>', 'the collection; made where it is not there')
    .option('-e, --embedder <name>', embedderHelp, 'local')
    .addOption(
      new Option('--chunk <how>', 'how texts are cut; JSON lines and rows are cut only when asked')
        .choices(chunkings)
        .default('auto'),
    )
    .option('--max-tokens <n>', 'tokens of a chunk', wholeNumber(1), 256)
    .option('--overlap <n>', 'tokens that a chunk shares with the one before', wholeNumber(0), 32)
    .option('--parallel <n>', 'calls of the embedder at once', wholeNumber(1), 4)
    .option(
      '--filter-key <key>',
      'key of metadata that is often filtered by; may be given several times',
      several,
    )
    .option(
      '--sql <query>',
      'rows of a query on the same database: columns id and text, the others metadata',
    )
    .option(
      '--text-search <configuration>',
      'how a new collection cuts texts into words: a text search configuration of PostgreSQL (default: english with the embedder local, simple with others)',
    )
    .option(
      '--no-index',
      `build no index, however many records there are (otherwise from ${indexFrom} on)`,
    )
    .addHelpText(
      'after',
      `
Examples:
  vector ingest docs README.md -c handbook
  vector ingest errors.jsonl -c errors --filter-key service
  vector ingest -c customers --sql "select id, name || ' ' || notes as text, country from customers"`,
    )
    .action(async (sources: string[], options: Options, command: Command) => {
      if (
        options.overlap >= options.maxTokens &&
        command.getOptionValueSource('overlap') !== 'default'
      )
        throw new VectorError(
          'VECTOR_BAD_OPTION',
          `--overlap ${options.overlap} must be less than --max-tokens ${options.maxTokens}: a chunk would hold nothing new.`,
        );
      if (sources.length === 0 && options.sql === undefined)
        throw new VectorError(
          'VECTOR_BAD_OPTION',
          'Nothing to ingest: name files or folders, or give --sql.',
        );
      const chosen = await embedder(options.embedder);
      const sizes = {
        maxTokens: options.maxTokens,
        overlapTokens: Math.min(options.overlap, options.maxTokens - 1),
        countTokens: (text: string) => chosen.countTokens(text),
      };
      await withStore(async (store) => {
        const isThere = (await store.list()).includes(options.collection);
        const textSearch =
          options.textSearch ?? (isThere ? undefined : textSearchFor(options.embedder));
        const collection = await store.open({
          name: options.collection,
          space: chosen.space,
          filterKeys: options.filterKey ?? [],
          ...(textSearch === undefined ? {} : { textSearch }),
        });
        const { filterKeys } = await collection.info();
        const unindexed = (options.filterKey ?? []).filter((key) => !filterKeys.includes(key));
        if (unindexed.length > 0)
          output.writeError(
            `Collection "${options.collection}" was made without an index on ${unindexed.join(', ')}: filtering by it works, and reads every record.\n`,
          );
        const progress = progressLine(output);
        const run = (source: AsyncIterable<Document>, name: string, chunking: Chunking) =>
          ingest({
            source,
            embedder: chosen,
            collection,
            parallel: options.parallel,
            chunkerOf: ({ id }) => chunkerFor(chunking, id, sizes),
            onProgress: (now) => progress.show(`${name}: ${sentenceOf(now)}`),
          });
        const total = emptyProgress();
        // Lines and rows are records already, unless it is said otherwise.
        const ofRecords = options.chunk === 'auto' ? 'none' : options.chunk;
        for (const source of sources) {
          if (source === '-' || source.endsWith('.jsonl') || source.endsWith('.ndjson'))
            addTo(total, await run(documentsInLines(source), source, ofRecords));
          else addTo(total, await run(documentsOf([source]), source, options.chunk));
        }
        if (options.sql !== undefined)
          addTo(total, await run(documentsOfQuery(url(), options.sql), 'query', ofRecords));
        progress.end();
        const records = await collection.count();
        const notices: string[] = [];
        const [described] = (await store.describe()).filter(
          ({ name }) => name === options.collection,
        );
        if (options.index && records >= indexFrom && described?.index === undefined) {
          output.writeError(`Building an index over ${records} records …\n`);
          await collection.buildIndex(
            { kind: 'hnsw' },
            { onNotice: (notice) => notices.push(notice) },
          );
        }
        for (const notice of notices) output.writeError(`${notice}\n`);
        show(
          {
            collection: options.collection,
            model: chosen.space.model,
            ...total,
            inCollection: records,
          },
          () =>
            `${options.collection} (${chosen.space.model}): ${sentenceOf(total)}; ${records} records in it.\n`,
        );
      });
    });
}

/** What is embedded as English is searched as English: words by their stems, without those that say nothing. */
const textSearchFor = (embedder: string): string => (embedder === 'local' ? 'english' : 'simple');

type Counts = { -readonly [Key in keyof IngestProgress]: number };

const emptyProgress = (): Counts => ({
  ...{ documents: 0, records: 0, unchanged: 0, embedded: 0 },
  ...{ inserted: 0, updated: 0, removed: 0, retries: 0 },
});

function addTo(total: Counts, more: IngestProgress): void {
  for (const key of Object.keys(total) as (keyof Counts)[]) total[key] += more[key];
}

const sentenceOf = ({
  documents,
  records,
  unchanged,
  inserted,
  updated,
  removed,
}: IngestProgress): string =>
  `${documents} documents, ${records} records: ${inserted} new, ${updated} changed, ${unchanged} unchanged, ${removed} removed`;
