import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { createInterface } from 'node:readline';
import type { Document, Metadata } from '@vector-toolkit/core';
import { VectorError } from '@vector-toolkit/core';
import * as z from 'zod/mini';

const scalar = z.union([z.string(), z.number(), z.boolean()]);
const documentShape = z.strictObject({
  id: z.union([z.string(), z.number()]),
  text: z.string(),
  metadata: z.optional(z.record(z.string(), z.union([scalar, z.array(scalar), z.null()]))),
});

/** Parsed lines of a file, or of standard input where it is called `-`. Throws `VECTOR_BAD_OPTION` with file and line, and what a line looks like. */
export async function* linesOf<Line>(
  file: string,
  shape: z.ZodMiniType<Line>,
  looksLike: string,
): AsyncGenerator<Line> {
  if (file !== '-' && !(await stat(file).catch(() => undefined))?.isFile())
    throw new VectorError('VECTOR_BAD_OPTION', `There is no file ${file}.`);
  const stream = file === '-' ? process.stdin : createReadStream(file, 'utf8');
  let number = 0;
  for await (const line of createInterface({ input: stream, crlfDelay: Infinity })) {
    number++;
    if (line.trim() === '') continue;
    yield parseLine(line, shape, `${file}:${number}`, looksLike);
  }
}

function parseLine<Line>(
  line: string,
  shape: z.ZodMiniType<Line>,
  place: string,
  looksLike: string,
): Line {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch (cause) {
    throw new VectorError('VECTOR_BAD_OPTION', `${place} is no JSON: ${line.slice(0, 60)}`, {
      cause,
    });
  }
  const { success, data, error } = z.safeParse(shape, value);
  if (success) return data;
  const [issue] = error.issues;
  throw new VectorError(
    'VECTOR_BAD_OPTION',
    `${place} is not as expected${issue?.path.length === 0 ? '' : ` at "${issue?.path.join('.')}"`}. A line looks like ${looksLike}.`,
  );
}

const example =
  '{"id": "a", "text": "…", "metadata": {"key": "…"}}, with texts, numbers, booleans, lists of these, or null, which is left out';

/** A null says that there is no value, as a key that is absent does. */
const withoutNulls = (
  metadata: Readonly<Record<string, Metadata[string] | null>>,
): Record<string, Metadata[string]> =>
  Object.fromEntries(
    Object.entries(metadata).flatMap(([key, value]) => (value === null ? [] : [[key, value]])),
  );

/** Documents of a file of JSON lines: `{"id": …, "text": …, "metadata": {…}}`. */
export async function* documentsInLines(file: string): AsyncGenerator<Document> {
  for await (const { id, text, metadata = {} } of linesOf(file, documentShape, example))
    yield { id: String(id), text, metadata: withoutNulls(metadata) };
}
