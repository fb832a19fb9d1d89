import type { ColumnType } from '../rows/tables.ts';
import type { RowBuffer } from './row-buffer.ts';

const elementTypes: Record<ColumnType, number> = {
  bigint: 20,
  smallint: 21,
  integer: 23,
  text: 25,
  'double precision': 701,
  timestamptz: 1184,
  uuid: 2950,
  jsonb: 3802,
  // An array of arrays can't be unnested by one level, so these go as text and are cast.
  'bigint[]': 25,
};

/**
 * The same rows turned by a quarter: for each column one array in Postgres's binary form, as a parameter of
 * `unnest`. The fields' bytes are taken as they are; COPY and arrays write a value alike.
 *
 * @param types of the columns, without the batch's id, which is the first field of each row
 */
export function columnArrays(rows: RowBuffer, types: readonly ColumnType[]): Buffer[] {
  const columns = types.map((type) => ({
    type,
    parts: [arrayHeader(elementTypes[type], rows.rows)],
  }));
  for (const row of rows.rowBytes()) {
    // Past the count of fields and the batch's id.
    let at = 2 + 12;
    for (const { type, parts } of columns) {
      const length = row.readInt32BE(at);
      const end = at + 4 + Math.max(0, length);
      parts.push(
        type === 'bigint[]' && length >= 0 ? arrayAsText(row, at + 4) : row.subarray(at, end),
      );
      at = end;
    }
  }
  return columns.map(({ parts }) => Buffer.concat(parts));
}

function arrayHeader(elementType: number, elements: number): Buffer {
  const header = Buffer.alloc(20);
  // One dimension, nulls may occur, and the count begins at one.
  for (const [at, word] of [1, 1, elementType, elements, 1].entries())
    header.writeInt32BE(word, at * 4);
  return header;
}

/** `{1,2}` with its length before it, of a bigint[] that begins here. */
function arrayAsText(row: Buffer, at: number): Buffer {
  const elements = row.readInt32BE(at) === 0 ? 0 : row.readInt32BE(at + 12);
  const values = Array.from({ length: elements }, (_, index) =>
    row.readBigInt64BE(at + 20 + index * 12 + 4),
  );
  const text = Buffer.from(`{${values.join(',')}}`);
  const length = Buffer.alloc(4);
  length.writeInt32BE(text.length);
  return Buffer.concat([length, text]);
}
