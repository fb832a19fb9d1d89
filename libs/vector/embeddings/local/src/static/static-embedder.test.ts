import { renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { embedderChecks, randomVector, seeded } from '@vector-toolkit/core/conformance';
import type { TensorToWrite } from '@vector-toolkit/embeddings-sample-models';
import {
  float32,
  folderOf,
  safetensors,
  vocabulary,
  wordPieces,
} from '@vector-toolkit/embeddings-sample-models';
import { afterAll, describe, expect, it } from 'vitest';
import type { StaticOptions } from './index.ts';
import { staticEmbedder } from './index.ts';

const folders: string[] = [];
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true });
});
const folder = (files: Readonly<Record<string, unknown>>): string => {
  const made = folderOf(files);
  folders.push(made);
  return made;
};

// The median of the lengths is 5.
const tokens = ['[PAD]', '[UNK]', '[CLS]', '[SEP]', 'disk', 'full', '##ness', 'the', 'a'];
const rows = [9, 9, 8, 8, 7, 7, 7, 7, 3, 4, 1, 0, 0, 2, 0, 0, 5, 6];
const embeddings = float32([9, 2], rows);
const ones = (count: number) => Array.from({ length: count }, () => 1);

const model = (
  tensors: Readonly<Record<string, TensorToWrite>> = { embeddings },
  config: object = {},
): string =>
  folder({
    'model.safetensors': safetensors(tensors),
    'tokenizer.json': wordPieces(tokens),
    'config.json': config,
  });

const embed = async (path: string, text: string, options?: StaticOptions): Promise<number[]> => {
  const [vector] = await (await staticEmbedder(path, options)).embed([text]);
  return Array.from(vector ?? []);
};

describe('the contract of embedders', () => {
  const random = seeded(7);
  const made = folder({
    'model.safetensors': safetensors({
      embeddings: float32(
        [vocabulary.length, 8],
        vocabulary.flatMap(() => [...randomVector(8, random)]),
      ),
    }),
    'tokenizer.json': wordPieces(vocabulary),
    'config.json': { normalize: true },
  });
  it.each(embedderChecks)('$name', (check) =>
    check.run({ create: () => staticEmbedder(made), tolerance: 0 }),
  );
});

