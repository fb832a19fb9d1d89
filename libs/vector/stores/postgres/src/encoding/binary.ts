// Binary forms of PostgreSQL's types. Numbers are big-endian.

/** pgvector's `vector`: int16 dimensions, int16 0, float4 each. */
export function vectorBytes(vector: Float32Array): Buffer {
  const bytes = Buffer.allocUnsafe(4 + vector.length * 4);
  bytes.writeInt16BE(vector.length, 0);
  bytes.writeInt16BE(0, 2);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  for (let i = 0; i < vector.length; i++) view.setFloat32(4 + i * 4, vector[i] ?? 0);
  return bytes;
}

/** `jsonb`: a version and its text. */
export function jsonbBytes(value: unknown): Buffer {
  return Buffer.concat([jsonbVersion, Buffer.from(JSON.stringify(value))]);
}
const jsonbVersion = Buffer.from([1]);

/** An array of one dimension without nulls; the ids of `text` and `jsonb` never change. */
export function arrayBytes(oid: number, items: readonly Buffer[]): Buffer {
  const size = items.reduce((sum, { length }) => sum + 4 + length, 20);
  const bytes = Buffer.allocUnsafe(size);
  let at = bytes.writeInt32BE(items.length === 0 ? 0 : 1, 0);
  at = bytes.writeInt32BE(0, at);
  at = bytes.writeInt32BE(oid, at);
  if (items.length === 0) return bytes.subarray(0, at);
  at = bytes.writeInt32BE(items.length, at);
  at = bytes.writeInt32BE(1, at);
  for (const item of items) {
    at = bytes.writeInt32BE(item.length, at);
    at += item.copy(bytes, at);
  }
  return bytes;
}

export const textOid = 25;
export const jsonbOid = 3802;

const copyHeader = Buffer.concat([Buffer.from('PGCOPY\n\xff\r\n\0', 'latin1'), Buffer.alloc(8)]);
const copyTrailer = Buffer.from([0xff, 0xff]);

/** The file of `COPY … FROM … (format binary)` that holds rows of these fields. */
export function copyFile(rows: readonly (readonly Buffer[])[]): Buffer {
  const size = rows.reduce(
    (sum, fields) => sum + fields.reduce((row, { length }) => row + 4 + length, 2),
    copyHeader.length + copyTrailer.length,
  );
  const bytes = Buffer.allocUnsafe(size);
  let at = copyHeader.copy(bytes);
  for (const fields of rows) {
    at = bytes.writeInt16BE(fields.length, at);
    for (const field of fields) {
      at = bytes.writeInt32BE(field.length, at);
      at += field.copy(bytes, at);
    }
  }
  copyTrailer.copy(bytes, at);
  return bytes;
}
