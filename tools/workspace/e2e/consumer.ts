import { copyFileSync, readdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { OutsideFolder } from '../src/outside/outside-folder.ts';
import { outsideFolder } from '../src/outside/outside-folder.ts';

const workspace = join(import.meta.dirname, '../../..');
/** Folders of the toolkits, the one that the others build on first. */
export const packages = ['signals', 'logger', 'telemetry', 'metrics', 'otlp-receiver'] as const;

/** A folder outside this workspace, with the packages installed from what would be published, or linked. */
export type Consumer = OutsideFolder;

/** An empty folder outside this workspace. */
const emptyConsumer = (): Consumer => outsideFolder({ prefix: 'toolkits-e2e-' });

/** One that finds the packages of this workspace as they are built, and what they depend on: a clone in which `npm ci` ran. */
export function linkedConsumer(): Consumer {
  const consumer = emptyConsumer();
  symlinkSync(join(workspace, 'node_modules'), join(consumer.root, 'node_modules'), 'dir');
  writeFileSync(
    join(consumer.root, 'package.json'),
    JSON.stringify({ private: true, type: 'module' }),
  );
  return consumer;
}

/** One with the five toolkits, packed and installed. */
export async function createConsumer(): Promise<Consumer> {
  const consumer = emptyConsumer();
  const { root, succeed } = consumer;
  const folders = packages.map((name) => join(workspace, 'libs/toolkit', name));
  await succeed('npm', ['pack', ...folders, '--pack-destination', root, '--silent']);
  const tarballs = readdirSync(root).filter((name) => name.endsWith('.tgz'));
  if (tarballs.length !== packages.length) throw new Error(`npm pack left ${tarballs.join(', ')}`);
  writeFileSync(
    join(root, 'package.json'),
    JSON.stringify({ name: 'shop', version: '1.2.3', private: true, type: 'module' }),
  );
  for (const file of readdirSync(join(import.meta.dirname, 'consumer'))) {
    copyFileSync(join(import.meta.dirname, 'consumer', file), join(root, file));
  }
  await succeed('npm', [
    ...['install', '--no-audit', '--no-fund', '--prefer-offline'],
    ...tarballs.map((name) => `./${name}`),
    ...['fastify@5.12.8', 'pg@8.23.1', 'winston@3.19.0', '@types/node@24.19.2'],
  ]);
  return consumer;
}
