import { BinaryWriter } from './binary-writer.ts';

/** A vector as a parameter. */
export function vectorBytes(vector: Float32Array): Buffer {
  const writer = new BinaryWriter(8 + vector.byteLength);
  writer.vector(vector);
  return writer.take().subarray(4);
}

// Types of arrays' items. The ids of `text` and `jsonb` never change.
export const textOid = 25;
export const jsonbOid = 3802;

/** An array of one dimension without nulls, as a parameter. */
export function arrayBytes<Item>(
  oid: number,
  items: readonly Item[],
  write: (writer: BinaryWriter, item: Item) => void,
): Buffer {
  const writer = new BinaryWriter(32 + items.length * 32);
  writer.int32(items.length === 0 ? 0 : 1);
  writer.int32(0);
  writer.int32(oid);
  if (items.length > 0) {
    writer.int32(items.length);
    writer.int32(1);
    for (const [at, item] of items.entries()) {
      write(writer, item);
      // Items are often much alike.
      if (at === 0) writer.reserve(writer.length * items.length);
    }
  }
  return writer.take();
}

export const textsBytes = (texts: readonly string[]): Buffer =>
  arrayBytes(textOid, texts, (writer, text) => writer.text(text));

/** @param oid of `vector`, which every database has its own of */
export const vectorsBytes = (oid: number, vectors: readonly Float32Array[]): Buffer =>
  arrayBytes(oid, vectors, (writer, vector) => writer.vector(vector));

const copyHeader = Buffer.concat([Buffer.from('PGCOPY\n\xff\r\n\0', 'latin1'), Buffer.alloc(8)]);
const chunkSize = 128 * 1024;

/**
 * The file of `COPY … FROM … (format binary)`, in chunks as they are asked for: the server takes in one while the next is
 * encoded.
 *
 * @param fields of a row
 * @param write writes the fields of a row, each after its length
 */
export function* copyChunks<Row>(
  rows: Iterable<Row>,
  fields: number,
  write: (writer: BinaryWriter, row: Row) => void,
): Generator<Buffer> {
  const writer = new BinaryWriter(chunkSize + chunkSize / 4);
  writer.raw(copyHeader);
  for (const row of rows) {
    writer.int16(fields);
    write(writer, row);
    if (writer.length >= chunkSize) yield writer.take();
  }
  writer.int16(-1);
  yield writer.take();
}
