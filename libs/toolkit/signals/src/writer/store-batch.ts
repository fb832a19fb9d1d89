import type { Session } from '../database/database.ts';
import { inTransaction } from '../database/database.ts';
import { columnArrays } from '../encoding/column-arrays.ts';
import { copyChunks } from '../encoding/copy-format.ts';
import type { RowBuffer } from '../encoding/row-buffer.ts';
import type { RawTable } from '../rows/tables.ts';
import { tableColumns } from '../rows/tables.ts';
import type { Batch } from './batch.ts';
import { rowCount } from './batch.ts';
import type { KnownDimensions } from './known-dimensions.ts';

/**
 * Stores a batch in one transaction: its key, what its rows name, its rows. A batch whose key is there already was stored
 * before; then nothing is stored again.
 */
export async function storeBatch(
  session: Session,
  batch: Batch,
  known: KnownDimensions,
  { copies, timeoutMs }: { readonly copies: boolean; readonly timeoutMs: number },
): Promise<'stored' | 'duplicate'> {
  const news = known.newIn(batch);
  const outcome = await inTransaction(session, async () => {
    if (copies) await session.query(guards(timeoutMs));
    const { rows } = await session.query<{ id: string | null }>(
      'select signals.begin_batch($1::uuid, $2, $3, $4::timestamptz, $5::timestamptz) as id',
      [batch.key, batch.signal, rowCount(batch), isoOf(batch.minTime), isoOf(batch.maxTime)],
    );
    const id = rows[0]?.id ?? null;
    if (id === null) return 'duplicate';
    await news.store(session);
    for (const [table, tableRows] of batch.tables) {
      if (tableRows.rows === 0) continue;
      if (copies && session.copyIn !== undefined) {
        tableRows.setBatch(BigInt(id));
        await session.copyIn(copyStatement(table), copyChunks(tableRows));
      } else {
        await insertArrays(session, table, tableRows, id);
      }
    }
    return 'stored';
  });
  // Not before the commit: what was rolled back is not there.
  news.confirm();
  return outcome;
}

/**
 * Lets the server end what this process gave up, or can't reach any more: its locks, above all that on the batch's key, would
 * keep every further try waiting. Of this transaction alone, for a pooler may give the connection to somebody else.
 */
function guards(timeoutMs: number): string {
  const seconds = Math.max(1, Math.ceil(timeoutMs / 1000));
  return [
    `set local statement_timeout = ${timeoutMs}`,
    `set local idle_in_transaction_session_timeout = ${timeoutMs}`,
    `set local tcp_user_timeout = ${timeoutMs}`,
    `set local tcp_keepalives_idle = ${seconds}`,
    `set local tcp_keepalives_interval = ${Math.max(1, Math.ceil(seconds / 3))}`,
    'set local tcp_keepalives_count = 3',
  ].join('; ');
}

function isoOf(ms: number): string {
  return new Date(ms).toISOString();
}

function copyStatement(table: RawTable): string {
  const columns = tableColumns[table].map(([name]) => name).join(', ');
  return `copy signals.${table} (batch, ${columns}) from stdin (format binary)`;
}

async function insertArrays(
  session: Session,
  table: RawTable,
  rows: RowBuffer,
  id: string,
): Promise<void> {
  const columns = tableColumns[table];
  const names = columns.map(([name]) => name).join(', ');
  const casts = columns
    .map(([name, type]) => (type === 'bigint[]' ? `${name}::bigint[]` : name))
    .join(', ');
  const parameters = columns.map(
    ([, type], at) => `$${at + 2}::${type === 'bigint[]' ? 'text' : type}[]`,
  );
  await session.query(
    `insert into signals.${table} (batch, ${names}) select $1::bigint, ${casts} from unnest(${parameters.join(', ')}) as r (${names})`,
    [
      id,
      ...columnArrays(
        rows,
        columns.map(([, type]) => type),
      ),
    ],
  );
}
