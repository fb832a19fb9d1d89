import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  encoder,
  float32,
  safetensors,
  wordPieces,
} from '@vector-toolkit/embeddings-sample-models';
import type { EmbeddedDatabase } from '@vector-toolkit/stores-embedded';
import { startEmbeddedDatabase } from '@vector-toolkit/stores-embedded';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Consumer } from './consumer.ts';
import { linkedConsumer } from './consumer.ts';
import { blocksOf, essenceOf } from './readme-blocks.ts';
import { runReadme } from './run-readme.ts';

const readme = (folder: string): string =>
  readFileSync(join(import.meta.dirname, `../../../libs/vector/${folder}/README.md`), 'utf8');

/** The models that the READMEs take from folders: tokens of two numbers, the same in both. */
function writeModels(root: string): void {
  const tokens = ['[PAD]', '[UNK]', 'disk', 'drive', 'full', 'login', 'failed', 'no', 'room', 'is'];
  const numbers = [
    [0, 0],
    [0, 0],
    [9, 1],
    [8, 2],
    [7, 0],
    [0, 9],
    [2, 8],
    [5, 3],
    [8, 0],
    [1, 1],
  ].flat();
  const files = {
    'tokenizer.json': JSON.stringify(wordPieces(tokens)),
    'config.json': JSON.stringify({ normalize: true }),
    'modules.json': JSON.stringify(
      ['Transformer', 'Pooling', 'Normalize'].map((type, at) => ({
        type,
        path: at === 0 ? '' : `${at}_${type}`,
      })),
    ),
    'model.safetensors': safetensors({ embeddings: float32([tokens.length, 2], numbers) }),
    'model.onnx': encoder({ dimensions: 2, rows: numbers }).model,
  };
  mkdirSync(join(root, 'models/tiny'), { recursive: true });
  for (const [name, content] of Object.entries(files))
    writeFileSync(join(root, 'models/tiny', name), content);
}

describe('what the README shows is what it does, with what a clone has and no network:', () => {
  let consumer: Consumer;
  let database: EmbeddedDatabase;
  beforeAll(async () => {
    consumer = linkedConsumer();
    writeModels(consumer.root);
    database = await startEmbeddedDatabase();
  });
  afterAll(async () => {
    consumer?.remove();
    await database?.close();
  });

  it.each([
    ['embeddings/local', 3],
    ['stores/postgres', 1],
  ])('%s', async (folder, commands) => {
    const shown = await runReadme(blocksOf(readme(folder)), consumer, database.url);
    expect(shown.length).toBe(commands);
    expect(shown.map(({ command, said }) => [command, essenceOf(said)])).toStrictEqual(
      shown.map(({ command, expected }) => [command, essenceOf(expected)]),
    );
  });
});
