import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { settingsFrom, variables } from '../index.ts';

/** Read by what this package builds on. */
const others = [
  'NO_COLOR',
  'OTEL_SERVICE_NAME',
  'OTEL_RESOURCE_ATTRIBUTES',
  'DEPLOYMENT_ENVIRONMENT',
];
const readme = readFileSync(join(import.meta.dirname, '../../README.md'), 'utf8');
const rows = [...readme.matchAll(/^\| `([A-Z_]+)` +\| (?:`([^`]+)`)? +\| (.+) \|$/gm)];

it('the README names every variable, and no other', () => {
  expect(rows.map(([, name]) => name).toSorted()).toStrictEqual(
    [...variables, ...others].toSorted(),
  );
});

it('the README names the defaults: setting a variable to its own changes nothing', () => {
  const defaults = rows.flatMap(([, name = '', value]) =>
    value === undefined || others.includes(name) ? [] : [[name, value]],
  );
  expect(defaults.length).toBeGreaterThan(1);
  expect(settingsFrom(Object.fromEntries(defaults))).toStrictEqual(settingsFrom({}));
});
