import { inspect, stripVTControlCharacters } from 'node:util';
import type { LogRecord } from '@h-j-petroleum/toolkit-signals';
import { configure } from 'safe-stable-stringify';

const colours: Readonly<Record<string, number>> = {
  ...{ error: 31, warn: 33, info: 32, http: 36, verbose: 36, debug: 34, silly: 35 },
};

const stringify = configure({ deterministic: false, bigint: true, circularValue: '[Circular]' });

/** One record as a line of JSON, for a collector that reads the console. A field that is called as a part of the line is under `field.<name>`. */
export function jsonLine(level: string, record: LogRecord): string {
  const { time, body, scope, traceId, spanId, attributes, resource } = record;
  const line: Record<string, unknown> = {
    timestamp: new Date(time).toISOString(),
    level,
    message: body,
    service: resource.service.name,
    ...(scope !== undefined && { logger: scope }),
    ...(traceId !== undefined && { trace_id: traceId, span_id: spanId }),
  };
  for (const [key, value] of Object.entries(attributes ?? {})) {
    line[Object.hasOwn(line, key) ? `field.${key}` : key] = value;
  }
  return stringify(line) ?? '{}';
}

/** One record for a person: time, level, message, fields; a stack below. */
export function prettyLine(level: string, record: LogRecord, colour: boolean): string {
  const paint = (code: number, text: string): string =>
    colour ? `\u001B[${code}m${text}\u001B[0m` : text;
  const { 'exception.stacktrace': stack, ...attributes } = record.attributes ?? {};
  const shown = Object.entries(attributes).filter(([key]) => !key.startsWith('exception.'));
  const fields = shown.map(
    ([key, value]) =>
      `${paint(2, `${key}=`)}${typeof value === 'string' ? oneLine(value) : inspect(value, { breakLength: Infinity, depth: 4, colors: colour })}`,
  );
  const trace = record.traceId === undefined ? [] : [paint(2, `trace=${record.traceId}`)];
  const said = typeof record.body === 'string' ? printable(record.body) : inspect(record.body);
  const head = [
    paint(2, new Date(record.time).toISOString().slice(11, 23)),
    paint(colours[level] ?? 0, level.padEnd(5)),
    ...(record.scope === undefined ? [] : [paint(2, `[${record.scope}]`)]),
    said,
    ...fields,
    ...trace,
  ].join(' ');
  return typeof stack === 'string'
    ? `${head}\n${printable(stack).replaceAll(/^/gm, '    ')}`
    : head;
}

/** What a message brings along must not move the cursor of who reads it. */
function printable(text: string): string {
  return stripVTControlCharacters(text).replaceAll(
    // eslint-disable-next-line no-control-regex
    /[\u0000-\u0008\u000B-\u001F\u007F]/g,
    '\u{FFFD}',
  );
}

function oneLine(text: string): string {
  return /[\s"]/.test(text) ? JSON.stringify(text) : printable(text);
}
