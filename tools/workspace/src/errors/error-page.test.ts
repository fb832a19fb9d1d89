import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';

const root = join(import.meta.dirname, '../../../..');
const prefixes = {
  ...{ logger: 'LOGGER', telemetry: 'TELEMETRY', metrics: 'METRICS', 'otlp-receiver': 'RECEIVER' },
};
const codes = Object.entries(prefixes).flatMap(([name, prefix]) =>
  globSync(`libs/toolkit/${name}/src/**/*.ts`, { cwd: root })
    .filter((file) => !file.endsWith('.test.ts'))
    .flatMap((file) => {
      const text = readFileSync(join(root, file), 'utf8');
      return [...text.matchAll(new RegExp(`'(${prefix}_[A-Z_]+)'`, 'g'))].map(([, code]) => code);
    }),
);
/** Variables of the environment, which look like codes. */
const variables =
  /^(?:TELEMETRY_(?:EXPORTERS|INSTRUMENTATIONS|KEEP_ERRORS)|METRICS_(?:TEMPORALITY|HISTOGRAMS|RUNTIME))$/;

it('every code of an error or warning has a heading, and every heading a code', () => {
  const page = readFileSync(join(root, 'docs/signals/errors.md'), 'utf8');
  const headings = [...page.matchAll(/^## (.+)$/gm)].map(([, heading]) => heading);
  expect(headings.toSorted()).toStrictEqual(
    [...new Set(codes)].filter((code) => code !== undefined && !variables.test(code)).toSorted(),
  );
});
