import type { LogRecord, SpanRecord } from '../src/index.ts';
import { resourceOf } from '../src/index.ts';

export const shop = resourceOf({ 'service.name': 'shop', 'deployment.environment.name': 'test' });
export const bank = resourceOf({ 'service.name': 'bank', 'deployment.environment.name': 'test' });

export function traceId(n: number): string {
  return n.toString(16).padStart(32, '0');
}

export function spanId(n: number): string {
  return n.toString(16).padStart(16, '0');
}

export function log(over: Partial<LogRecord> = {}): LogRecord {
  return { time: Date.now(), severity: 9, body: 'a message', resource: shop, ...over };
}

export function span(over: Partial<SpanRecord> = {}): SpanRecord {
  return {
    ...{
      time: Date.now(),
      duration: 1_000_000,
      traceId: traceId(1),
      spanId: spanId(1),
      resource: shop,
    },
    ...{ name: 'GET /', kind: 1, status: 0 },
    ...over,
  };
}
