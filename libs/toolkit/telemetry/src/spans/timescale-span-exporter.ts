import type { ExportResult } from '@opentelemetry/core';
import { ExportResultCode } from '@opentelemetry/core';
import type { ReadableSpan, SpanExporter } from '@opentelemetry/sdk-trace';
import { spanRecord } from './span-record.ts';
import type { SpanTarget, SpanTargetOptions } from './span-target.ts';
import { openSpanTarget } from './span-target.ts';

/**
 * An exporter of OpenTelemetry's contract into the signal store, for whoever sets up a provider of their own. Spans that it
 * was handed are with the writer, which stores each once or counts it as dropped; `forceFlush` waits for that.
 *
 * `startTelemetry` uses `TimescaleSpanProcessor` instead, which saves the batch processor's queue.
 */
export class TimescaleSpanExporter implements SpanExporter {
  readonly #target: SpanTarget;
  #isOpen = true;

  /** @throws SignalsError `SIGNALS_NO_DATABASE_URL`, `SIGNALS_BAD_DATABASE_URL` */
  constructor(options: SpanTargetOptions = {}) {
    this.#target = openSpanTarget(options);
  }

  export(spans: ReadableSpan[], resultCallback: (result: ExportResult) => void): void {
    if (!this.#isOpen) {
      resultCallback({
        code: ExportResultCode.FAILED,
        error: new Error('The exporter was shut down.'),
      });
      return;
    }
    for (const span of spans) this.#target.writer.span(spanRecord(span));
    resultCallback({ code: ExportResultCode.SUCCESS });
  }

  forceFlush(): Promise<void> {
    return this.#target.flush();
  }

  async shutdown(): Promise<void> {
    if (!this.#isOpen) return;
    this.#isOpen = false;
    await this.#target.release();
  }
}
