import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import type { Document } from '@vector-toolkit/core';
import { VectorError } from '@vector-toolkit/core';
import { z } from 'zod/mini';

const scalar = z.union([z.string(), z.number(), z.boolean()]);
const documentShape = z.strictObject({
  id: z.union([z.string(), z.number()]),
  text: z.string(),
  metadata: z.optional(z.record(z.string(), z.union([scalar, z.array(scalar)]))),
});

/** Parsed lines of a file, or of standard input where it is called `-`. Throws `VECTOR_BAD_OPTION` with file and line. */
export async function* linesOf<Line>(
  file: string,
  shape: z.ZodMiniType<Line>,
): AsyncGenerator<Line> {
  const stream = file === '-' ? process.stdin : createReadStream(file, 'utf8');
  let number = 0;
  for await (const line of createInterface({ input: stream, crlfDelay: Infinity })) {
    number++;
    if (line.trim() === '') continue;
    yield parseLine(line, shape, `${file}:${number}`);
  }
}

function parseLine<Line>(line: string, shape: z.ZodMiniType<Line>, place: string): Line {
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
    `${place} is not as expected${issue?.path.length === 0 ? '' : ` at "${issue?.path.join('.')}"`}: ${issue?.message ?? 'it has another shape'}.`,
  );
}

/** Documents of a file of JSON lines: `{"id": …, "text": …, "metadata": {…}}`. */
export async function* documentsInLines(file: string): AsyncGenerator<Document> {
  for await (const { id, text, metadata } of linesOf(file, documentShape))
    yield { id: String(id), text, ...(metadata === undefined ? {} : { metadata }) };
}
