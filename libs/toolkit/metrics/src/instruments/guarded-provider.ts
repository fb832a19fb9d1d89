import type { Attributes, Context, Meter, MeterProvider } from '@opentelemetry/api';
import type { Exemplars } from './exemplars.ts';

const creators = {
  createCounter: 'add',
  createUpDownCounter: 'add',
  createGauge: 'record',
  createHistogram: 'record',
} as const;

type Measure = (value: number, attributes?: Attributes, context?: Context) => void;

/**
 * Guards every instrument that a provider makes, whoever asks for it: one NaN would make a sum NaN for good, so a value that is
 * no finite number is left out, and a warning of the process says so once. What was measured inside of a sampled trace is
 * offered as an exemplar, which OpenTelemetry's SDK for JavaScript does not do by itself.
 *
 * @param exemplars none are kept unless given
 */
export function guardProvider<Provider extends MeterProvider>(
  provider: Provider,
  exemplars: Exemplars | undefined,
): Provider {
  const guarded = new WeakSet<Meter>();
  const getMeter = provider.getMeter.bind(provider);
  provider.getMeter = (name, version, options) => {
    const meter = getMeter(name, version, options);
    // The same name is the same meter.
    if (!guarded.has(meter)) guardMeter(meter, name, exemplars);
    guarded.add(meter);
    return meter;
  };
  return provider;
}

function guardMeter(meter: Meter, scope: string, exemplars: Exemplars | undefined): void {
  for (const [creator, method] of Object.entries(creators)) {
    const create = Reflect.get(meter, creator) as (name: string, options?: object) => object;
    Reflect.set(meter, creator, (name: string, options?: object): object => {
      const instrument = create.call(meter, name, options);
      const measure = (Reflect.get(instrument, method) as Measure).bind(instrument);
      // Sums that shrink and gauges stand for no single measurement.
      const keeps = creator === 'createCounter' || creator === 'createHistogram';
      let warned = false;
      Reflect.set(instrument, method, (value: number, attributes?: Attributes, of?: Context) => {
        if (!Number.isFinite(value)) {
          if (!warned) warn(name, value);
          warned = true;
          return;
        }
        measure(value, attributes, of);
        if (keeps) exemplars?.offer(scope, name, value, attributes, of);
      });
      return instrument;
    });
  }
}

function warn(name: string, value: unknown): void {
  process.emitWarning(
    `The metric ${name} was given ${String(value)}, which is no finite number. Such values are left out.`,
    { type: 'MetricsWarning', code: 'METRICS_BAD_VALUE' },
  );
}
