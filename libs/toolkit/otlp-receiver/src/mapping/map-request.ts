import type { Resource, Signal, SignalSink } from '@h-j-petroleum/toolkit-signals';
import { BoundedMap, resourceOf } from '@h-j-petroleum/toolkit-signals';
import type { Wire } from '../decoding/decode.ts';
import { hasTime, logRecord } from './log-record.ts';
import { createMetricMapper } from './metric-points.ts';
import { spanRecord } from './span-record.ts';
import { attributes, object, objects, text } from './values.ts';

/** What a request holds besides the records that were handed over. */
export interface Mapped {
  /** Points that contradict themselves, and so are not stored. */
  readonly rejected: number;
  readonly faults: ReadonlySet<string>;
  /** Whether a record says nothing of when it was: the same content may come again and mean another. */
  readonly isTimeless: boolean;
}

/** Hands the records of a request to the store, in their order. */
export type RequestMapper = (signal: Signal, request: Wire, sink: SignalSink) => Mapped;

/** Resources and series recur from request to request, so each is hashed once. */
export function createRequestMapper(): RequestMapper {
  const resources = new BoundedMap<Resource>(1000);
  const metricPoints = createMetricMapper();
  const resourceFor = (holder: Wire): Resource => {
    const given = attributes(object(holder.resource, 'resource').attributes, 'resource.attributes');
    return resources.get(
      JSON.stringify(given, (_key, value: unknown) =>
        typeof value === 'bigint' ? String(value) : value,
      ),
      () => resourceOf(given),
    );
  };
  return (signal, request, sink) => {
    const faults = new Set<string>();
    let rejected = 0;
    let isTimeless = false;
    switch (signal) {
      case 'spans':
        for (const holder of objects(request.resourceSpans, 'resourceSpans')) {
          const resource = resourceFor(holder);
          for (const { scope, spans } of scopesOf(holder, 'scopeSpans')) {
            for (const span of objects(spans, 'spans'))
              sink.span(spanRecord(span, resource, scope));
          }
        }
        break;
      case 'logs':
        for (const holder of objects(request.resourceLogs, 'resourceLogs')) {
          const resource = resourceFor(holder);
          for (const { scope, logRecords } of scopesOf(holder, 'scopeLogs')) {
            for (const record of objects(logRecords, 'logRecords')) {
              isTimeless ||= !hasTime(record);
              sink.log(logRecord(record, resource, scope));
            }
          }
        }
        break;
      case 'metrics':
        for (const holder of objects(request.resourceMetrics, 'resourceMetrics')) {
          const resource = resourceFor(holder);
          for (const { scope, metrics } of scopesOf(holder, 'scopeMetrics')) {
            for (const metric of objects(metrics, 'metrics')) {
              for (const point of metricPoints(metric, resource, scope)) {
                if (typeof point !== 'string') {
                  sink.metric(point);
                  continue;
                }
                rejected++;
                faults.add(point);
              }
            }
          }
        }
    }
    return { rejected, faults, isTimeless };
  };
}

function scopesOf(holder: Wire, name: string): (Wire & { readonly scope: string | undefined })[] {
  return objects(holder[name], name).map((one) => ({
    ...one,
    scope: text(object(one.scope, 'scope').name),
  }));
}