describe('a text', () => {
  it.each([
    ['of one token has its vector', 'disk', [3, 4]],
    ['of several has their mean', 'Disk FULL', [2, 2]],
    ['is cut into pieces of words', 'fullness', [0.5, 1]],
    ['counts a token as often as it comes', 'disk disk full', [7 / 3, 8 / 3]],
    ['counts tokens without direction', 'disk the', [1.5, 2]],
    ['is what is left without unknown words', 'zzz disk zzz', [3, 4]],
    ['is without accents and control characters', 'd\u0000i\u0301sk', [3, 4]],
    ['without a known word has a vector of equal numbers', 'zzz', [Math.SQRT1_2, Math.SQRT1_2]],
    ['that is empty as well', '', [Math.SQRT1_2, Math.SQRT1_2]],
  ])('%s', async (_name, text, expected) => {
    expect(await embed(model(), text)).toEqual(expected.map((one) => Math.fround(one)));
  });

  it('has length one where the model or the caller says so', async () => {
    const normalized = model(undefined, { normalize: true });
    expect(await embed(normalized, 'disk')).toEqual([0.6, 0.8].map(Math.fround));
    expect((await staticEmbedder(normalized)).space.normalized).toBe(true);
    expect(await embed(normalized, 'disk', { normalize: false })).toEqual([3, 4]);
    expect(await embed(model(), 'disk', { normalize: true })).toEqual([0.6, 0.8].map(Math.fround));
    expect((await staticEmbedder(model())).space).toMatchObject({
      dimensions: 2,
      normalized: false,
    });
  });

  it('is weighted where there are weights, and divided by the number of tokens all the same', async () => {
    const weights = {
      dtype: 'F64',
      shape: [9],
      bytes: new Uint8Array(Float64Array.of(1, 1, 1, 1, 0.5, 2, 1, 1, 1).buffer),
    };
    // (0.5 x [3, 4] + 2 x [1, 0]) / 2
    expect(await embed(model({ embeddings, weights }), 'disk full')).toEqual([1.75, 1]);
  });

  it('shares rows where there is a mapping; weights stay those of the token', async () => {
    const mapping = {
      dtype: 'I32',
      shape: [9],
      bytes: new Uint8Array(Int32Array.of(0, 0, 0, 0, 1, 1, 0, 0, 0).buffer),
    };
    const weights = float32([9], [1, 1, 1, 1, 1, 3, 1, 1, 1]);
    const two = float32([2, 2], [0, 0, 1, 2]);
    // (1 x [1, 2] + 3 x [1, 2]) / 2
    expect(await embed(model({ embeddings: two, mapping, weights }), 'disk full')).toEqual([2, 4]);
  });

  it.each([
    ['F16', new Uint16Array(rows.map((one) => [0, 0x3c00, 0x4000, 0x4200, 0x4400][one] ?? 0x4800))],
    [
      'BF16',
      new Uint16Array(rows.map((one) => [0, 0x3f80, 0x4000, 0x4040, 0x4080][one] ?? 0x4100)),
    ],
    ['I8', Int8Array.from(rows)],
  ])('has the same vector of a model in %s', async (dtype, numbers) => {
    const stored = { dtype, shape: [9, 2], bytes: new Uint8Array(numbers.buffer) };
    expect(await embed(model({ embeddings: stored }), 'disk full')).toEqual([2, 2]);
  });
});

describe('a long text', () => {
  it.each<[string, object, StaticOptions, string, number[]]>([
    ['after 512 tokens', {}, {}, `${'the '.repeat(511)}disk disk`, [3 / 512, 4 / 512]],
    ['where the model says so', { max_length: 1 }, {}, 'disk full', [3, 4]],
    ['where the caller says so', { max_length: 7 }, { maxTokens: 1 }, 'disk full', [3, 4]],
    [
      'nowhere, where the caller says so',
      {},
      { maxTokens: Infinity },
      `${'disk '.repeat(1024)}${'full '.repeat(1024)}`,
      [2, 2],
    ],
    // Two tokens of 5 letters, by which the third word is an f.
    ['after so many times the median token', {}, { maxTokens: 2 }, 'zzz disk full', [3, 4]],
    ['between characters', {}, { maxTokens: 2 }, '🙂🙂🙂 disk full', [3, 4]],
  ])('is cut %s', async (_name, config, options, text, expected) => {
    expect(await embed(model(undefined, config), text, options)).toEqual(expected.map(Math.fround));
  });

  it('counts by all of its tokens', async () => {
    const embedder = await staticEmbedder(model(undefined, { max_length: 2 }));
    expect(embedder.limits).toMatchObject({ tokensPerItem: 2, overlong: 'cut' });
    expect(embedder.countTokens('disk zzz fullness the')).toBe(4);
  });

  it('has the same vector after it was counted, and after many others were', async () => {
    const embedder = await staticEmbedder(model(undefined, { max_length: 1 }));
    const texts = ['disk full', 'full disk', ...Array.from({ length: 2000 }, (_, n) => `the ${n}`)];
    const before = await embedder.embed(texts);
    expect(texts.slice(0, 2).map(embedder.countTokens)).toEqual([2, 2]);
    expect((await embedder.embed(texts)).slice(0, 2)).toEqual(before.slice(0, 2));
    for (const text of texts) embedder.countTokens(text);
    expect(await embedder.embed(texts)).toEqual(before);
  });

  it('of a megabyte is embedded', async () => {
    expect(await embed(model(), 'disk\u0000\ud800'.repeat(160_000))).toHaveLength(2);
  });
});

