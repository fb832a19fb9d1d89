import { mkdirSync } from 'node:fs';
import type { Database } from '@h-j-petroleum/toolkit-signals';
import { serviceNames } from './service-list.ts';
import { ServicesError } from './service-process.ts';
import { prepareWalkThrough } from './show-services.ts';
import { startServices } from './start-services.ts';

export interface ServeServicesOptions {
  readonly url: string;
  readonly database: Database;
  /** Ignored by git; tokens go below it. */
  readonly folder: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly root: string;
  readonly say: (text: string) => void;
  /** Aborted when it is told to end, also while they start. */
  readonly signal: AbortSignal;
}

/** The services as `npm start` has them. */
export interface Services {
  /** Takes the walk-through. */
  take(): Promise<void>;
  /** It, to be pasted. */
  readonly shell: string;
  /** Rejects when a service ends by itself. */
  readonly failed: Promise<never>;
  stop(): Promise<void>;
}

/** Starts the services and prepares what a person may do with them. @throws ServicesError */
export async function serveServices(options: ServeServicesOptions): Promise<Services> {
  const { url, database, folder, env, root, say, signal } = options;
  checkDatabase(url);
  say('The services start …');
  const services = await startServices({
    ...{ databaseUrl: url, root, signal, firstPort: portOf(env.SERVICES_PORT) },
    // What a person sets for all that they run here.
    env: { LOG_LEVEL: env.LOG_LEVEL, OTEL_SDK_DISABLED: env.OTEL_SDK_DISABLED },
  });
  try {
    mkdirSync(folder, { recursive: true });
    const walk = await prepareWalkThrough({ services, databaseUrl: url, database, folder, say });
    say(
      [
        `Issuer of tokens, for development alone: ${services.issuer.url}`,
        ...serviceNames.map((name) => `${name}: ${services.urls[name]} (/openapi.json)`),
        '',
      ].join('\n'),
    );
    return {
      take: () => Promise.race([walk.take(), services.failed]),
      shell: `Paste this to see them work together:\n\n${walk.shell}\n`,
      failed: services.failed,
      stop: async () => {
        walk.remove();
        await services.stop();
        say('The services ended.');
      },
    };
  } catch (error) {
    await services.stop();
    throw error;
  }
}

/** Employees and keys of development have no place in a database that others use. */
function checkDatabase(url: string): void {
  const { hostname } = new URL(url);
  if (/^(?:localhost|127(?:\.\d+){3}|\[::1\])$/.test(hostname)) return;
  throw new ServicesError(
    `DATABASE_URL names a database of ${hostname}, and the services of npm start bring employees and keys for development.`,
    [
      'Without DATABASE_URL they use the embedded database.',
      'npm start -- --no-services leaves them out.',
      'docker/README.md says how they are deployed.',
    ],
  );
}

function portOf(given: string | undefined): number {
  if (given === undefined || given === '') return 4300;
  const port = Number(given);
  if (Number.isInteger(port) && port >= 0 && port <= 65_532) return port;
  throw new ServicesError(`SERVICES_PORT is "${given}", and must be a port from 0 to 65532.`, [
    'The issuer takes it and the services the three after it; 0 takes free ones.',
  ]);
}
