import { TimescaleMetricExporter } from '@h-j-petroleum/toolkit-metrics';
import { ExportResultCode, millisToHrTime } from '@opentelemetry/core';
import { resourceFromAttributes } from '@opentelemetry/resources';
import type { DataPoint, ExponentialHistogram, ResourceMetrics } from '@opentelemetry/sdk-metrics';
import { AggregationTemporality, DataPointType } from '@opentelemetry/sdk-metrics';
import type { Candidate } from '../protocol.ts';
import { metricPoint, resourceAttributes } from '../records.ts';
import { atFullSpeed } from './pace.ts';
import { openStore } from './store.ts';

const pointsAnExport = 600;
const resource = resourceFromAttributes(resourceAttributes);

/** The points of one collection as OpenTelemetry's reader hands them to an exporter. */
function collected(from: number, count: number, start: number): ResourceMetrics {
  const gauges: DataPoint<number>[] = [];
  const sums: DataPoint<number>[] = [];
  const histograms: DataPoint<ExponentialHistogram>[] = [];
  for (let n = from; n < from + count; n++) {
    const point = metricPoint(n, start);
    const common = {
      attributes: { route: `/route/${n % pointsAnExport}` },
      ...{ startTime: millisToHrTime(start), endTime: millisToHrTime(point.time) },
    };
    const { count: values = 0, sum, min, max, scale = 0, counts = [] } = point;
    if (point.series.kind === 'gauge') gauges.push({ ...common, value: point.value ?? 0 });
    else if (point.series.kind === 'sum') sums.push({ ...common, value: point.value ?? 0 });
    else {
      histograms.push({
        ...common,
        value: {
          ...{ count: values, sum: sum ?? 0, min: min ?? 0, max: max ?? 0, scale, zeroCount: 0 },
          positive: { offset: -40, bucketCounts: [...counts] },
          negative: { offset: 0, bucketCounts: [] },
        },
      });
    }
  }
  const named = (name: string, unit: string) => ({
    descriptor: { name, unit, description: '', valueType: 1, advice: {} },
    aggregationTemporality: AggregationTemporality.DELTA,
  });
  return {
    resource,
    scopeMetrics: [
      {
        scope: { name: 'bench' },
        metrics: [
          {
            ...named('queue.size', '{job}'),
            dataPointType: DataPointType.GAUGE,
            dataPoints: gauges,
          },
          {
            ...named('requests', '{request}'),
            ...{ dataPointType: DataPointType.SUM, isMonotonic: true, dataPoints: sums },
          },
          {
            ...named('duration', 's'),
            ...{ dataPointType: DataPointType.EXPONENTIAL_HISTOGRAM, dataPoints: histograms },
          },
        ],
      },
    ],
  };
}

/** What a reader collected, to this workspace's metric exporter. */
export function exporter(): Candidate {
  const store = openStore();
  const made = new TimescaleMetricExporter();
  let exports: ResourceMetrics[] = [];
  return {
    prepare: ({ rows, from }) => {
      exports = Array.from({ length: Math.ceil(rows / pointsAnExport) }, (_, at) => {
        const first = at * pointsAnExport;
        return collected(first, Math.min(pointsAnExport, rows - first), from);
      });
    },
    run: async () => {
      await atFullSpeed(
        exports.length,
        (n) => {
          const one = exports[n];
          if (one === undefined) return;
          made.export(one, ({ code, error }) => {
            if (code !== ExportResultCode.SUCCESS) throw error ?? new Error('not exported');
          });
        },
        store.isFull,
        1,
      );
      return store.settle('metrics');
    },
  };
}
