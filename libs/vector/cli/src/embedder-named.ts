import type { Embedder } from '@vector-toolkit/core';
import { VectorError } from '@vector-toolkit/core';

/** What `--embedder` may say. */
export const embedderHelp =
  'local (English, this machine), hash (any language, this machine), static:FOLDER and onnx:FOLDER (a model of yours), openai:MODEL:DIMENSIONS, ollama:MODEL:DIMENSIONS';

/** The embedder of a name; its package is loaded when it is named. Throws `VECTOR_BAD_OPTION`. */
export async function embedderNamed(name: string): Promise<Embedder> {
  if (name === 'local' || name === 'hash') {
    const { localEmbedder, hashEmbedder } = await import('@vector-toolkit/embeddings-local');
    return name === 'local' ? localEmbedder() : hashEmbedder();
  }
  const [, kind, folder = ''] = /^(static|onnx):(.+)$/.exec(name) ?? [];
  if (kind === 'static') {
    const { staticEmbedder } = await import('@vector-toolkit/embeddings-local/static');
    return staticEmbedder(folder);
  }
  if (kind === 'onnx') {
    const { onnxEmbedder } = await import('@vector-toolkit/embeddings-local/onnx');
    return onnxEmbedder(folder);
  }
  const [, provider, model = '', size = ''] = /^(openai|ollama):(.+):(\d+)$/.exec(name) ?? [];
  const dimensions = Number(size);
  if (provider === 'openai') {
    const [{ openAiEmbedder }, { countCl100k }] = await Promise.all([
      import('@vector-toolkit/embeddings-openai'),
      import('@vector-toolkit/embeddings-openai/cl100k'),
    ]);
    return openAiEmbedder({ model, dimensions, countTokens: countCl100k });
  }
  if (provider === 'ollama') {
    const { ollamaEmbedder } = await import('@vector-toolkit/embeddings-ollama');
    return ollamaEmbedder({ model, dimensions });
  }
  throw new VectorError(
    'VECTOR_BAD_OPTION',
    `"${name}" is no embedder. There are: ${embedderHelp}.`,
  );
}
