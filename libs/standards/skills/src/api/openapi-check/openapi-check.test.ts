import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { testSkill } from '@h-j-petroleum/standards-engine/testing';
import { describe, expect, it } from 'vitest';
import { rules } from './compare/rules.ts';
import { declaresBreak } from './compare/declared-version.ts';
import { cases } from './openapi-check.cases.ts';
import { openapiCheck } from './openapi-check.ts';

testSkill(openapiCheck, cases, { describe, it });

it.each([
  ['1.2.3', '2.0.0', true],
  ['1.2.3', '1.3.0', false],
  ['2.0.0', '1.0.0', false],
  ['0.1.0', '0.2.0', true],
  ['0.1.0', '0.1.1', false],
  ['0.9.0', '1.0.0', true],
  ['v1', 'v2', true],
  ['next', '2.0.0', false],
  ['1.0.0', undefined, false],
])('from version %s to %s a break is declared: %s', (base, head, expected) => {
  expect(declaresBreak(base, head)).toBe(expected);
});

it('every rule but those that are about both says by its name whom it breaks', () => {
  for (const [id, { direction }] of Object.entries(rules)) {
    if (/^(request|response)-/.test(id)) expect(id.startsWith(direction), id).toBe(true);
  }
});

it('the page has a row for every rule, with whom it breaks and how', () => {
  const page = readFileSync(
    join(import.meta.dirname, '../../../../../../docs/standards/api/openapi-check.md'),
    'utf8',
  );
  const rows = [...page.matchAll(/^\| `([a-z-]+)` +\| (\w+) +\| (.*?) *\|$/gm)];
  expect(rows.map(([, ...cells]) => cells).sort()).toEqual(
    Object.entries(rules)
      .map(([id, { direction, says }]) => [id, direction, says])
      .sort(),
  );
});
