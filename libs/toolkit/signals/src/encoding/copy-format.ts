import type { RowBuffer } from './row-buffer.ts';

/** Signature, no flags, no extension. https://www.postgresql.org/docs/17/sql-copy.html#id-1.9.55.9.4.5 */
const header = Buffer.concat([Buffer.from('PGCOPY\n\xff\r\n\0', 'latin1'), Buffer.alloc(8)]);
const trailer = Buffer.from([0xff, 0xff]);

/** The file of `COPY … FROM … (format binary)` that holds the rows, in pieces. */
export function copyChunks(rows: RowBuffer): Buffer[] {
  return [header, rows.body(), trailer];
}
