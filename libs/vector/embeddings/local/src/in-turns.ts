import type { Embedder, EmbedOptions } from '@vector-toolkit/core/embedder';

/** Milliseconds after which others get a turn. */
const turn = 10;

/** The methods of an embedder that works in this thread, a text at a time: others get their turn while it does, and it can be aborted. */
export function inTurns(
  embedDocument: (text: string) => Float32Array,
  embedQuery = embedDocument,
): Pick<Embedder, 'embed' | 'embedQuery'> {
  return {
    embed: async (texts, { signal }: EmbedOptions = {}) => {
      const made: Float32Array[] = [];
      let since = performance.now();
      for (const text of texts) {
        signal?.throwIfAborted();
        made.push(embedDocument(text));
        if (performance.now() - since < turn) continue;
        await new Promise((resolve) => setTimeout(resolve, 0));
        since = performance.now();
      }
      signal?.throwIfAborted();
      return made;
    },
    embedQuery: (text, { signal }: EmbedOptions = {}) =>
      new Promise((resolve) => {
        signal?.throwIfAborted();
        resolve(embedQuery(text));
      }),
  };
}
