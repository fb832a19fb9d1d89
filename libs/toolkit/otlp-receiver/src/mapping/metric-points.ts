import type {
  Exemplar,
  MetricKind,
  MetricPoint,
  Resource,
  Series,
} from '@h-j-petroleum/toolkit-signals';
import { BoundedMap, seriesOf } from '@h-j-petroleum/toolkit-signals';
import type { Wire } from '../decoding/decode.ts';
import {
  attributes,
  enumeration,
  hexId,
  milliseconds,
  number,
  numbers,
  object,
  objects,
  someOf,
  text,
} from './values.ts';

const temporalities = [
  'AGGREGATION_TEMPORALITY_UNSPECIFIED',
  'AGGREGATION_TEMPORALITY_DELTA',
  'AGGREGATION_TEMPORALITY_CUMULATIVE',
];
/** The flag of a point that says: nothing was measured. */
const noRecordedValue = 1;

const kinds: readonly (readonly [field: string, kind: MetricKind])[] = [
  ['gauge', 'gauge'],
  ['sum', 'sum'],
  ['histogram', 'histogram'],
  ['exponentialHistogram', 'exponential_histogram'],
  ['summary', 'summary'],
];

/** Points of a metric of OTLP as they are stored; in place of one that contradicts itself, what is wrong with it. */
export type MetricMapper = (
  metric: Wire,
  resource: Resource,
  scope: string | undefined,
) => Generator<MetricPoint | string>;

export function createMetricMapper(): MetricMapper {
  const known = new BoundedMap<Series>(10_000);
  return function* (metric, resource, scope = '') {
    const found = kinds.find(([field]) => metric[field] !== undefined && metric[field] !== null);
    if (found === undefined) return;
    const [field, kind] = found;
    const data = object(metric[field], field);
    const temporality = temporalityOf(kind, data);
    for (const point of objects(data.dataPoints, 'dataPoints')) {
      if (((number(point.flags) ?? 0) & noRecordedValue) !== 0) continue;
      const bounds = boundsOf(kind, point);
      const values = valuesOf(kind, point);
      const fault =
        text(metric.name) === undefined ? 'a metric has no name' : faultOf(kind, values, bounds);
      if (fault !== undefined) {
        yield fault;
        continue;
      }
      const own = attributes(point.attributes, 'attributes');
      const key = JSON.stringify(
        [String(resource.id), scope, metric.name, metric.unit, kind, temporality, bounds, own],
        (_key, value: unknown) => (typeof value === 'bigint' ? String(value) : value),
      );
      const series = known.get(key, () =>
        seriesOf({
          ...{ resource, scope, kind, temporality, bounds, attributes: own },
          name: text(metric.name) ?? '',
          unit: text(metric.unit) ?? '',
          description: text(metric.description) ?? '',
          monotonic: data.isMonotonic === true,
        }),
      );
      yield {
        time: milliseconds(point.timeUnixNano) ?? Date.now(),
        startTime: milliseconds(point.startTimeUnixNano),
        series,
        ...values,
        exemplars: someOf(objects(point.exemplars, 'exemplars').map(exemplar)),
      };
    }
  };
}

function temporalityOf(kind: MetricKind, data: Wire): 'none' | 'delta' | 'cumulative' {
  if (kind === 'gauge') return 'none';
  if (kind === 'summary') return 'cumulative';
  return enumeration(data.aggregationTemporality, temporalities) === 1 ? 'delta' : 'cumulative';
}

function boundsOf(kind: MetricKind, point: Wire): number[] | undefined {
  if (kind === 'histogram') return numbers(point.explicitBounds) ?? [];
  if (kind !== 'summary') return undefined;
  return objects(point.quantileValues, 'quantileValues').map(
    ({ quantile }) => number(quantile) ?? 0,
  );
}

function valuesOf(kind: MetricKind, point: Wire): Partial<MetricPoint> {
  const spread = {
    count: number(point.count) ?? 0,
    sum: number(point.sum),
    min: number(point.min),
    max: number(point.max),
  };
  switch (kind) {
    case 'gauge':
    case 'sum':
      return { value: number(point.asDouble) ?? number(point.asInt) };
    case 'histogram':
      return { ...spread, counts: numbers(point.bucketCounts) ?? [] };
    case 'exponential_histogram': {
      const positive = object(point.positive, 'positive');
      const negative = object(point.negative, 'negative');
      return {
        ...spread,
        scale: number(point.scale) ?? 0,
        zeroCount: number(point.zeroCount) ?? 0,
        zeroThreshold: number(point.zeroThreshold) ?? 0,
        positiveOffset: number(positive.offset) ?? 0,
        counts: numbers(positive.bucketCounts) ?? [],
        negativeOffset: number(negative.offset) ?? 0,
        negativeCounts: numbers(negative.bucketCounts) ?? [],
      };
    }
    case 'summary':
      return {
        ...spread,
        quantiles: objects(point.quantileValues, 'quantileValues').map(
          ({ quantile, value }) => [number(quantile) ?? 0, number(value) ?? 0] as const,
        ),
      };
  }
}

/** https://opentelemetry.io/docs/specs/otel/metrics/data-model/#metric-points */
function faultOf(
  kind: MetricKind,
  { value, count = 0, counts = [], negativeCounts = [], zeroCount = 0 }: Partial<MetricPoint>,
  bounds: readonly number[] = [],
): string | undefined {
  switch (kind) {
    case 'gauge':
    case 'sum':
      return value === undefined ? 'a point has no value' : undefined;
    case 'summary':
      return count < 0 ? 'a count is negative' : undefined;
    case 'histogram':
      if (counts.length > 0 && counts.length !== bounds.length + 1) {
        return `a histogram has ${counts.length} buckets for ${bounds.length} bounds`;
      }
      if (bounds.some((bound, at) => at > 0 && bound <= (bounds[at - 1] ?? bound))) {
        return 'the bounds of a histogram do not rise';
      }
      break;
    case 'exponential_histogram':
      break;
  }
  const all = [count, zeroCount, ...counts, ...negativeCounts];
  return all.some((one) => !(one >= 0)) ? 'a count is negative or no number' : undefined;
}

function exemplar(given: Wire): Exemplar {
  return {
    time: milliseconds(given.timeUnixNano) ?? Date.now(),
    value: number(given.asDouble) ?? number(given.asInt) ?? 0,
    traceId: hexId(given.traceId),
    spanId: hexId(given.spanId),
    attributes: attributes(given.filteredAttributes, 'filteredAttributes'),
  };
}
