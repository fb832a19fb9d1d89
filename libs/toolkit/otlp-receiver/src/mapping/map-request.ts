import type { Resource, Signal, SignalSink } from '@h-j-petroleum/toolkit-signals';
import { BoundedMap, resourceOf } from '@h-j-petroleum/toolkit-signals';
import type { Wire } from '../decoding/decode.ts';
import { logRecord } from './log-record.ts';
import { createMetricMapper } from './metric-points.ts';
import { spanRecord } from './span-record.ts';
import { attributes, object, objects, text } from './values.ts';

/** Hands the records of a request to the store, in their order. */
export type RequestMapper = (signal: Signal, request: Wire, sink: SignalSink) => void;

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
    switch (signal) {
      case 'spans':
        for (const holder of objects(request.resourceSpans, 'resourceSpans')) {
          const resource = resourceFor(holder);
          for (const { scope, spans } of scopesOf(holder, 'scopeSpans')) {
            for (const span of objects(spans, 'spans'))
              sink.span(spanRecord(span, resource, scope));
          }
        }
        return;
      case 'logs':
        for (const holder of objects(request.resourceLogs, 'resourceLogs')) {
          const resource = resourceFor(holder);
          for (const { scope, logRecords } of scopesOf(holder, 'scopeLogs')) {
            for (const record of objects(logRecords, 'logRecords')) {
              sink.log(logRecord(record, resource, scope));
            }
          }
        }
        return;
      case 'metrics':
        for (const holder of objects(request.resourceMetrics, 'resourceMetrics')) {
          const resource = resourceFor(holder);
          for (const { scope, metrics } of scopesOf(holder, 'scopeMetrics')) {
            for (const metric of objects(metrics, 'metrics')) {
              for (const point of metricPoints(metric, resource, scope)) sink.metric(point);
            }
          }
        }
    }
  };
}

function scopesOf(holder: Wire, name: string): (Wire & { readonly scope: string | undefined })[] {
  return objects(holder[name], name).map((one) => ({
    ...one,
    scope: text(object(one.scope, 'scope').name),
  }));
}
