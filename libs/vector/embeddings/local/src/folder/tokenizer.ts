import * as z from 'zod/mini';
import { loadPackage } from './load-package.ts';
import type { ModelFolder } from './model-folder.ts';
import { badModel, parseJson, reasonOf } from './model-folder.ts';

/** What a model's tokenizer says of texts. */
export interface TextTokenizer {
  /** The file that it was read from. */
  readonly source: Uint8Array;
  /** Every token, by its id. */
  readonly vocabulary: ReadonlyMap<string, number>;
  /** The token that stands for what the vocabulary lacks. */
  readonly unknown: string | undefined;
  /** What a shorter text of a batch is filled up with. */
  readonly padId: number | undefined;
  /** Ids of a text's tokens. @param withSpecial with those that the model wants around a text, as [CLS] and [SEP] */
  encode(text: string, withSpecial: boolean): number[];
}

// The reader makes a list as long as the greatest id; the largest vocabularies have a million tokens.
const id = z.int().check(z.nonnegative(), z.maximum(2 ** 23));
const shape = z.looseObject({
  model: z.looseObject({
    unk_token: z.nullish(z.string()),
    vocab: z.union([z.array(z.unknown()), z.record(z.string(), id)]),
  }),
  added_tokens: z._default(z.array(z.looseObject({ id, content: z.string() })), []),
  padding: z.nullish(z.looseObject({ pad_id: z.optional(z.int()) })),
  normalizer: z.nullish(z.unknown()),
  pre_tokenizer: z.nullish(z.unknown()),
  post_processor: z.nullish(z.unknown()),
  decoder: z.nullish(z.unknown()),
});

/** Reads `tokenizer.json`. Throws `VECTOR_BAD_MODEL`, and `VECTOR_PACKAGE_MISSING` without `@huggingface/tokenizers`. */
export async function readTokenizer(folder: ModelFolder, name: string): Promise<TextTokenizer> {
  const { Tokenizer } = await loadPackage(
    '@huggingface/tokenizers',
    '0.2.0',
    'A model from a folder',
    () => import('@huggingface/tokenizers'),
  );
  const file = folder.file(name);
  const source = await folder.bytes(name);
  const json = parseJson(file, source, shape);
  const { normalizer = null, pre_tokenizer = null, post_processor = null, decoder = null } = json;
  try {
    const tokenizer = new Tokenizer(
      { ...json, normalizer, pre_tokenizer, post_processor, decoder },
      {},
    );
    return {
      source,
      // An id that no token has is in it as `undefined`.
      vocabulary: new Map(
        [...tokenizer.get_vocab()].filter(([token]) => typeof token === 'string'),
      ),
      unknown: json.model.unk_token ?? undefined,
      padId: json.padding?.pad_id,
      // A lone surrogate is no character; tokenizers that work on bytes of UTF-8 would see U+FFFD.
      encode: (text, withSpecial) =>
        tokenizer.encode(text.toWellFormed(), { add_special_tokens: withSpecial }).ids,
    };
  } catch (cause) {
    throw badModel(file, reasonOf(cause), cause);
  }
}
