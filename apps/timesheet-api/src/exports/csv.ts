import { Readable } from 'node:stream';
import { stringify } from 'csv-stringify';
import type { PaidLine } from './paid-lines.ts';

const columns: readonly { readonly key: keyof PaidLine; readonly header: string }[] = [
  { key: 'employeeNumber', header: 'employee_number' },
  { key: 'employeeName', header: 'employee_name' },
  { key: 'team', header: 'team' },
  { key: 'week', header: 'week' },
  { key: 'version', header: 'version' },
  { key: 'date', header: 'date' },
  { key: 'project', header: 'project' },
  { key: 'task', header: 'task' },
  { key: 'code', header: 'code' },
  { key: 'rate', header: 'rate' },
  { key: 'minutes', header: 'minutes' },
  { key: 'weightedMinutes', header: 'weighted_minutes' },
  { key: 'note', header: 'note' },
  { key: 'entryId', header: 'entry_id' },
];

/**
 * Lines as CSV (RFC 4180: CRLF, quotes doubled), row by row. A cell that a spreadsheet would take for a formula gets an apostrophe before it: notes are
 * written by employees and opened by payroll.
 */
export function csvOf(lines: AsyncIterable<PaidLine>): Readable {
  const rows = Readable.from(lines);
  const csv = stringify({
    ...{ header: true, columns: [...columns], record_delimiter: 'windows', escape_formulas: true },
    // Of itself it quotes CRLF alone, and readers end a row at either.
    quoted_match: /[\r\n]/,
  });
  // `pipe` passes no error on; without it a reader would wait for ever.
  rows.on('error', (error) => csv.destroy(error));
  csv.on('close', () => rows.destroy());
  return rows.pipe(csv);
}
