import { readFileSync } from 'node:fs';
import { defaultPolicy, policyDocs } from '@h-j-petroleum/standards-engine';
import { describe, expect, it } from 'vitest';

const page = (name: string): string =>
  readFileSync(new URL(`../../../../docs/standards/${name}`, import.meta.url), 'utf8');

/** Rows of tables, cells without the room that formatting gives them. */
const rowsOf = (text: string): string[][] =>
  text
    .split('\n')
    .filter((line) => line.startsWith('|'))
    .map((line) =>
      line
        .slice(1, -1)
        .split('|')
        .map((cell) => cell.trim()),
    );

describe('the page on graduation', () => {
  const rows = rowsOf(page('graduation.md'));
  const { raise, lower } = defaultPolicy;
  const valueIn = (holder: object, key: string): string => String(Reflect.get(holder, key));

  it.each(Object.entries(policyDocs))('has a row for %s with its default', (path, meaning) => {
    const [first = '', ...rest] = path.split('.');
    const key = rest.at(-1) ?? first;
    const values =
      first === 'raise'
        ? [valueIn(raise.warn, key), valueIn(raise.enforce, key)]
        : first === 'lower'
          ? [valueIn(lower.warn, key)]
          : first === 'holds'
            ? [{ project: 'all', direction: 'both' }[key] ?? '']
            : [valueIn(defaultPolicy, key)];
    expect(rows).toContainEqual([`\`${key}\``, ...values, meaning]);
  });

  it('says truly that both steps down have the same defaults', () => {
    expect(lower.warn).toEqual(lower.enforce);
  });
});

it('the page on adoption has a row for every field of the JSON', () => {
  const schema = JSON.parse(
    readFileSync(
      new URL('../../../../libs/standards/engine/schemas/adoption.schema.json', import.meta.url),
      'utf8',
    ),
  );
  const named = rowsOf(page('adoption.md')).map(([cell]) => cell);
  for (const field of Object.keys(schema.properties)) expect(named).toContain(`\`${field}\``);
});