describe('the folder', () => {
  it('may be one of sentence-transformers, with prompts', async () => {
    const made = folder({
      'modules.json': [
        { idx: 0, name: '0', path: '', type: 'sentence_transformers.models.StaticEmbedding' },
        { idx: 1, name: '1', path: '1_Normalize', type: 'sentence_transformers.models.Normalize' },
      ],
      'config_sentence_transformers.json': {
        prompts: { query: 'full ', document: '' },
        default_prompt_name: null,
      },
      'model.safetensors': safetensors({ 'embedding.weight': embeddings }),
      'tokenizer.json': wordPieces(tokens),
    });
    const embedder = await staticEmbedder(made);
    expect([...((await embedder.embed(['disk']))[0] ?? [])]).toEqual([0.6, 0.8].map(Math.fround));
    // [1, 0] + [3, 4]
    expect([...(await embedder.embedQuery('disk'))]).toEqual(
      [Math.SQRT1_2, Math.SQRT1_2].map(Math.fround),
    );
  });

  it('may have the two files in one of its own', async () => {
    const made = folder({
      'config_sentence_transformers.json': {},
      '0_StaticEmbedding/model.safetensors': safetensors({ 'embedding.weight': embeddings }),
      '0_StaticEmbedding/tokenizer.json': wordPieces(tokens),
    });
    expect(await embed(made, 'disk full')).toEqual([2, 2]);
  });

  it('may have more tokens than a call can have arguments, and ids without one', async () => {
    const many = Array.from({ length: 300_000 }, (_, n) => `t${n}`);
    const { model: parts, ...rest } = wordPieces(['[UNK]', 'disk']);
    const vocab = {
      '[UNK]': 0,
      disk: 1,
      ...Object.fromEntries(many.map((one, n) => [one, n + 9])),
    };
    const rows = [0, 7, ...Array.from({ length: 300_007 }, () => 1)];
    const made = folder({
      'model.safetensors': safetensors({ embeddings: float32([300_009, 1], rows) }),
      'tokenizer.json': { ...rest, model: { ...parts, vocab } },
    });
    expect(await embed(made, 'disk t299999')).toEqual([4]);
  });

  it('names the space by what is in it, wherever it lies', async () => {
    const made = model();
    const { model: name } = (await staticEmbedder(made)).space;
    expect(name).toMatch(/^static\/[0-9a-f]{16}$/);
    renameSync(made, `${made}-moved`);
    folders.push(`${made}-moved`);
    folders.splice(folders.indexOf(made), 1);
    expect((await staticEmbedder(`${made}-moved`)).space.model).toBe(name);
    const others = await Promise.all([
      staticEmbedder(model({ embeddings: float32([9, 2], [...rows.slice(1), 0.5]) })),
      staticEmbedder(model(), { normalize: true }),
      staticEmbedder(model(), { maxTokens: 100 }),
    ]);
    expect(new Set([name, ...others.map(({ space }) => space.model)]).size).toBe(4);
  });

  const good = {
    'model.safetensors': safetensors({ embeddings }),
    'tokenizer.json': wordPieces(tokens),
  };
  const int32 = (...values: number[]): TensorToWrite => ({
    dtype: 'I32',
    shape: [values.length],
    bytes: new Uint8Array(Int32Array.from(values).buffer),
  });
  const stored = (tensors: Readonly<Record<string, TensorToWrite>>) => ({
    ...good,
    'model.safetensors': safetensors(tensors),
  });
  it.each<[string, Record<string, unknown>, string]>([
    [
      'without vectors',
      {},
      'holds no model.safetensors, so it is not the folder of a static model',
    ],
    [
      'without a tokenizer',
      { 'model.safetensors': good['model.safetensors'] },
      'holds no tokenizer.json',
    ],
    [
      'with a file cut short',
      { ...good, 'model.safetensors': good['model.safetensors'].slice(0, -4) },
      'model.safetensors is not what a model’s folder holds'.replace('’', "'"),
    ],
    [
      'of another kind of model',
      stored({ 'bert.weight': embeddings }),
      'it has no tensor "embeddings" of rows and columns, but bert.weight [9, 2]',
    ],
    ['of a cube', stored({ embeddings: float32([3, 3, 2], rows) }), 'but embeddings [3, 3, 2]'],
    ['of no dimensions', stored({ embeddings: float32([9, 0], []) }), 'but embeddings [9, 0]'],
    [
      'of fewer vectors than tokens',
      stored({ embeddings: float32([8, 2], rows.slice(2)) }),
      'the tokenizer has 9 tokens, and there are 8 vectors',
    ],
    [
      'with a number that is none',
      stored({ embeddings: float32([9, 2], [...rows.slice(1), NaN]) }),
      'its tensor "embeddings": number 17 is NaN',
    ],
    [
      'with numbers that are not understood',
      stored({ embeddings: { dtype: 'U8', shape: [9, 2], bytes: new Uint8Array(18) } }),
      'its tensor "embeddings": numbers of the type U8 are not understood',
    ],
    [
      'with a mapping that is too short',
      stored({ embeddings, mapping: int32(0, 1) }),
      'the tokenizer has 9 tokens, and there are 2 rows of "mapping"',
    ],
    [
      'with a mapping past the end',
      stored({ embeddings, mapping: int32(...ones(8), 9) }),
      'its tensor "mapping" points to row 9 of 9',
    ],
    [
      'with a mapping before the beginning',
      stored({ embeddings, mapping: int32(...ones(8), -1) }),
      'its tensor "mapping": a negative number cannot point to a row',
    ],
    [
      'with too few weights',
      stored({ embeddings, weights: float32([8], ones(8)) }),
      'the tokenizer has 9 tokens, and there are 8 weights',
    ],
    [
      'with a tokenizer that is no JSON',
      { ...good, 'tokenizer.json': '{' },
      "tokenizer.json is not what a model's folder holds under this name: it is no JSON",
    ],
    [
      'with a tokenizer without a model',
      { ...good, 'tokenizer.json': {} },
      'tokenizer.json is not what',
    ],
    [
      'with an id beyond all vocabularies',
      {
        ...good,
        'tokenizer.json': {
          ...wordPieces(tokens),
          added_tokens: [{ id: 4_000_000_000, content: 'x' }],
        },
      },
      'tokenizer.json is not what',
    ],
    [
      'with a token whose id is no number',
      {
        ...good,
        'tokenizer.json': {
          ...wordPieces(tokens),
          model: { type: 'WordPiece', vocab: { a: 'b' } },
        },
      },
      'tokenizer.json is not what',
    ],
    [
      'with a tokenizer of another kind',
      { ...good, 'tokenizer.json': { ...wordPieces(tokens), normalizer: { type: 'Magic' } } },
      'Unknown Normalizer type: Magic',
    ],
    [
      'with a setting that is none',
      { ...good, 'config.json': { normalize: 'yes' } },
      'config.json is not what',
    ],
  ])('is refused %s', async (_name, files, message) => {
    const opened = staticEmbedder(folder(files));
    await expect(opened).rejects.toThrow(message);
    await expect(opened).rejects.toMatchObject({ code: 'VECTOR_BAD_MODEL' });
  });

  it('must be there', async () => {
    await expect(staticEmbedder(join(folder({}), 'nowhere'))).rejects.toThrow(
      /^There is no folder .*nowhere\. Give the folder that holds a static model\.$/,
    );
  });

  it.each([0, -1, NaN])('has no texts of %d tokens', async (maxTokens) => {
    await expect(staticEmbedder(model(), { maxTokens })).rejects.toMatchObject({
      code: 'VECTOR_BAD_OPTION',
      message: `maxTokens is ${maxTokens}; it must be 1 or more.`,
    });
  });
});
