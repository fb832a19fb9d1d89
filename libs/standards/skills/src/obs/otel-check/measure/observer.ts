import type { ServiceObserver } from '../../../measured/observer.ts';
import { startServiceObserver } from '../../../measured/observer.ts';
import { startCollector } from './collector.ts';
import type { Observed } from './facts.ts';
import { observedSchema } from './facts.ts';

/** Where a service's signals go while it is measured. */
export interface Observer extends ServiceObserver {
  read(): Promise<Observed>;
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
  const observer = await startServiceObserver(specifier, root, projectRoot);
  return { ...observer, read: async () => observedSchema.parse(await observer.read()) };
}
