import type { LogRecord, Resource } from '@h-j-petroleum/toolkit-signals';
import type { Wire } from '../decoding/decode.ts';
import { anyValue, attributes, hexId, milliseconds, number, text } from './values.ts';

const info = 9;
/** https://opentelemetry.io/docs/specs/otel/logs/data-model/#field-severitynumber */
const severities: readonly (readonly [RegExp, number])[] = [
  [/^trace|^silly|^finest/i, 1],
  [/^debug|^fine|^verbose/i, 5],
  [/^notice/i, 10],
  [/^info/i, 9],
  [/^warn/i, 13],
  [/^err|^severe/i, 17],
  [/^crit/i, 18],
  [/^alert/i, 19],
  [/^fatal|^emerg|^panic/i, 21],
];

/** A log record of OTLP as it is stored. One without a time has the time at which it was observed. */
export function logRecord(log: Wire, resource: Resource, scope: string | undefined): LogRecord {
  return {
    time: milliseconds(log.timeUnixNano) ?? milliseconds(log.observedTimeUnixNano) ?? Date.now(),
    severity: severityOf(log),
    body: anyValue(log.body) ?? '',
    resource,
    scope,
    eventName: text(log.eventName),
    traceId: hexId(log.traceId),
    spanId: hexId(log.spanId),
    attributes: attributes(log.attributes, 'attributes'),
  };
}

export function hasTime({ timeUnixNano, observedTimeUnixNano }: Wire): boolean {
  return (
    milliseconds(timeUnixNano) !== undefined || milliseconds(observedTimeUnixNano) !== undefined
  );
}

function severityOf({ severityNumber, severityText }: Wire): number {
  const named = /^SEVERITY_NUMBER_(TRACE|DEBUG|INFO|WARN|ERROR|FATAL)([234])?$/.exec(
    typeof severityNumber === 'string' ? severityNumber : '',
  );
  if (named?.[1] !== undefined) {
    return byName(named[1]) + Number(named[2] ?? 1) - 1;
  }
  const given = number(severityNumber) ?? 0;
  if (given > 0) return given;
  return byName(text(severityText) ?? '');
}

function byName(name: string): number {
  return severities.find(([pattern]) => pattern.test(name))?.[1] ?? info;
}
