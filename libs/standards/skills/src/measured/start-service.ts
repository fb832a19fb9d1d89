import type { StartedProcess } from './service-process.ts';
import { startProcess, withOutput } from './service-process.ts';

const defaultStartSeconds = 60;

/** How a service is started. */
export interface ServiceCommands {
  readonly command?: readonly string[] | undefined;
  /** What comes first: migrations. */
  readonly prepare?: readonly (readonly string[])[] | undefined;
  readonly startSeconds?: number | undefined;
}

export interface ServicePlace {
  /** Absolute path of the folder that its commands run in. */
  readonly folder: string;
  readonly environment: Readonly<Record<string, string>>;
  /** Where it is told to listen. */
  readonly port: number;
}

/** A service that listens; or how far it came, by which command, and why not further. */
export type ServiceStart =
  | { readonly service: StartedProcess }
  | {
      readonly stage: 'prepare' | 'start' | 'listen';
      readonly command: string;
      readonly problem: string;
    };

/** Prepares and starts a service, and waits until it listens. What does not come so far is ended. */
export async function startService(
  { command = [], prepare = [], startSeconds = defaultStartSeconds }: ServiceCommands,
  { folder, environment, port }: ServicePlace,
  stopTimeoutMs: number,
): Promise<ServiceStart> {
  for (const one of prepare) {
    const { code, text } = await startProcess({ command: one, folder, environment }).ended;
    if (code !== 0) return { stage: 'prepare', command: one.join(' '), problem: text };
  }
  const service = startProcess({ command, folder, environment });
  const came = await service.listens(port, startSeconds * 1000);
  if (came === 'listens') return { service };
  const text = command.join(' ');
  if (came === 'ended') {
    return { stage: 'start', command: text, problem: (await service.ended).text };
  }
  const problem = withOutput(
    `nothing listened on port ${port} after ${startSeconds} s`,
    service.output(),
  );
  await service.stop(stopTimeoutMs);
  return { stage: 'listen', command: text, problem };
}

/** Puts values in the place of `{port}` and the like. */
export function filled(
  texts: Readonly<Record<string, string>>,
  values: Readonly<Record<string, string>>,
): Record<string, string> {
  return Object.fromEntries(
    Object.entries(texts).map(([name, text]) => [
      name,
      text.replace(/\{(\w+)\}/g, (given, key: string) =>
        Object.hasOwn(values, key) ? (values[key] ?? given) : given,
      ),
    ]),
  );
}
