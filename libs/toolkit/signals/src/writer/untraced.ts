import { context, createContextKey, ROOT_CONTEXT } from '@opentelemetry/api';

// The key of `suppressTracing` in @opentelemetry/core: keys of one description are one symbol, so the SDK sees it.
const suppressed = ROOT_CONTEXT.setValue(
  createContextKey('OpenTelemetry SDK Context Key SUPPRESS_TRACING'),
  true,
);

/**
 * Runs work outside of whatever trace is under way, and untraced: the writer's own statements must neither appear in a
 * caller's trace nor make spans that the writer would have to store.
 */
export function untraced<Result>(work: () => Result): Result {
  return context.with(suppressed, work);
}
