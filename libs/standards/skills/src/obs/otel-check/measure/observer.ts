import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { startCollector } from './collector.ts';
import type { Observed } from './facts.ts';
import { observedSchema } from './facts.ts';

/** Where a service's signals go while it is measured. */
export interface Observer {
  /** Variables by which the service finds it. */
  readonly environment: Readonly<Record<string, string>>;
  /** Forgets what came until now but for metrics, so that what is read is of the request. */
  forget(): Promise<void>;
  read(): Promise<Observed>;
  close(): Promise<void>;
}

/**
 * Starts what observes a service: a collector of this process that takes OTLP, or what a module of the workspace exports as
 * `startObserver`.
 *
 * @param specifier of the module, as the service's package would import it; a path begins with `./` and the workspace's root
 * @throws Error for a module that cannot be loaded, or is none
 */
export async function startObserver(
  specifier: string | undefined,
  root: string,
  projectRoot: string,
): Promise<Observer> {
  if (specifier === undefined) return startCollector();
  const file = specifier.startsWith('.')
    ? join(root, specifier)
    : createRequire(join(root, projectRoot, 'package.json')).resolve(specifier);
  const module: unknown = await import(pathToFileURL(file).href);
  const start: unknown = Reflect.get(Object(module), 'startObserver');
  if (typeof start !== 'function') {
    throw new Error(`The observer \`${specifier}\` exports no function \`startObserver\`.`);
  }
  const observer: Observer = await start();
  return { ...observer, read: async () => observedSchema.parse(await observer.read()) };
}
