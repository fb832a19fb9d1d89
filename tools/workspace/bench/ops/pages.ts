import { join } from 'node:path';
import { z } from 'zod';
import type { Measurement } from '../measurement.ts';
import { rounded } from '../measurement.ts';
import { runScript } from './server-process.ts';

const pages = z.object({
  ...{ direct: z.number(), press: z.number(), ratio: z.number(), two: z.number() },
});

/** Pages of pdf-generator's press, in a process of its own: what it measures it says as JSON. */
export async function pdfPages(): Promise<Measurement[]> {
  const script = join(import.meta.dirname, '../../../../apps/pdf-generator/bench/pages.ts');
  const { direct, press, ratio, two } = pages.parse(
    JSON.parse(await runScript([script, '--json'], {})),
  );
  const given = {
    ...{ measure: 'PDF pages', unit: 'pages/s', peer: 'library directly', theirs: rounded(direct) },
  };
  return [
    {
      ...{ ...given, name: 'press, one worker', ours: rounded(press), ratio: rounded(ratio) },
      ...{ aim: { is: 'at least', ratio: 0.8 }, reached: ratio >= 0.8 },
      note: 'the median of the ratios of rounds that take turns',
    },
    { ...given, name: 'press, two workers', ours: rounded(two), ratio: rounded(two / direct) },
  ];
}
