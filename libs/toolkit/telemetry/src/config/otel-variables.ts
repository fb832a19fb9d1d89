import type { Sampler } from '@opentelemetry/sdk-trace';
import {
  AlwaysOffSampler,
  AlwaysOnSampler,
  ParentBasedSampler,
  TraceIdRatioBasedSampler,
} from '@opentelemetry/sdk-trace';

type Environment = Readonly<Record<string, string | undefined>>;

/** https://opentelemetry.io/docs/specs/otel/configuration/sdk-environment-variables/#general-sdk-configuration */
const samplers: Readonly<Record<string, (ratio: number) => Sampler>> = {
  always_on: () => new AlwaysOnSampler(),
  always_off: () => new AlwaysOffSampler(),
  traceidratio: (ratio) => new TraceIdRatioBasedSampler(ratio),
  parentbased_always_on: () => new ParentBasedSampler({ root: new AlwaysOnSampler() }),
  parentbased_always_off: () => new ParentBasedSampler({ root: new AlwaysOffSampler() }),
  parentbased_traceidratio: (ratio) =>
    new ParentBasedSampler({ root: new TraceIdRatioBasedSampler(ratio) }),
};
const protocols = ['http/protobuf', 'http/json', 'grpc'] as const;
const propagators = ['tracecontext', 'baggage', 'b3', 'b3multi', 'none'];
const traceExporters = ['otlp', 'console', 'none'];

export type OtlpProtocol = (typeof protocols)[number];

/** What a program set by OpenTelemetry's own variables, and what of it means nothing. */
export interface OtelVariables {
  readonly sampler: Sampler;
  readonly protocol: OtlpProtocol;
  /** Of `OTEL_TRACES_EXPORTER`; undefined where it is not set. */
  readonly tracesExporters: readonly string[] | undefined;
  /** One sentence for each variable whose value is ignored. */
  readonly warnings: readonly string[];
}

/**
 * Reads the variables that decide about sampling and OTLP. They are shared with other programs, and the specification wants a
 * value that is not known to be warned of and ignored, so nothing is thrown.
 */
export function otelVariables(env: Environment): OtelVariables {
  const warnings: string[] = [];
  const read = (variable: string): string | undefined => env[variable]?.trim() || undefined;
  const warn = (variable: string, allowed: string, instead: string): void => {
    warnings.push(`${variable}=${read(variable)} is ignored: ${allowed}. ${instead}`);
  };

  const name = read('OTEL_TRACES_SAMPLER') ?? 'parentbased_always_on';
  const make = Object.hasOwn(samplers, name) ? samplers[name] : undefined;
  if (make === undefined) {
    const names = Object.keys(samplers).join(', ');
    warn('OTEL_TRACES_SAMPLER', `it may be ${names}`, 'Every trace is sampled.');
  }
  const ratio = ratioOf(read('OTEL_TRACES_SAMPLER_ARG'));
  if (name.endsWith('traceidratio') && ratio === undefined) {
    warn('OTEL_TRACES_SAMPLER_ARG', 'it must be a number from 0 to 1', 'Every trace is sampled.');
  }

  const variable = read('OTEL_EXPORTER_OTLP_TRACES_PROTOCOL')
    ? 'OTEL_EXPORTER_OTLP_TRACES_PROTOCOL'
    : 'OTEL_EXPORTER_OTLP_PROTOCOL';
  const given = read(variable);
  const protocol = protocols.find((one) => one === given);
  if (given !== undefined && protocol === undefined) {
    warn(variable, `it may be ${protocols.join(', ')}`, 'http/protobuf is used.');
  }

  for (const one of listOf(read('OTEL_PROPAGATORS'))) {
    if (propagators.includes(one)) continue;
    warn('OTEL_PROPAGATORS', `${one} is none of ${propagators.join(', ')}`, 'It is left out.');
  }
  const exporters = listOf(read('OTEL_TRACES_EXPORTER'));
  for (const one of exporters) {
    if (traceExporters.includes(one)) continue;
    warn(
      'OTEL_TRACES_EXPORTER',
      `${one} is none of ${traceExporters.join(', ')}`,
      'It is left out.',
    );
  }
  return {
    sampler: (make ?? samplers.parentbased_always_on)?.(ratio ?? 1) ?? new AlwaysOnSampler(),
    protocol: protocol ?? 'http/protobuf',
    tracesExporters: exporters.length > 0 ? exporters : undefined,
    warnings,
  };
}

function ratioOf(text: string | undefined): number | undefined {
  const ratio = text === undefined ? Number.NaN : Number(text);
  return ratio >= 0 && ratio <= 1 ? ratio : undefined;
}

function listOf(text = ''): string[] {
  return text
    .split(',')
    .map((one) => one.trim())
    .filter(Boolean);
}
