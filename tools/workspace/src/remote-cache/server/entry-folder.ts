import { randomUUID } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { link, mkdir, open, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';

export class TooLarge extends Error {}

/** Entries as files. An entry is there whole or not at all, and never changes: what a hash names has one content. */
export interface EntryFolder {
  /** @returns undefined where it is not there */
  read(key: string): Promise<{ readonly size: number; readonly content: Readable } | undefined>;
  /** @returns whether it was stored: false where the key is taken. @throws TooLarge, or what breaks the content off */
  write(key: string, content: AsyncIterable<Buffer>): Promise<boolean>;
}

export async function openEntryFolder(folder: string, maxBytes: number): Promise<EntryFolder> {
  const entries = join(folder, 'entries');
  const incoming = join(folder, 'incoming');
  await mkdir(entries, { recursive: true });
  await mkdir(incoming, { recursive: true });
  return {
    async read(key) {
      const file = await open(join(entries, key)).catch(absent);
      if (!file) return undefined;
      const { size } = await file.stat();
      // Reading from the open file: it may be removed from the folder meanwhile, by whoever keeps it small.
      return { size, content: createReadStream('', { fd: file }) };
    },
    async write(key, content) {
      const part = join(incoming, randomUUID());
      try {
        await pipeline(content, atMost(maxBytes), createWriteStream(part, { flush: true }));
        // A link fails where its name is taken, so of two writers one stores and one learns that it came late.
        await link(part, join(entries, key));
        return true;
      } catch (error) {
        if (codeOf(error) === 'EEXIST') return false;
        throw error;
      } finally {
        await rm(part, { force: true });
      }
    },
  };
}

function atMost(maxBytes: number) {
  return async function* (content: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
    let size = 0;
    for await (const chunk of content) {
      size += chunk.length;
      if (size > maxBytes) throw new TooLarge(`More than ${maxBytes} bytes.`);
      yield chunk;
    }
  };
}

function absent(error: unknown): undefined {
  if (codeOf(error) === 'ENOENT') return undefined;
  throw error;
}

function codeOf(error: unknown): unknown {
  return error instanceof Error && 'code' in error ? error.code : undefined;
}
