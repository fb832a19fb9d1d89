import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { embeddedServer } from '@h-j-petroleum/toolkit-signals/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Consumer } from './consumer.ts';
import { createConsumer, packages } from './consumer.ts';
import { blocksOf, essenceOf } from './readme-blocks.ts';
import { runReadme } from './run-readme.ts';

const readme = (name: string): string =>
  readFileSync(join(import.meta.dirname, `../../../libs/toolkit/${name}/README.md`), 'utf8');

describe('what the README shows is what it does:', () => {
  let consumer: Consumer;
  beforeAll(async () => {
    consumer = await createConsumer();
  });
  afterAll(() => consumer?.remove());

  it.each(packages)('%s', async (name) => {
    // Each begins with an empty database of its own.
    const server = await embeddedServer();
    try {
      await server.database.session(({ query }) => query('drop schema signals cascade'));
      const shown = await runReadme(blocksOf(readme(name)), consumer, server.url);
      expect(shown.length).toBeGreaterThan(2);
      expect(shown.map(({ command, said }) => [command, essenceOf(said)])).toStrictEqual(
        shown.map(({ command, expected }) => [command, essenceOf(expected)]),
      );
    } finally {
      await server.close();
    }
  });
});
