import * as z from 'zod/mini';
import { badModel, openModelFolder, reasonOf } from '../folder/model-folder.ts';
import type { ModelFolder } from '../folder/model-folder.ts';
import { readModules } from '../folder/modules.ts';
import type { TextTokenizer } from '../folder/tokenizer.ts';
import { readTokenizer } from '../folder/tokenizer.ts';
import type { StoredTensor } from './safetensors.ts';
import { readSafetensors } from './safetensors.ts';
import type { TensorValues } from './tensor-values.ts';
import { indicesOf, valuesOf } from './tensor-values.ts';

/** A static model: a vector a token, and nothing else. */
export interface StaticModel {
  readonly folder: ModelFolder;
  readonly tokenizer: TextTokenizer;
  readonly dimensions: number;
  /** Row by row. */
  readonly vectors: TensorValues;
  /** The row of each token, where it is not the token's own id. */
  readonly rows: Uint32Array | undefined;
  /** What each token's vector is multiplied by, where that is not one. */
  readonly weights: TensorValues | undefined;
  /** Whether the model's vectors are brought to length one. */
  readonly normalized: boolean;
  /** Tokens that are looked at; `undefined` where the model does not say. */
  readonly maxTokens: number | undefined;
  /** The file of the vectors. */
  readonly source: Uint8Array;
}

const config = z.looseObject({
  normalize: z.nullish(z.boolean()),
  max_length: z.nullish(z.int().check(z.positive())),
});

/** Where the two files lie: as model2vec keeps them, and as sentence-transformers does. */
const places = ['', '0_StaticEmbedding/'];

/** Reads a model from its folder. Throws `VECTOR_BAD_MODEL`, `VECTOR_PACKAGE_MISSING`. */
export async function readStaticModel(path: string): Promise<StaticModel> {
  const folder = await openModelFolder(path, 'a static model');
  let place = '';
  for (const one of places) if (await folder.has(`${one}model.safetensors`)) place = one;
  const name = `${place}model.safetensors`;
  const source = await folder.bytes(name);
  const file = folder.file(name);
  const tokenizer = await readTokenizer(folder, `${place}tokenizer.json`);
  const options = await folder.json('config.json', config);
  const modules = await readModules(folder);
  let tensors: ReadonlyMap<string, StoredTensor>;
  try {
    tensors = readSafetensors(source);
  } catch (cause) {
    throw badModel(file, reasonOf(cause), cause);
  }
  return {
    folder,
    tokenizer,
    ...readTensors(file, tensors, tokensOf(tokenizer)),
    normalized: options?.normalize ?? modules?.some(({ type }) => type === 'Normalize') ?? false,
    maxTokens: options?.max_length ?? undefined,
    source,
  };
}

/** One more than the greatest id that the tokenizer can give. There may be more of them than a call can have arguments. */
function tokensOf({ vocabulary }: TextTokenizer): number {
  let most = 0;
  for (const id of vocabulary.values()) most = Math.max(most, id + 1);
  return most;
}

/** @param tokens that the tokenizer can give */
function readTensors(
  file: string,
  tensors: ReadonlyMap<string, StoredTensor>,
  tokens: number,
): Pick<StaticModel, 'dimensions' | 'vectors' | 'rows' | 'weights'> {
  const stored = tensors.get('embeddings') ?? tensors.get('embedding.weight');
  const [count = 0, dimensions = 0, ...others] = stored?.shape ?? [];
  if (stored === undefined || count * dimensions === 0 || others.length > 0)
    throw badModel(
      file,
      `it has no tensor "embeddings" of rows and columns, but ${[...tensors].map(([name, { shape }]) => `${name} [${shape.join(', ')}]`).join(', ') || 'none'}`,
    );
  const take = <Values>(name: string, read: () => Values): Values => {
    try {
      return read();
    } catch (cause) {
      throw badModel(file, `its tensor "${name}": ${reasonOf(cause)}`, cause);
    }
  };
  const vectors = take('embeddings', () => finite(valuesOf(stored)));
  const [mapping, weighting] = [tensors.get('mapping'), tensors.get('weights')];
  const rows = mapping && take('mapping', () => indicesOf(mapping));
  const weights = weighting && take('weights', () => finite(valuesOf(weighting)));
  // A token without a vector would end the process's work in the middle of a text, so it is found now.
  const [known, what] =
    rows === undefined ? [count, 'vectors'] : [rows.length, 'rows of "mapping"'];
  if (tokens > known)
    throw badModel(file, `the tokenizer has ${tokens} tokens, and there are ${known} ${what}`);
  if (weights !== undefined && tokens > weights.length)
    throw badModel(
      file,
      `the tokenizer has ${tokens} tokens, and there are ${weights.length} weights`,
    );
  const far = rows?.find((row) => row >= count);
  if (far !== undefined)
    throw badModel(file, `its tensor "mapping" points to row ${far} of ${count}`);
  return { dimensions, vectors, rows, weights };
}

function finite(values: TensorValues): TensorValues {
  if (values instanceof Int8Array) return values;
  for (let i = 0; i < values.length; i++)
    if (!Number.isFinite(values[i])) throw new Error(`number ${i} is ${values[i]}`);
  return values;
}
