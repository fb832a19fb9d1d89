import type { Candidate } from '../protocol.ts';

/** Each in a module of its own, so that a producer process loads its own alone. */
export const candidates = {
  'writer-logs': async () => (await import('./writer.ts')).writerLogs(),
  'writer-spans': async () => (await import('./writer.ts')).writerSpans(),
  'writer-metrics': async () => (await import('./writer.ts')).writerMetrics(),
  'insert-logs': async () => (await import('./insert.ts')).insertLogs(),
  'insert-spans': async () => (await import('./insert.ts')).insertSpans(),
  'insert-metrics': async () => (await import('./insert.ts')).insertMetrics(),
  logger: async () => (await import('./loggers.ts')).logger(),
  'logger-transport': async () => (await import('./loggers.ts')).loggerTransport(),
  winston: async () => (await import('./loggers.ts')).winstonNull(),
  pino: async () => (await import('./loggers.ts')).pinoNull(),
  'pino-file': async () => (await import('./loggers.ts')).pinoFile(),
  'span-exporter': async () => (await import('./spans.ts')).exporter(),
  'span-processor': async () => (await import('./spans.ts')).processor(),
  'span-otlp': async () => (await import('./spans.ts')).otlp(),
  'metric-exporter': async () => (await import('./metrics.ts')).exporter(),
  'nothing-logs': async () => (await import('./loggers.ts')).nothing(),
} satisfies Record<string, () => Promise<Candidate>>;

export type CandidateName = keyof typeof candidates;

export function isCandidateName(name: string): name is CandidateName {
  return Object.hasOwn(candidates, name);
}
