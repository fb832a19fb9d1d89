import type { Attributes, Meter } from '@opentelemetry/api';

/** What an instrument is, as data. */
export interface InstrumentDefinition<
  Kind extends InstrumentKind = InstrumentKind,
  Names extends readonly string[] = readonly string[],
> {
  readonly kind: Kind;
  /** By UCUM: `s`, `By`, `{request}`. */
  readonly unit: string;
  readonly description: string;
  /** Names of the attributes that a measurement has; all of them, and no others. */
  readonly attributes: Names;
  /** Different sets of attributes that are told apart; what comes after is counted together. @default 1000 */
  readonly maxSeries?: number | undefined;
}

export type InstrumentKind = 'counter' | 'upDownCounter' | 'gauge' | 'histogram';

interface Given<Names extends readonly string[]> {
  readonly unit: string;
  readonly description: string;
  readonly attributes?: Names;
  readonly maxSeries?: number;
}

type Define<Kind extends InstrumentKind> = <const Names extends readonly string[] = readonly []>(
  given: Given<Names>,
) => InstrumentDefinition<Kind, Names>;

function define<Kind extends InstrumentKind>(kind: Kind): Define<Kind> {
  return ({ unit, description, attributes, maxSeries }) => ({
    ...{ kind, unit, description, maxSeries },
    // Without names there are none, which is what the type's default says.
    attributes: attributes ?? ([] as never),
  });
}

/** Counts what only grows. */
export const counter = define('counter');
/** Counts what also shrinks. */
export const upDownCounter = define('upDownCounter');
/** What something measures now. */
export const gauge = define('gauge');
/** How values spread. */
export const histogram = define('histogram');

type ValueOf<Names extends readonly string[]> = Readonly<
  Record<Names[number], string | number | boolean>
>;

type Measure<Names extends readonly string[]> = readonly [] extends Names
  ? (value?: number) => void
  : (value: number, attributes: ValueOf<Names>) => void;

/** An instrument of a definition: `add` for what is counted, `record` for what is measured. */
export type Instrument<Definition> =
  Definition extends InstrumentDefinition<infer Kind, infer Names>
    ? Kind extends 'counter' | 'upDownCounter'
      ? { readonly add: Measure<Names> }
      : { readonly record: Measure<Names> }
    : never;

/** By OpenTelemetry's own name for what a limit of series puts together. */
const overflow: Attributes = { 'otel.metric.overflow': true };

/**
 * Makes the instruments of a program from their definitions. Names of attributes are checked by the compiler; at run time what
 * is not among them is left out, and sets of attributes beyond `maxSeries` are counted together, so that a user's id put in
 * by mistake does not fill the store.
 *
 * @example
 * const { orders } = defineMetrics(meter, { orders: counter({ unit: '{order}', description: 'Orders paid.', attributes: ['currency'] }) });
 * orders.add(1, { currency: 'EUR' });
 */
export function defineMetrics<
  const Definitions extends Readonly<Record<string, InstrumentDefinition>>,
>(
  meter: Meter,
  definitions: Definitions,
): { readonly [Name in keyof Definitions]: Instrument<Definitions[Name]> } {
  return Object.fromEntries(
    Object.entries(definitions).map(([name, definition]) => [
      name,
      create(meter, name, definition),
    ]),
  ) as { readonly [Name in keyof Definitions]: Instrument<Definitions[Name]> };
}

function create(meter: Meter, name: string, definition: InstrumentDefinition): unknown {
  const { kind, unit, description } = definition;
  const limit = limiter(definition);
  const options = { unit, description };
  switch (kind) {
    case 'counter': {
      const made = meter.createCounter(name, options);
      return {
        add: (value = 1, given?: Attributes) => {
          made.add(value, limit(given));
        },
      };
    }
    case 'upDownCounter': {
      const made = meter.createUpDownCounter(name, options);
      return {
        add: (value = 1, given?: Attributes) => {
          made.add(value, limit(given));
        },
      };
    }
    case 'gauge': {
      const made = meter.createGauge(name, options);
      return {
        record: (value = 1, given?: Attributes) => {
          made.record(value, limit(given));
        },
      };
    }
    case 'histogram': {
      const made = meter.createHistogram(name, options);
      return {
        record: (value = 1, given?: Attributes) => {
          made.record(value, limit(given));
        },
      };
    }
  }
}

function limiter({ attributes: names, maxSeries = 1000 }: InstrumentDefinition) {
  const seen = new Set<string>();
  return (given: Attributes = {}): Attributes => {
    const kept: Attributes = {};
    for (const name of names) {
      const value = given[name];
      if (value !== undefined) kept[name] = value;
    }
    const key = JSON.stringify(Object.values(kept));
    if (seen.has(key)) return kept;
    if (seen.size >= maxSeries) return overflow;
    seen.add(key);
    return kept;
  };
}
