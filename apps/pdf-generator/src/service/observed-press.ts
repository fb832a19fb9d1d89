import type { Metrics } from '@h-j-petroleum/toolkit-metrics';
import { counter, defineMetrics, gauge, histogram } from '@h-j-petroleum/toolkit-metrics';
import { SpanStatusCode, trace } from '@opentelemetry/api';
import type { Press } from '../press/press.ts';
import type { Made } from '../press/messages.ts';
import { TypesettingError } from '../typesetting/error.ts';
import type { Order } from '../typesetting/typesetter.ts';

const tracer = trace.getTracer('pdf-generator');

/** A press whose work has spans and metrics. */
export function observedPress(press: Press, metrics: Metrics): Press {
  const instruments = defineMetrics(metrics.meter('pdf-generator'), {
    'pdf.documents': counter({
      unit: '{document}',
      description: 'Documents and previews that were asked of the press, by what came of them.',
      attributes: ['template', 'kind', 'outcome'],
    }),
    'pdf.typeset.duration': histogram({
      unit: 's',
      description: 'From being asked until made, waiting for a worker included.',
      attributes: ['template', 'kind'],
    }),
    'pdf.pages': counter({
      unit: '{page}',
      description: 'Pages of documents that were made.',
      attributes: ['template'],
    }),
    'pdf.press.load': gauge({
      unit: '{task}',
      description: 'Tasks of the press when one was put.',
      attributes: ['state'],
    }),
  });
  const {
    'pdf.documents': made,
    'pdf.typeset.duration': duration,
    'pdf.pages': pages,
    'pdf.press.load': load,
  } = instruments;
  const watched = (kind: string, order: Order, make: () => Promise<Made>): Promise<Made> =>
    tracer.startActiveSpan(`typeset ${order.template}`, async (span) => {
      span.setAttributes({
        'pdf.template': order.template,
        'pdf.locale': order.locale,
        'pdf.kind': kind,
      });
      const { template } = order;
      load.record(press.load.waiting, { state: 'waiting' });
      load.record(press.load.running, { state: 'running' });
      const begun = performance.now();
      try {
        const result = await make();
        span.setAttributes({ 'pdf.pages': result.pages, 'pdf.bytes': result.bytes.byteLength });
        made.add(1, { template, kind, outcome: 'made' });
        if (kind === 'document') pages.add(result.pages, { template });
        return result;
      } catch (error) {
        const outcome = error instanceof TypesettingError ? error.code : 'failed';
        made.add(1, { template, kind, outcome });
        span.setStatus({ code: SpanStatusCode.ERROR, message: outcome });
        if (error instanceof Error) span.recordException(error);
        throw error;
      } finally {
        duration.record((performance.now() - begun) / 1000, { template, kind });
        span.end();
      }
    });
  return {
    document: (order) => watched('document', order, () => press.document(order)),
    preview: (order, picture) => watched('preview', order, () => press.preview(order, picture)),
    get load() {
      return press.load;
    },
    warm: () => press.warm(),
    close: () => press.close(),
  };
}
