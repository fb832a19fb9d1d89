import { SpanStatusCode, TraceFlags } from '@opentelemetry/api';
import type { ReadableSpan, SpanProcessor } from '@opentelemetry/sdk-trace';
import { spanRecord } from './span-record.ts';
import type { SpanTarget, SpanTargetOptions } from './span-target.ts';
import { openSpanTarget } from './span-target.ts';

/** Spans that wait for the resource's detectors, at most. */
const mostHeld = 2048;

export interface SpanProcessorOptions extends SpanTargetOptions {
  /** Whether a span that failed is stored although it is not sampled; a sampler has to have it recorded. @default false */
  readonly keepErrors?: boolean;
}

/**
 * Hands each sampled span to the writer when it ends. The writer batches, bounds memory and retries by itself, so a batch
 * processor before it would only be a second queue, with drops of its own.
 */
export class TimescaleSpanProcessor implements SpanProcessor {
  readonly #target: SpanTarget;
  readonly #keepsErrors: boolean;
  #held: ReadableSpan[] | undefined;
  #isOpen = true;

  /** @throws SignalsError `SIGNALS_NO_DATABASE_URL`, `SIGNALS_BAD_DATABASE_URL` */
  constructor(options: SpanProcessorOptions = {}) {
    this.#target = openSpanTarget(options);
    this.#keepsErrors = options.keepErrors === true;
  }

  onStart(): void {
    // Nothing is known yet that is worth storing.
  }

  onEnd(span: ReadableSpan): void {
    if (!this.#isOpen || !this.#isKept(span)) return;
    if (this.#held === undefined && span.resource.asyncAttributesPending !== true) {
      this.#target.writer.span(spanRecord(span));
      return;
    }
    this.#hold(span);
  }

  #isKept(span: ReadableSpan): boolean {
    return (
      (span.spanContext().traceFlags & TraceFlags.SAMPLED) !== 0 ||
      (this.#keepsErrors && span.status.code === SpanStatusCode.ERROR)
    );
  }

  /** Keeps order: as long as one span waits for its resource, those that come later wait behind it. */
  #hold(span: ReadableSpan): void {
    if (this.#held === undefined) {
      this.#held = [];
      const done = (): void => {
        this.#release();
      };
      (span.resource.waitForAsyncAttributes?.() ?? Promise.resolve()).then(done, done);
    }
    this.#held.push(span);
    if (this.#held.length >= mostHeld) this.#release();
  }

  #release(): void {
    const held = this.#held ?? [];
    this.#held = undefined;
    for (const span of held) this.#target.writer.span(spanRecord(span));
  }

  async forceFlush(): Promise<void> {
    this.#release();
    await this.#target.flush();
  }

  async shutdown(): Promise<void> {
    if (!this.#isOpen) return;
    this.#isOpen = false;
    this.#release();
    await this.#target.release();
  }
}
