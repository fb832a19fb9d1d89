import type { Embedder, EmbedOptions } from '../contract/embedder.ts';
import { histogram, observe } from './observe.ts';

// Boundaries as the semantic conventions for generative AI advise them.
const duration = histogram('gen_ai.client.operation.duration', {
  unit: 's',
  description: 'GenAI operation duration.',
  boundaries: [
    0.01, 0.02, 0.04, 0.08, 0.16, 0.32, 0.64, 1.28, 2.56, 5.12, 10.24, 20.48, 40.96, 81.92,
  ],
});
const tokens = histogram('gen_ai.client.token.usage', {
  unit: '{token}',
  description: 'Number of input and output tokens used.',
  boundaries: [
    1, 4, 16, 64, 256, 1024, 4096, 16384, 65536, 262144, 1048576, 4194304, 16777216, 67108864,
  ],
});

/**
 * An embedder whose calls are spans and metrics by OpenTelemetry's semantic conventions for generative AI. Texts are never
 * recorded. Tokens are the embedder's own count.
 *
 * @param provider `gen_ai.provider.name`, such as `openai`
 */
export function observedEmbedder(embedder: Embedder, provider: string): Embedder {
  const { space, limits } = embedder;
  const attributes = {
    'gen_ai.operation.name': 'embeddings',
    'gen_ai.provider.name': provider,
    'gen_ai.request.model': space.model,
  };
  const call = <Answer>(texts: readonly string[], work: () => Promise<Answer>): Promise<Answer> =>
    observe({ name: `embeddings ${space.model}`, attributes, duration }, async ({ span }) => {
      const used = texts.reduce((sum, text) => sum + embedder.countTokens(text), 0);
      span.setAttributes({
        'gen_ai.embeddings.dimension.count': space.dimensions,
        'gen_ai.usage.input_tokens': used,
      });
      const answer = await work();
      tokens().record(used, { ...attributes, 'gen_ai.token.type': 'input' });
      return answer;
    });
  return {
    space,
    limits,
    countTokens: (text) => embedder.countTokens(text),
    embed: (texts, options?: EmbedOptions) => call(texts, () => embedder.embed(texts, options)),
    embedQuery: (text, options?: EmbedOptions) =>
      call([text], () => embedder.embedQuery(text, options)),
  };
}
