import { ROOT_CONTEXT, SpanKind, trace } from '@opentelemetry/api';
import { SamplingDecision } from '@opentelemetry/sdk-trace';
import { describe, expect, it } from 'vitest';
import { otelVariables } from './otel-variables.ts';

/** Whether a trace is sampled: one that begins here, and one that the caller sampled or did not. */
function sampled(env: Record<string, string>): boolean[] {
  const { sampler } = otelVariables(env);
  // Below every ratio but 1.
  const id = '80000000000000000000000000000001';
  const caller = (traceFlags: number) =>
    trace.setSpanContext(ROOT_CONTEXT, {
      ...{ traceId: id, spanId: '1'.repeat(16), traceFlags, isRemote: true },
    });
  return [ROOT_CONTEXT, caller(1), caller(0)].map((context) => {
    const { decision } = sampler.shouldSample(context, id, 'x', SpanKind.SERVER, {}, []);
    return decision === SamplingDecision.RECORD_AND_SAMPLED;
  });
}

describe('otelVariables', () => {
  it.each([
    [{}, [true, true, false]],
    [{ OTEL_TRACES_SAMPLER: 'always_on' }, [true, true, true]],
    [{ OTEL_TRACES_SAMPLER: 'always_off' }, [false, false, false]],
    [{ OTEL_TRACES_SAMPLER: 'parentbased_always_off' }, [false, true, false]],
    [
      { OTEL_TRACES_SAMPLER: 'traceidratio', OTEL_TRACES_SAMPLER_ARG: '0.5' },
      [false, false, false],
    ],
    [{ OTEL_TRACES_SAMPLER: 'traceidratio', OTEL_TRACES_SAMPLER_ARG: '1' }, [true, true, true]],
    [
      { OTEL_TRACES_SAMPLER: 'parentbased_traceidratio', OTEL_TRACES_SAMPLER_ARG: '0' },
      [false, true, false],
    ],
  ])('samples by %j', (env, expected) => {
    expect(sampled(env)).toStrictEqual(expected);
    expect(otelVariables(env).warnings).toStrictEqual([]);
  });

  it.each([
    [
      { OTEL_TRACES_SAMPLER: 'sometimes' },
      'OTEL_TRACES_SAMPLER=sometimes is ignored: it may be always_on, always_off, traceidratio, parentbased_always_on, parentbased_always_off, parentbased_traceidratio. Every trace is sampled.',
    ],
    [
      { OTEL_TRACES_SAMPLER: 'traceidratio', OTEL_TRACES_SAMPLER_ARG: '10%' },
      'OTEL_TRACES_SAMPLER_ARG=10% is ignored: it must be a number from 0 to 1. Every trace is sampled.',
    ],
    [
      { OTEL_EXPORTER_OTLP_PROTOCOL: 'http' },
      'OTEL_EXPORTER_OTLP_PROTOCOL=http is ignored: it may be http/protobuf, http/json, grpc. http/protobuf is used.',
    ],
    [
      { OTEL_PROPAGATORS: 'tracecontext,jaeger' },
      'OTEL_PROPAGATORS=tracecontext,jaeger is ignored: jaeger is none of tracecontext, baggage, b3, b3multi, none. It is left out.',
    ],
    [
      { OTEL_TRACES_EXPORTER: 'zipkin' },
      'OTEL_TRACES_EXPORTER=zipkin is ignored: zipkin is none of otlp, console, none. It is left out.',
    ],
  ])('warns of what it ignores: %j', (env, warning) => {
    expect(otelVariables(env).warnings).toStrictEqual([warning]);
    expect(otelVariables(env).protocol).toBe('http/protobuf');
  });
});
