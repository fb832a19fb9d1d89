import { readdir, readFile, stat } from 'node:fs/promises';
import { extname, join, relative, sep } from 'node:path';
import type { Chunker, ChunkOptions, Document } from '@vector-toolkit/core';
import { byCode, byMarkdown, bySentences, byTokens, VectorError } from '@vector-toolkit/core';

/** How texts are cut; `auto` by the ending of the file's name. */
export const chunkings = ['auto', 'markdown', 'code', 'sentences', 'tokens', 'none'] as const;
export type Chunking = (typeof chunkings)[number];

const markdown = new Set(['.md', '.mdx', '.markdown']);
const prose = new Set(['.txt', '.rst', '.adoc', '.html', '.log', '']);
const code = new Set(
  '.c .cc .cpp .cs .css .go .h .java .js .json .jsx .kt .mjs .php .py .rb .rs .scala .sh .sql .swift .toml .ts .tsx .xml .yaml .yml'.split(
    ' ',
  ),
);

/** The chunker for a file of this name; undefined where its text is one record. */
export function chunkerFor(
  chunking: Chunking,
  name: string,
  options: ChunkOptions,
): Chunker | undefined {
  const ending = extname(name).toLowerCase();
  const kind =
    chunking !== 'auto'
      ? chunking
      : markdown.has(ending)
        ? 'markdown'
        : code.has(ending)
          ? 'code'
          : 'sentences';
  switch (kind) {
    case 'markdown':
      return byMarkdown(options);
    case 'code':
      return byCode(options);
    case 'sentences':
      return bySentences(options);
    case 'tokens':
      return byTokens(options);
    case 'none':
      return undefined;
  }
}

/** Folders that hold what others made. */
const skipped = new Set(['node_modules', '.git', 'dist', 'build', 'coverage', '.nx', '.cache']);

/**
 * The texts of files, and of those in folders whose ending says that they hold text. Ids are paths from the working folder,
 * with `/`. Throws `VECTOR_BAD_OPTION` where a path is not there.
 */
export async function* documentsOf(paths: readonly string[]): AsyncGenerator<Document> {
  for (const path of paths) {
    const found = await stat(path).catch(() => undefined);
    if (found === undefined)
      throw new VectorError('VECTOR_BAD_OPTION', `There is no file or folder ${path}.`);
    if (found.isDirectory()) yield* folder(path);
    else yield await document(path);
  }
}

async function* folder(path: string): AsyncGenerator<Document> {
  const entries = await readdir(path, { withFileTypes: true });
  for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
    const inside = join(path, entry.name);
    if (entry.isDirectory() && !skipped.has(entry.name)) yield* folder(inside);
    const ending = extname(entry.name).toLowerCase();
    if (
      entry.isFile() &&
      ending !== '' &&
      (markdown.has(ending) || prose.has(ending) || code.has(ending))
    )
      yield await document(inside);
  }
}

async function document(path: string): Promise<Document> {
  const id = relative(process.cwd(), path).split(sep).join('/').replaceAll('#', '%23');
  return {
    id,
    text: await readFile(path, 'utf8'),
    metadata: { path: id, type: extname(path).slice(1) },
  };
}
