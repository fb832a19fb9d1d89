import { createHash } from 'node:crypto';
import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { VectorError } from '@vector-toolkit/core/embedder';
import * as z from 'zod/mini';

/** A folder with a model. Its files are read as anything that was downloaded is: sizes, offsets and ids are checked before they are used. */
export interface ModelFolder {
  readonly path: string;
  /** Where a file of the folder is, for errors. */
  file(name: string): string;
  has(name: string): Promise<boolean>;
  /** Throws `VECTOR_BAD_MODEL` where the file is missing. */
  bytes(name: string): Promise<Uint8Array>;
  /** What a JSON file holds, `undefined` where there is none. Throws `VECTOR_BAD_MODEL` where it is not of this shape. */
  json<Shape extends z.core.$ZodType>(
    name: string,
    shape: Shape,
  ): Promise<z.infer<Shape> | undefined>;
}

/** @param kind what the folder is to hold, for errors: `a static model` */
export async function openModelFolder(path: string, kind: string): Promise<ModelFolder> {
  const isFolder = await stat(path).then(
    (found) => found.isDirectory(),
    () => false,
  );
  if (!isFolder)
    throw new VectorError(
      'VECTOR_BAD_MODEL',
      `There is no folder ${path}. Give the folder that holds ${kind}.`,
    );
  const file = (name: string): string => join(path, name);
  const read = async (name: string): Promise<Uint8Array | undefined> => {
    try {
      return await readFile(file(name));
    } catch (cause) {
      if (isMissing(cause)) return undefined;
      throw new VectorError(
        'VECTOR_BAD_MODEL',
        `${file(name)} cannot be read: ${reasonOf(cause)}.`,
        { cause },
      );
    }
  };
  return {
    path,
    file,
    has: async (name) =>
      stat(file(name)).then(
        (found) => found.isFile(),
        () => false,
      ),
    bytes: async (name) => {
      const bytes = await read(name);
      if (bytes === undefined)
        throw new VectorError(
          'VECTOR_BAD_MODEL',
          `${path} holds no ${name}, so it is not the folder of ${kind}.`,
        );
      return bytes;
    },
    json: async (name, shape) => {
      const bytes = await read(name);
      return bytes === undefined ? undefined : parseJson(file(name), bytes, shape);
    },
  };
}

/** What a JSON file of a model holds. Throws `VECTOR_BAD_MODEL` where it is not of this shape. */
export function parseJson<Shape extends z.core.$ZodType>(
  file: string,
  bytes: Uint8Array,
  shape: Shape,
): z.infer<Shape> {
  let value: unknown;
  try {
    value = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch (cause) {
    throw badModel(file, 'it is no JSON', cause);
  }
  const { success, data, error } = z.safeParse(shape, value);
  if (!success) throw badModel(file, z.prettifyError(error));
  return data;
}

/** An error about a file of a model. */
export function badModel(file: string, why: string, cause?: unknown): VectorError {
  return new VectorError(
    'VECTOR_BAD_MODEL',
    `${file} is not what a model's folder holds under this name: ${why}. Was it downloaded whole?`,
    { cause },
  );
}

export const reasonOf = (error: unknown): string =>
  error instanceof Error ? error.message : String(error);

const isMissing = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && error.code === 'ENOENT';

/**
 * Identifies what a model's vectors depend on: 16 hexadecimal digits of SHA-256 over these parts. Where the folder lies, and what
 * else is in it, changes nothing.
 */
export function revisionOf(parts: readonly (Uint8Array | string)[]): string {
  const hash = createHash('sha256');
  for (const part of parts) {
    // Lengths first, so that bytes cannot move from one part to the next unnoticed.
    hash.update(`${part.length}\0`).update(part);
  }
  return hash.digest('hex').slice(0, 16);
}
