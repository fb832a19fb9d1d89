import type { Embedder, EmbedOptions } from '@vector-toolkit/core/embedder';
import { VectorError } from '@vector-toolkit/core/embedder';
import { openModelFolder, reasonOf, revisionOf } from '../folder/model-folder.ts';
import { readPrompts } from '../folder/prompts.ts';
import { readTokenizer } from '../folder/tokenizer.ts';
import type { Pooling } from './pool.ts';
import { pool } from './pool.ts';
import { readSentenceModel } from './sentence-model.ts';
import type { Answer } from './session.ts';
import { modelFileOf, openSession } from './session.ts';
import { batchesOf, tokenIds } from './token-ids.ts';

export type { Pooling } from './pool.ts';

/** How a model is used; what is not given, its folder says. */
export interface OnnxOptions {
  /** The model's file within the folder. @default `onnx/model.onnx`, else `model.onnx` */
  readonly file?: string;
  /** @default as 1_Pooling/config.json says, else `mean` */
  readonly pooling?: Pooling;
  /** Whether vectors are brought to length one. @default whether modules.json has the step */
  readonly normalize?: boolean;
  /** Tokens of a text at most, with those that the model has around it. @default sentence_bert_config.json, else the tokenizer's limit, else 512 */
  readonly maxTokens?: number;
  /**
   * Tokens that the model is run on at once, all texts as long as the longest. While it runs, nothing else does. 1 runs each text by
   * itself: a model whose numbers are quantized as it runs (`model_quantized.onnx`) gives a text other vectors beside others.
   * @default 4096
   */
  readonly batchTokens?: number;
}

/** A model's way of being used changed: raise it where the same folder gives other vectors than before. */
const version = 'onnx 1';

/**
 * An embedder by a transformer in ONNX of a local folder, laid out as sentence-transformers does: the model, `tokenizer.json`,
 * `config.json`, `modules.json`, `1_Pooling/config.json`, `config_sentence_transformers.json` with prompts. It runs in
 * `onnxruntime-web`, in this thread, on the processor.
 *
 * `space.model` is `onnx/` and a hash of what vectors depend on, so other files are another model, and a folder that moved is not.
 *
 * Throws `VECTOR_BAD_MODEL` where a file is missing, damaged, or asks for what is not known here; `VECTOR_PACKAGE_MISSING` without
 * `onnxruntime-web` and `@huggingface/tokenizers`; `VECTOR_BAD_OPTION`.
 */
export async function onnxEmbedder(path: string, options: OnnxOptions = {}): Promise<Embedder> {
  const folder = await openModelFolder(path, 'a model in ONNX');
  const file = await modelFileOf(folder, options.file);
  const model = await readSentenceModel(folder);
  const prompts = await readPrompts(folder);
  const tokenizer = await readTokenizer(folder, `${model.place}tokenizer.json`);
  const { batchTokens = 4096, maxTokens = model.maxTokens } = options;
  const { pooling = model.pooling, normalize: normalized = model.normalized } = options;
  const ids = tokenIds(tokenizer, maxTokens, model.isLowerCase);
  const ofPrompts = Math.max(...[prompts.document, prompts.query].map((one) => ids.count(one)));
  const left = maxTokens - ids.around - ofPrompts;
  if (!(left >= 1))
    throw new VectorError(
      'VECTOR_BAD_OPTION',
      `maxTokens is ${maxTokens}, and the model has ${ids.around + ofPrompts} tokens of its own in each text. Give more.`,
    );
  if (!model.poolsPrompt && ofPrompts > 0)
    throw new VectorError(
      'VECTOR_BAD_MODEL',
      `${path} has prompts that are not pooled (include_prompt), which is not known here.`,
    );
  const session = await openSession(folder, file, tokenizer.padId ?? 0);

  const embed = async (
    texts: readonly string[],
    { signal }: EmbedOptions = {},
  ): Promise<Float32Array[]> => {
    signal?.throwIfAborted();
    const tokens = texts.map((text) => {
      const found = ids.of(text);
      // A model takes a text of one token at least.
      return found.length === 0 ? [tokenizer.padId ?? 0] : found;
    });
    const vectors = new Map<number, Float32Array>();
    for (const batch of batchesOf(
      tokens.map(({ length }) => length),
      batchTokens,
    )) {
      signal?.throwIfAborted();
      const of = batch.map((at) => tokens[at] ?? []);
      const answer = await session.run(of);
      batch.forEach((at, text) => {
        vectors.set(at, vectorOf(answer, text, of[text]?.length ?? 0, pooling, normalized));
      });
    }
    signal?.throwIfAborted();
    return texts.map((_, at) => vectors.get(at) ?? new Float32Array());
  };

  // The model itself says how many numbers a vector has, and that it runs.
  const [probe = new Float32Array()] = await embed(['a']).catch((cause: unknown) => {
    throw new VectorError('VECTOR_BAD_MODEL', reasonOf(cause), { cause });
  });
  const settings = JSON.stringify([
    version,
    pooling,
    normalized,
    maxTokens,
    model.isLowerCase,
    prompts,
  ]);
  return {
    space: {
      model: `onnx/${revisionOf([settings, tokenizer.source, ...session.sources])}`,
      dimensions: probe.length,
      normalized,
    },
    limits: { items: 256, tokensPerItem: left, tokensPerCall: 32_768, overlong: 'cut' },
    countTokens: ids.count,
    embed: (texts, call) =>
      embed(
        texts.map((text) => prompts.document + text),
        call,
      ),
    embedQuery: async (text, call) => {
      const [vector] = await embed([prompts.query + text], call);
      return vector ?? new Float32Array();
    },
  };
}

function vectorOf(
  { values, dimensions, length }: Answer,
  text: number,
  tokens: number,
  pooling: Pooling,
  normalized: boolean,
): Float32Array {
  const vector =
    length === undefined
      ? values.slice(text * dimensions, (text + 1) * dimensions)
      : pool(pooling, values, text * length * dimensions, tokens, dimensions);
  if (!normalized) return vector;
  const norm = Math.sqrt(vector.reduce((sum, value) => sum + value ** 2, 0));
  // A vector without direction could not be found.
  return norm === 0 ? vector.fill(1 / Math.sqrt(dimensions)) : vector.map((value) => value / norm);
}
