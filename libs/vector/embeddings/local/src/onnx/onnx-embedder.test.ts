import { renameSync, rmSync } from 'node:fs';
import { embedderChecks, randomVector, seeded } from '@vector-toolkit/core/conformance';
import type { EncoderToWrite } from '@vector-toolkit/embeddings-sample-models';
import {
  encoder,
  folderOf,
  vocabulary,
  wordPieces,
} from '@vector-toolkit/embeddings-sample-models';
import { afterAll, describe, expect, it } from 'vitest';
import type { OnnxOptions } from './index.ts';
import { onnxEmbedder } from './index.ts';

const folders: string[] = [];
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true });
});
const folder = (files: Readonly<Record<string, unknown>>): string => {
  const made = folderOf(files);
  folders.push(made);
  return made;
};

const tokens = ['[PAD]', '[UNK]', '[CLS]', '[SEP]', 'disk', 'full', '##ness'];
const rows = [50, 50, 8, 8, 1, 2, 3, 4, 5, 6, 1, 0, 0, 2];
const tokenizer = { 'tokenizer.json': wordPieces(tokens) };
const steps = (...types: string[]) =>
  types.map((type, idx) => ({
    idx,
    name: String(idx),
    path: type === 'Transformer' ? '' : `${idx}_${type}`,
    type: `sentence_transformers.models.${type}`,
  }));

const model = (files: object = {}, given: Partial<EncoderToWrite> = {}): string =>
  folder({
    ...tokenizer,
    'onnx/model.onnx': encoder({ dimensions: 2, rows, ...given }).model,
    ...files,
  });

const embed = async (path: string, text: string, options?: OnnxOptions): Promise<number[]> => {
  const [vector] = await (await onnxEmbedder(path, options)).embed([text]);
  return Array.from(vector ?? []);
};

describe('the contract of embedders', () => {
  const random = seeded(7);
  const made = folder({
    'tokenizer.json': wordPieces(vocabulary),
    'model.onnx': encoder({
      dimensions: 8,
      rows: vocabulary.flatMap(() => [...randomVector(8, random)]),
    }).model,
    'modules.json': steps('Transformer', 'Pooling', 'Normalize'),
  });
  it.each(embedderChecks)('$name', (check) => check.run({ create: () => onnxEmbedder(made) }));
});

