import { resourceOf, seriesOf } from '../rows/dimensions.ts';
import type { SpanRecord } from '../rows/records.ts';
import type { SourceUnderTest } from './source.ts';

const resource = resourceOf({ 'service.name': 'conformance' });
const series = seriesOf({ resource, name: 'numbers', kind: 'gauge' });
const time = Date.now();
const nothing = (): Promise<void> => Promise.resolve();

function span(n: number, status: number): SpanRecord {
  const id = (n + 1).toString(16);
  return {
    ...{
      time: time + n,
      duration: 1000,
      name: 'row',
      kind: 0,
      status,
      attributes: { n },
      resource,
    },
    traceId: id.padStart(32, '0'),
    spanId: id.padStart(16, '0'),
  };
}

/** The writer itself, for each signal: what the ways in are measured by. */
export const writerSources: readonly SourceUnderTest[] = [
  {
    signal: 'logs',
    number: "(attributes->>'n')::int",
    open: (writer) => ({
      emit: (n) => {
        writer.log({ time: time + n, severity: 9, body: 'row', attributes: { n }, resource });
      },
      emitFailed: (n) => {
        writer.log({ time: time + n, severity: 17, body: 'row', attributes: { n }, resource });
      },
      flush: nothing,
      close: nothing,
    }),
  },
  {
    signal: 'spans',
    number: "(attributes->>'n')::int",
    open: (writer) => ({
      emit: (n) => {
        writer.span(span(n, 0));
      },
      emitFailed: (n) => {
        writer.span(span(n, 2));
      },
      flush: nothing,
      close: nothing,
    }),
  },
  {
    signal: 'metrics',
    number: 'value',
    open: (writer) => ({
      emit: (n) => {
        writer.metric({ time: time + n, series, value: n });
      },
      flush: nothing,
      close: nothing,
    }),
  },
];
