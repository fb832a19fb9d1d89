import type { Signal } from '@h-j-petroleum/toolkit-signals';
import type { Candidate } from '../protocol.ts';
import { logRecord, metricPoint, spanRecord } from '../records.ts';
import { atFullSpeed } from './pace.ts';
import { openStore } from './store.ts';

function through<Row>(
  signal: Signal,
  rowOf: (n: number, from: number) => Row,
  handOver: (store: ReturnType<typeof openStore>, row: Row) => void,
): Candidate {
  const store = openStore();
  let rows: Row[] = [];
  return {
    prepare: (order) => {
      rows = Array.from({ length: order.rows }, (_, n) => rowOf(n, order.from));
    },
    run: async () => {
      let n = 0;
      await atFullSpeed(
        rows.length,
        () => {
          const row = rows[n++];
          if (row !== undefined) handOver(store, row);
        },
        store.isFull,
      );
      return store.settle(signal);
    },
  };
}

/** The writer itself, as other toolkits use it. */
export const writerLogs = (): Candidate =>
  through('logs', logRecord, ({ writer }, row) => {
    writer.log(row);
  });
export const writerSpans = (): Candidate =>
  through('spans', spanRecord, ({ writer }, row) => {
    writer.span(row);
  });
export const writerMetrics = (): Candidate =>
  through('metrics', metricPoint, ({ writer }, row) => {
    writer.metric(row);
  });