describe('a text', () => {
  // [CLS] disk [SEP]: [1, 2], [5, 6], [3, 4].
  it.each<[string, object, number[]]>([
    ['is the mean of its tokens and of those around it', {}, [3, 4]],
    ['is the mean, as newer folders say it', { pooling_mode: 'mean' }, [3, 4]],
    ['is the mean', { pooling_mode_mean_tokens: true, pooling_mode_cls_token: false }, [3, 4]],
    ['is its first token', { pooling_mode_cls_token: true }, [1, 2]],
    ['is the greatest of each number', { pooling_mode_max_tokens: true }, [5, 6]],
    ['is its last token', { pooling_mode_lasttoken: true }, [3, 4]],
  ])('%s', async (_name, pooling, expected) => {
    const files = Object.keys(pooling).length === 0 ? {} : { '1_Pooling/config.json': pooling };
    expect(await embed(model(files), 'Disk')).toEqual(expected);
  });

  it('is pooled as the caller says', async () => {
    expect(await embed(model(), 'disk', { pooling: 'cls' })).toEqual([1, 2]);
  });

  it('has length one where the folder or the caller says so', async () => {
    const made = model({ 'modules.json': steps('Transformer', 'Pooling', 'Normalize') });
    expect(await embed(made, 'disk')).toEqual([0.6, 0.8].map(Math.fround));
    expect((await onnxEmbedder(made)).space).toMatchObject({ dimensions: 2, normalized: true });
    expect(await embed(made, 'disk', { normalize: false })).toEqual([3, 4]);
    expect(await embed(model(), 'disk', { normalize: true })).toEqual([0.6, 0.8].map(Math.fround));
    expect((await onnxEmbedder(model())).space.normalized).toBe(false);
  });

  it('has the same vector beside others, in whatever order they are run', async () => {
    const texts = ['disk', 'full full full full', '', 'fullness', 'disk disk'];
    // Of four, of six, of two tokens with those around them, ...
    const expected = [
      [3, 4],
      [8 / 6, 1],
      [2, 3],
      [1.25, 2],
      [3.5, 4.5],
    ];
    for (const batchTokens of [1, 8, 4096]) {
      const embedder = await onnxEmbedder(model(), { batchTokens });
      const vectors = await embedder.embed(texts);
      expect(vectors.map((vector) => [...vector])).toEqual(
        expected.map((one) => one.map(Math.fround)),
      );
    }
  });

  it('has its own vector where several calls are under way', async () => {
    const embedder = await onnxEmbedder(model());
    const texts = ['disk', '', 'disk disk', 'fullness'];
    const vectors = await Promise.all(texts.map((text) => embedder.embedQuery(text)));
    expect(vectors.map((vector) => [...vector])).toEqual([
      [3, 4],
      [2, 3],
      [3.5, 4.5],
      [1.25, 2],
    ]);
  });

  it('is cut at the limit, and what is around it stays', async () => {
    const made = model({
      'sentence_bert_config.json': { max_seq_length: 4, do_lower_case: false },
    });
    const embedder = await onnxEmbedder(made);
    expect(embedder.limits).toMatchObject({ tokensPerItem: 2, overlong: 'cut' });
    expect(embedder.countTokens('disk fullness full')).toBe(4);
    // [CLS] disk full [SEP]
    expect([...(await embedder.embedQuery('disk fullness full'))]).toEqual([2.5, 3]);
    expect(await embed(made, 'disk fullness full', { pooling: 'last' })).toEqual([3, 4]);
    expect(await embed(made, 'disk fullness full', { maxTokens: 3 })).toEqual([3, 4]);
  });

  it.each<[string, object, number]>([
    ['512', {}, 512],
    ['that of the tokenizer', { 'tokenizer_config.json': { model_max_length: 128 } }, 128],
    [
      'that of the model',
      {
        'tokenizer_config.json': { model_max_length: 1e30 },
        'config.json': { max_position_embeddings: 256 },
      },
      256,
    ],
    [
      'that of the sentences, before the tokenizer’s',
      {
        'sentence_bert_config.json': { max_seq_length: 300 },
        'tokenizer_config.json': { model_max_length: 128 },
      },
      300,
    ],
  ])('has a limit: %s', async (_name, files, limit) => {
    expect((await onnxEmbedder(model(files))).limits.tokensPerItem).toBe(limit - 2);
  });

  it('has a prompt before it, by what it is for', async () => {
    const prompts = { query: 'full ', passage: '' };
    const made = model({ 'config_sentence_transformers.json': { prompts } });
    const embedder = await onnxEmbedder(made);
    expect(embedder.limits.tokensPerItem).toBe(512 - 3);
    expect([...((await embedder.embed(['disk']))[0] ?? [])]).toEqual([3, 4]);
    // [CLS] full disk [SEP]
    expect([...(await embedder.embedQuery('disk'))]).toEqual([2.5, 3]);
  });

  it('of a megabyte is embedded', async () => {
    expect(await embed(model(), 'disk\u0000\ud800'.repeat(160_000))).toHaveLength(2);
  });

  it('is not embedded once the call is aborted', async () => {
    const embedder = await onnxEmbedder(model(), { batchTokens: 1 });
    const controller = new AbortController();
    const made = embedder.embed(
      Array.from({ length: 50 }, () => 'disk'),
      { signal: controller.signal },
    );
    controller.abort(new Error('the caller has gone'));
    await expect(made).rejects.toThrow('the caller has gone');
  });
});

