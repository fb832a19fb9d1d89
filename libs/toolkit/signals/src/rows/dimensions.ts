import { createHash } from 'node:crypto';
import { attributesJson, defaultRecordLimits } from '../encoding/attributes.ts';
import { storableText } from '../encoding/text.ts';

/** Attributes of what sends signals, stored once by their hash. Made by `resourceOf`. */
export interface Resource {
  readonly id: bigint;
  readonly service: Service;
  /** JSON object. */
  readonly attributes: string;
}

/** What rollups are kept by. */
export interface Service {
  readonly id: bigint;
  readonly namespace: string;
  readonly name: string;
  readonly environment: string;
}

export type MetricKind = 'gauge' | 'sum' | 'histogram' | 'exponential_histogram' | 'summary';

/** What a metric's points share. Made by `seriesOf`. */
export interface Series {
  readonly id: bigint;
  readonly resource: Resource;
  readonly scope: string;
  readonly name: string;
  readonly unit: string;
  readonly description: string;
  readonly kind: MetricKind;
  readonly temporality: 'none' | 'delta' | 'cumulative';
  readonly monotonic: boolean;
  /** Upper bounds of an explicit histogram's buckets, inclusive; one bucket more than bounds. */
  readonly bounds: readonly number[] | undefined;
  /** JSON object. */
  readonly attributes: string;
}

/** 64 bits of SHA-256: of a billion different contents, two meet with a chance of 3 %. */
function hash(...parts: readonly string[]): bigint {
  return createHash('sha256').update(JSON.stringify(parts)).digest().readBigInt64BE(0);
}

/** JSON of attributes, whatever order they were given in. */
function canonicalJson(attributes: Readonly<Record<string, unknown>>): string {
  const sorted = Object.fromEntries(
    Object.entries(attributes).sort(([a], [b]) => (a < b ? -1 : 1)),
  );
  return attributesJson(sorted, defaultRecordLimits, { marks: 0 }) ?? '{}';
}

/**
 * The resource of these attributes. Keep it: hashing costs more than a row.
 *
 * The service is read from `service.namespace`, `service.name` (`unknown_service` without one) and
 * `deployment.environment.name` (or the older `deployment.environment`).
 */
export function resourceOf(attributes: Readonly<Record<string, unknown>>): Resource {
  const text = (key: string): string => {
    const value = attributes[key];
    return typeof value === 'string' ? storableText(value, 1024, { marks: 0 }).toWellFormed() : '';
  };
  const namespace = text('service.namespace');
  const name = text('service.name') || 'unknown_service';
  const environment = text('deployment.environment.name') || text('deployment.environment');
  const json = canonicalJson(attributes);
  return {
    id: hash('resource', json),
    service: { id: hash('service', namespace, name, environment), namespace, name, environment },
    attributes: json,
  };
}

/** The series of a metric's points with these attributes. Keep it: hashing costs more than a row. */
export function seriesOf(series: {
  readonly resource: Resource;
  readonly scope?: string | undefined;
  readonly name: string;
  readonly unit?: string | undefined;
  readonly description?: string | undefined;
  readonly kind: MetricKind;
  readonly temporality?: 'none' | 'delta' | 'cumulative' | undefined;
  readonly monotonic?: boolean | undefined;
  readonly bounds?: readonly number[] | undefined;
  readonly attributes?: Readonly<Record<string, unknown>> | undefined;
}): Series {
  const clean = (value: string): string => storableText(value, 1024, { marks: 0 }).toWellFormed();
  const { resource, kind, temporality = 'none', monotonic = false, bounds } = series;
  const scope = clean(series.scope ?? '');
  const name = clean(series.name);
  const unit = clean(series.unit ?? '');
  const attributes = canonicalJson(series.attributes ?? {});
  return {
    id: hash(
      'series',
      String(resource.id),
      ...[
        scope,
        name,
        unit,
        kind,
        temporality,
        String(monotonic),
        bounds?.join(' ') ?? '',
        attributes,
      ],
    ),
    resource,
    ...{ scope, name, unit, kind, temporality, monotonic, bounds, attributes },
    description: clean(series.description ?? ''),
  };
}
