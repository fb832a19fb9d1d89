import type { MetricKind, Resource, Series } from '@h-j-petroleum/toolkit-signals';
import { BoundedMap, resourceOf, seriesOf } from '@h-j-petroleum/toolkit-signals';
import type { Attributes } from '@opentelemetry/api';
import type { Resource as OtelResource } from '@opentelemetry/resources';
import type { MetricDescriptor } from '@opentelemetry/sdk-metrics';

/** What a data point's metric is. */
export interface MetricOfPoint {
  readonly resource: OtelResource;
  readonly scope: string;
  readonly descriptor: MetricDescriptor;
  readonly kind: MetricKind;
  readonly temporality: 'none' | 'delta' | 'cumulative';
  readonly monotonic: boolean;
  readonly bounds: readonly number[] | undefined;
}

/**
 * Series by what makes them, so that each is hashed once: the same point comes again at every interval. The least recently
 * used go first.
 */
export class SeriesCache {
  readonly #series: BoundedMap<Series>;
  readonly #resources = new WeakMap<OtelResource, Resource>();

  constructor(most = 10_000) {
    this.#series = new BoundedMap(most);
  }

  get size(): number {
    return this.#series.size;
  }

  of(metric: MetricOfPoint, attributes: Attributes): Series {
    const resource = this.#resource(metric.resource);
    const { name, unit, description } = metric.descriptor;
    const key = JSON.stringify([
      ...[String(resource.id), metric.scope, name, unit, metric.kind, metric.temporality],
      ...[metric.monotonic, metric.bounds, Object.entries(attributes)],
    ]);
    return this.#series.get(key, () => {
      const { kind, temporality, monotonic, bounds, scope } = metric;
      return seriesOf({
        ...{ resource, scope, name, unit, description, kind, temporality, monotonic },
        ...{ bounds, attributes },
      });
    });
  }

  #resource(given: OtelResource): Resource {
    const known = this.#resources.get(given);
    if (known !== undefined) return known;
    const made = resourceOf(given.attributes);
    if (given.asyncAttributesPending !== true) this.#resources.set(given, made);
    return made;
  }
}
