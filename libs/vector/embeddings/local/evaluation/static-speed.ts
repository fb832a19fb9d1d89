// node --conditions=@h-j-petroleum/source evaluation/static-speed.ts: texts a second of CPU, of this folder's sets, beside a static model of the size that they have.
import { rmSync } from 'node:fs';
import type { Embedder } from '@vector-toolkit/core';
import {
  float32,
  folderOf,
  safetensors,
  wordPieces,
} from '@vector-toolkit/embeddings-sample-models';
import { hashEmbedder, localEmbedder } from '../src/index.ts';
import { staticEmbedder } from '../src/static/index.ts';
import { intents, logs, passages, similarity } from './sets.ts';

const [size, dimensions] = [30_000, 256];

const short = [
  ...similarity.flatMap(({ a, b }) => [a, b]),
  ...[...intents, ...logs].map(({ text }) => text),
];
const long = passages.map(({ abstract }) => abstract);

/** Tokens as a model has them: most words whole, every fourth in pieces, letters, and others that no text has. */
function vocabulary(): string[] {
  const letters = [...'abcdefghijklmnopqrstuvwxyz0123456789'];
  const words = [
    ...new Set(
      [...short, ...long]
        .join(' ')
        .toLowerCase()
        .match(/[a-z]+|[^\sa-z]/g),
    ),
  ];
  const pieces = words.flatMap((word, at) =>
    at % 4 === 0
      ? (word.match(/.{1,4}/g) ?? []).map((part, n) => (n === 0 ? '' : '##') + part)
      : [word],
  );
  const own = [
    ...new Set(['[PAD]', '[UNK]', ...letters, ...letters.map((one) => `##${one}`), ...pieces]),
  ];
  return [...own, ...Array.from({ length: size - own.length }, (_, n) => `filler${n}`)];
}

async function rate(embedder: Embedder, texts: readonly string[]): Promise<number> {
  const many = Array.from({ length: Math.ceil(20_000 / texts.length) }, () => texts).flat();
  await embedder.embed(many.slice(0, 2000));
  const before = process.cpuUsage();
  await embedder.embed(many);
  const { user, system } = process.cpuUsage(before);
  return many.length / ((user + system) / 1e6);
}

const numbers = Array.from({ length: size * dimensions }, (_, n) => Math.sin(n));
const folder = folderOf({
  'model.safetensors': safetensors({ embeddings: float32([size, dimensions], numbers) }),
  'tokenizer.json': wordPieces(vocabulary()),
  'config.json': { normalize: true },
});
const opened = performance.now();
const model = await staticEmbedder(folder);
const opening = performance.now() - opened;
rmSync(folder, { recursive: true });

const lengths = (texts: readonly string[]): string =>
  `${(texts.reduce((sum, text) => sum + model.countTokens(text), 0) / texts.length).toFixed(0)} tokens`;
process.stdout.write(
  `texts a second of CPU      short (${lengths(short)})  long (${lengths(long)})\n`,
);
for (const [name, embedder] of [
  ['local words', localEmbedder()],
  ['hashes alone', hashEmbedder()],
  [`static, ${size} x ${dimensions}`, model],
] as const)
  process.stdout.write(
    `${name.padEnd(27)}${(await rate(embedder, short)).toFixed(0).padEnd(19)}${(await rate(embedder, long)).toFixed(0)}\n`,
  );
process.stdout.write(`opening the static model: ${opening.toFixed(0)} ms\n`);
