import type { MetricPoint } from '@h-j-petroleum/toolkit-signals';
import type { Attributes, HrTime } from '@opentelemetry/api';
import type { MetricData, ResourceMetrics } from '@opentelemetry/sdk-metrics';
import { AggregationTemporality, DataPointType } from '@opentelemetry/sdk-metrics';
import type { Exemplars } from '../instruments/exemplars.ts';
import type { MetricOfPoint, SeriesCache } from './series-cache.ts';

/** Every data point of what a reader collected, as the signal store keeps it. */
export function* metricPoints(
  { resource, scopeMetrics }: ResourceMetrics,
  cache: SeriesCache,
  exemplars?: Exemplars,
): Generator<MetricPoint> {
  for (const { scope, metrics } of scopeMetrics) {
    for (const metric of metrics) {
      const common = { resource, scope: scope.name, descriptor: metric.descriptor };
      for (const [point, attributes] of pointsOf(metric, common, cache)) {
        const found = exemplars?.take(scope.name, metric.descriptor.name, attributes);
        yield found === undefined ? point : { ...point, exemplars: found };
      }
    }
  }
}

type Common = Pick<MetricOfPoint, 'resource' | 'scope' | 'descriptor'>;

function* pointsOf(
  metric: MetricData,
  common: Common,
  cache: SeriesCache,
): Generator<readonly [MetricPoint, Attributes]> {
  const temporality: 'delta' | 'cumulative' =
    metric.aggregationTemporality === AggregationTemporality.DELTA ? 'delta' : 'cumulative';
  switch (metric.dataPointType) {
    case DataPointType.GAUGE: {
      const of = {
        ...common,
        ...{
          kind: 'gauge' as const,
          temporality: 'none' as const,
          monotonic: false,
          bounds: undefined,
        },
      } as const;
      for (const { attributes, endTime, value } of metric.dataPoints) {
        yield [
          { time: milliseconds(endTime), series: cache.of(of, attributes), value },
          attributes,
        ];
      }
      return;
    }
    case DataPointType.SUM: {
      const of = {
        ...common,
        ...{ kind: 'sum' as const, temporality, monotonic: metric.isMonotonic, bounds: undefined },
      } as const;
      for (const { attributes, startTime, endTime, value } of metric.dataPoints) {
        yield [
          {
            ...{ time: milliseconds(endTime), startTime: milliseconds(startTime) },
            ...{ series: cache.of(of, attributes), value },
          },
          attributes,
        ];
      }
      return;
    }
    case DataPointType.HISTOGRAM:
      for (const { attributes, startTime, endTime, value } of metric.dataPoints) {
        const { buckets, count, sum, min, max } = value;
        const of = {
          ...common,
          ...{
            kind: 'histogram' as const,
            temporality,
            monotonic: false,
            bounds: buckets.boundaries,
          },
        } as const;
        yield [
          {
            ...{ time: milliseconds(endTime), startTime: milliseconds(startTime) },
            ...{ series: cache.of(of, attributes), count, sum, min, max, counts: buckets.counts },
          },
          attributes,
        ];
      }
      return;
    case DataPointType.EXPONENTIAL_HISTOGRAM: {
      const of = {
        ...common,
        ...{
          kind: 'exponential_histogram' as const,
          temporality,
          monotonic: false,
          bounds: undefined,
        },
      } as const;
      for (const { attributes, startTime, endTime, value } of metric.dataPoints) {
        const { count, sum, min, max, scale, zeroCount, positive, negative } = value;
        yield [
          {
            ...{ time: milliseconds(endTime), startTime: milliseconds(startTime) },
            ...{ series: cache.of(of, attributes), count, sum, min, max, scale, zeroCount },
            ...{ positiveOffset: positive.offset, counts: positive.bucketCounts },
            ...{ negativeOffset: negative.offset, negativeCounts: negative.bucketCounts },
          },
          attributes,
        ];
      }
    }
  }
}

function milliseconds([seconds, nanoseconds]: HrTime): number {
  return seconds * 1000 + nanoseconds / 1e6;
}