describe('a model', () => {
  it.each<[string, Partial<EncoderToWrite>, number[]]>([
    ['without kinds of tokens', { others: [] }, [3, 4]],
    // The tokens' places, 0, 1 and 2, are added to each.
    ['that asks for places', { others: ['token_type_ids', 'position_ids'] }, [4, 5]],
    ['whose answer has the other name', { output: 'token_embeddings' }, [3, 4]],
    ['that pools by itself', { isPooled: true }, [5, 6]],
  ])('%s is run', async (_name, given, expected) => {
    expect(await embed(model({}, given), 'disk')).toEqual(expected);
  });

  it('may have its numbers in a file beside it', async () => {
    const { model: without, external } = encoder({
      dimensions: 2,
      rows,
      external: 'model.onnx_data',
    });
    const made = folder({
      ...tokenizer,
      'onnx/model.onnx': without,
      'onnx/model.onnx_data': external,
    });
    expect(await embed(made, 'disk')).toEqual([3, 4]);
  });

  it('may lie where the caller says', async () => {
    const files = {
      'other/small.onnx': encoder({ dimensions: 1, rows: [0, 0, 0, 0, 9, 0, 0] }).model,
    };
    expect(await embed(model(files), 'disk', { file: 'other/small.onnx' })).toEqual([3]);
  });

  it('is named by what is in the folder, wherever it lies', async () => {
    const made = model();
    const { model: name } = (await onnxEmbedder(made)).space;
    expect(name).toMatch(/^onnx\/[0-9a-f]{16}$/);
    renameSync(made, `${made}-moved`);
    folders.splice(folders.indexOf(made), 1, `${made}-moved`);
    expect((await onnxEmbedder(`${made}-moved`)).space.model).toBe(name);
    const others = await Promise.all([
      onnxEmbedder(model({}, { rows: [...rows.slice(1), 7] })),
      onnxEmbedder(model(), { pooling: 'max' }),
      onnxEmbedder(model(), { normalize: true }),
      onnxEmbedder(model(), { maxTokens: 100 }),
      onnxEmbedder(model({ 'config_sentence_transformers.json': { prompts: { query: 'q: ' } } })),
    ]);
    expect(new Set([name, ...others.map(({ space }) => space.model)]).size).toBe(6);
  });

  const pooling = (config: object) => ({ '1_Pooling/config.json': config });
  it.each<[string, () => string, string]>([
    [
      'without a model',
      () => folder(tokenizer),
      "holds neither onnx/model.onnx nor model.onnx. Name the model's file with { file }.",
    ],
    [
      'without a tokenizer',
      () => folder({ 'model.onnx': 'x' }),
      'holds no tokenizer.json, so it is not the folder of a model in ONNX',
    ],
    [
      'whose model is none',
      () => folder({ ...tokenizer, 'model.onnx': 'no model' }),
      "model.onnx is not what a model's folder holds under this name: ",
    ],
    [
      'whose model is cut short',
      () => model({ 'onnx/model.onnx': encoder({ dimensions: 2, rows }).model.slice(0, -40) }),
      "model.onnx is not what a model's folder holds",
    ],
    [
      'whose model asks for pictures',
      () => model({}, { others: ['pixel_values'] }),
      'it asks for input_ids, attention_mask, pixel_values, and only',
    ],
    [
      'whose model answers something else',
      () => model({}, { output: 'logits' }),
      'it answers logits, and only last_hidden_state, token_embeddings, sentence_embedding are known here',
    ],
    [
      'whose model knows fewer tokens',
      () => model({}, { rows: rows.slice(0, 4) }),
      'model.onnx failed on 1 texts: ',
    ],
    [
      'with a step that is not known',
      () => model({ 'modules.json': steps('Transformer', 'Pooling', 'Dense') }),
      'its step "Dense" is not known here, but Transformer, Pooling and Normalize',
    ],
    [
      'with steps from elsewhere',
      () => model({ 'modules.json': [{ type: 'Pooling', path: '../1_Pooling' }] }),
      'modules.json is not what',
    ],
    [
      'that pools twice',
      () => model(pooling({ pooling_mode_mean_tokens: true, pooling_mode_max_tokens: true })),
      'it pools by mean_tokens and max_tokens; one of mean, cls, max and lasttoken is known here',
    ],
    [
      'that pools by another way',
      () => model(pooling({ pooling_mode_weightedmean_tokens: true })),
      'it pools by weightedmean_tokens;',
    ],
    ['that does not pool', () => model(pooling({})), 'it pools by nothing;'],
    [
      'that leaves its prompt out',
      () =>
        model({
          ...pooling({ pooling_mode: 'mean', include_prompt: false }),
          'config_sentence_transformers.json': { prompts: { query: 'full ' } },
        }),
      'has prompts that are not pooled (include_prompt), which is not known here',
    ],
  ])('is refused %s', async (_name, make, message) => {
    const opened = onnxEmbedder(make());
    await expect(opened).rejects.toThrow(message);
    await expect(opened).rejects.toMatchObject({ code: 'VECTOR_BAD_MODEL' });
  });

  it('has no texts that are shorter than what is around them', async () => {
    await expect(onnxEmbedder(model(), { maxTokens: 2 })).rejects.toMatchObject({
      code: 'VECTOR_BAD_OPTION',
      message: 'maxTokens is 2, and the model has 2 tokens of its own in each text. Give more.',
    });
  });
});
