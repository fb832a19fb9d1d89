// node --conditions=@h-j-petroleum/source evaluation/speed.ts [--json]: texts a CPU second, cold start and size of the asset.
import { execFileSync } from 'node:child_process';
import { statSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';
import { localEmbedder } from '../src/index.ts';
import { intents, logs } from './sets.ts';

const rounds = 5;
const starts = 7;

const median = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;

const texts = [...intents, ...logs].map(({ text }) => text);
const many = Array.from({ length: 20_000 }, (_, at) => texts[at % texts.length] ?? '');
const embedder = localEmbedder();
const speeds: number[] = [];
for (let round = 0; round <= rounds; round++) {
  const before = process.cpuUsage();
  for (let from = 0; from < many.length; from += 1000)
    await embedder.embed(many.slice(from, from + 1000));
  const { user, system } = process.cpuUsage(before);
  // The first round is the compiler's.
  if (round > 0) speeds.push(many.length / ((user + system) / 1e6));
}

// As it is published: without types, and with its asset one folder up.
const built = join(import.meta.dirname, '../reports/cold-start.js');
await build({
  entryPoints: [join(import.meta.dirname, '../src/index.ts')],
  outfile: built,
  ...{ bundle: true, platform: 'node', format: 'esm', logLevel: 'warning' },
  conditions: ['@h-j-petroleum/source'],
});
const script = `const from = performance.now();
const { localEmbedder } = await import(${JSON.stringify(built)});
await localEmbedder().embedQuery('no space left on device');
process.stdout.write(String(performance.now() - from));`;
const cold = Array.from({ length: starts }, () =>
  Number(
    execFileSync(process.execPath, ['--input-type=module', '-e', script], { encoding: 'utf8' }),
  ),
);

const result = {
  textsPerCpuSecond: Math.round(median(speeds)),
  coldStartMs: Number(median(cold).toFixed(1)),
  assetMegabytes: Number(
    (statSync(join(import.meta.dirname, '../assets/words.bin')).size / 1e6).toFixed(2),
  ),
};
if (process.argv.includes('--json')) process.stdout.write(`${JSON.stringify(result)}\n`);
else
  process.stdout.write(
    `${result.textsPerCpuSecond} short texts a CPU second; ${result.coldStartMs} ms from import to first vector; asset ${result.assetMegabytes} MB\n`,
  );
