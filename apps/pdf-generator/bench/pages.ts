// Pages a second of an invoice with fifteen rows: by the press (checks, texts, codes, one process away) and by the library called
// directly with its texts prepared, in turns. `node apps/pdf-generator/bench/pages.ts`
import { readFileSync } from 'node:fs';
import { createPress } from '../src/press/press.ts';
import { templateByName } from '../src/templates/registry.ts';
import { sample } from '../src/templates/invoice/sample.ts';
import { createClosedCompiler } from '../src/typesetting/closed-compiler.ts';
import { fontFiles } from '../src/typesetting/fonts.ts';
import { templateSources } from '../src/typesetting/sources.ts';

export interface PagesResult {
  /** Pages a second of the library, its median round. */
  readonly direct: number;
  /** Pages a second of a press with one worker. */
  readonly press: number;
  /** `press / direct`. */
  readonly ratio: number;
  /** Pages a second of a press with two workers. */
  readonly two: number;
}

const data = (number: number) => ({
  ...sample,
  number: `RE-${number}`,
  lines: Array.from({ length: 15 }, (_, index) => ({
    description: `Artikel ${index + 1} von ${number}`,
    quantity: String(index + 1),
    unit: 'Stück',
    unitPrice: '12.34',
    vatPercent: '19',
  })),
});

const median = (values: readonly number[]) =>
  values.toSorted((left, right) => left - right)[Math.floor(values.length / 2)] ?? Number.NaN;

/** Measures in `rounds` turns of `count` documents each; no two documents are the same. */
export async function benchPages({ rounds = 7, count = 60 } = {}): Promise<PagesResult> {
  const template = templateByName('invoice');
  const compiler = createClosedCompiler(fontFiles());
  for (const [path, file] of templateSources(['invoice']))
    compiler.put(path, readFileSync(file, 'utf8'));
  const prepared = (number: number) => {
    const reading = template?.read(data(number));
    if (reading?.ok !== true) throw new Error('The invoice is none.');
    return { ...reading.filled.view('de'), layout: { onePage: true } };
  };
  const limits = {
    waiting: 1000,
    pages: 10,
    bytes: 1_000_000,
    timeMs: 60_000,
    memoryBytes: 2_000_000_000,
  };
  const one = createPress({ ...limits, workers: 1 });
  const pair = createPress({ ...limits, workers: 2 });
  await Promise.all([one.warm(), pair.warm()]);

  let number = 0;
  const perSecond = async (make: () => Promise<void>) => {
    const begun = performance.now();
    await make();
    return (count * 1000) / (performance.now() - begun);
  };
  const byPress = (press: typeof one) => () =>
    perSecond(async () => {
      const orders = Array.from({ length: count }, () => data((number += 1)));
      await Promise.all(
        orders.map((order) => press.document({ template: 'invoice', data: order, locale: 'de' })),
      );
    });
  const directly = () => {
    const views = Array.from({ length: count }, () => prepared((number += 1)));
    return perSecond(() => {
      for (const view of views) {
        compiler.putData('data.json', view);
        compiler.write(compiler.layOut('invoice/template.typ'), 'a-2a');
        compiler.forget();
      }
      return Promise.resolve();
    });
  };

  const results: { direct: number[]; press: number[]; two: number[] } = {
    direct: [],
    press: [],
    two: [],
  };
  try {
    for (let round = 0; round <= rounds; round += 1) {
      const turn = {
        direct: await directly(),
        press: await byPress(one)(),
        two: await byPress(pair)(),
      };
      // The first round warms up.
      if (round === 0) continue;
      results.direct.push(turn.direct);
      results.press.push(turn.press);
      results.two.push(turn.two);
    }
  } finally {
    await Promise.all([one.close(), pair.close()]);
  }
  const [direct, press, two] = [median(results.direct), median(results.press), median(results.two)];
  return {
    direct,
    press,
    ratio: median(
      results.press.map((value, round) => value / (results.direct[round] ?? Number.NaN)),
    ),
    two,
  };
}

if (import.meta.main) {
  const result = await benchPages();
  const { direct, press, ratio, two } = result;
  if (process.argv.includes('--json')) console.log(JSON.stringify(result));
  else {
    console.log(`library directly     ${direct.toFixed(1)} pages/s`);
    console.log(`press, one worker    ${press.toFixed(1)} pages/s, ${ratio.toFixed(2)} of it`);
    console.log(`press, two workers   ${two.toFixed(1)} pages/s`);
  }
}
