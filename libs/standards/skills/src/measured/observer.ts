import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

/** What a module of the workspace brings a service that is measured: its database, and eyes on what it emits. */
export interface ServiceObserver {
  /** Variables by which the service finds it. */
  readonly environment: Readonly<Record<string, string>>;
  /** Forgets what came until now but for metrics, so that what is read is of the request. */
  forget(): Promise<void>;
  read(): Promise<unknown>;
  close(): Promise<void>;
}

/**
 * Starts what a module of the workspace exports as `startObserver`.
 *
 * @param specifier of the module, as the service's package would import it; a path begins with `./` and the workspace's root
 * @throws Error for a module that cannot be loaded, or is none
 */
export async function startServiceObserver(
  specifier: string,
  root: string,
  projectRoot: string,
): Promise<ServiceObserver> {
  const file = specifier.startsWith('.')
    ? join(root, specifier)
    : createRequire(join(root, projectRoot, 'package.json')).resolve(specifier);
  const module: unknown = await import(pathToFileURL(file).href);
  const start: unknown = Reflect.get(Object(module), 'startObserver');
  if (typeof start !== 'function') {
    throw new Error(`The observer \`${specifier}\` exports no function \`startObserver\`.`);
  }
  const observer: ServiceObserver = await start();
  return observer;
}
