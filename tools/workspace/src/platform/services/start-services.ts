import { createServer } from 'node:net';
import { once } from 'node:events';
import type { LocalIssuer } from '@h-j-petroleum/toolkit-service/testing';
import { localIssuer } from '@h-j-petroleum/toolkit-service/testing';
import pg from 'pg';
import { tokenOf } from './caller.ts';
import type { DevelopmentData } from './development-data.ts';
import { loadDevelopmentData } from './development-data.ts';
import type { MachineKeys } from './machine-keys.ts';
import { makeMachineKeys } from './machine-keys.ts';
import type { Joined } from './service-environment.ts';
import { environmentOf } from './service-environment.ts';
import type { Ports, ServiceName } from './service-list.ts';
import { portsFrom, serviceNames, urlOf } from './service-list.ts';
import type { ServiceProcess } from './service-process.ts';
import { listening, runServiceCommand, ServicesError, spawnService } from './service-process.ts';

export interface ServicesOptions {
  readonly databaseUrl: string;
  readonly root: string;
  /** Port of the issuer, the services on the three after it; 0 for free ones. @default 4300 */
  readonly firstPort?: number;
  /** Connections of each instance. @default 3 */
  readonly poolSize?: number;
  /** Variables of all instances beside their own. */
  readonly env?: Readonly<Record<string, string | undefined>>;
  /** Aborted when nobody wants them any more, also while they start. */
  readonly signal?: AbortSignal;
}

/** The three services as they run together for development. */
export interface RunningServices {
  readonly issuer: LocalIssuer;
  readonly urls: Readonly<Record<ServiceName, string>>;
  readonly data: DevelopmentData;
  readonly processes: readonly ServiceProcess[];
  /** Rejects when one of them ends that was not told to, saying which and why. */
  readonly failed: Promise<never>;
  /** Ends all of it and takes the keys back. */
  stop(): Promise<void>;
}

/**
 * Starts an issuer in this process and the three services as processes of their own, on one database: brings their schemas up
 * to date, makes the keys by which they call each other, loads the development data. What was started ends where it throws.
 *
 * @throws ServicesError
 */
export async function startServices(options: ServicesOptions): Promise<RunningServices> {
  const { databaseUrl, root, firstPort = 4300, poolSize = 3, env = {}, signal } = options;
  const ports = firstPort === 0 ? await freePorts() : portsFrom(firstPort);
  const urls = urlsOf(ports);
  const pool = new pg.Pool({ connectionString: databaseUrl, max: 1, application_name: 'start' });
  pool.on('error', () => undefined);
  const processes: ServiceProcess[] = [];
  let issuer: LocalIssuer | undefined;
  let keys: MachineKeys | undefined;
  let isStopping = false;
  const stop = async (): Promise<void> => {
    isStopping = true;
    await Promise.all(processes.map((one) => one.stop()));
    // A database that is gone has no use for it: the keys end by themselves.
    await keys?.revoke().catch(() => undefined);
    await issuer?.close();
    await pool.end();
  };
  try {
    issuer = await startIssuer(ports.issuer);
    // One after the other: the embedded database has one session, in which locks keep nobody apart.
    for (const name of serviceNames) {
      signal?.throwIfAborted();
      await runServiceCommand({
        ...{ name, root, args: ['migrate'] },
        env: { DATABASE_URL: databaseUrl },
      });
    }
    keys = await makeMachineKeys(pool);
    const joined: Joined = { ...keys, urls };
    const common = { databaseUrl, issuerUrl: issuer.url, joined, poolSize };
    signal?.throwIfAborted();
    for (const name of serviceNames) {
      const own = environmentOf(name, { ...common, port: ports[name] });
      processes.push(spawnService({ name, root, env: { ...own, ...env } }));
    }
    await Promise.all(processes.map(listening));
    signal?.throwIfAborted();
    const token = await tokenOf(issuer, 'rosa');
    const data = await loadDevelopmentData(urls['timesheet-api'], token);
    const failed = Promise.race(
      processes.map(async ({ name, ended, lastWords }) => {
        const { code, signal } = await ended;
        // Told to: then nobody waits for this.
        if (isStopping) return new Promise<never>(() => undefined);
        throw new ServicesError(
          `${name} ended by itself (${signal ?? `code ${code}`}): ${lastWords() || 'it said nothing'}`,
          [`npm run signals -- logs --service ${name} shows what it logged before.`],
        );
      }),
    );
    failed.catch(() => undefined);
    return { issuer, urls, data, processes, failed, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** Where each service is reached. */
export function urlsOf(ports: Ports): Record<ServiceName, string> {
  return {
    'approval-api': urlOf(ports['approval-api']),
    'timesheet-api': urlOf(ports['timesheet-api']),
    'pdf-generator': urlOf(ports['pdf-generator']),
  };
}

async function startIssuer(port: number): Promise<LocalIssuer> {
  try {
    return await localIssuer({ port });
  } catch (cause) {
    if (Reflect.get(Object(cause), 'code') !== 'EADDRINUSE') throw cause;
    throw new ServicesError(`The issuer can't listen on 127.0.0.1:${port}: the port is taken.`, [
      'End what listens there (another npm start?), or',
      'SERVICES_PORT=4400 npm start takes other ports, four from that one on.',
    ]);
  }
}

/** Ports that nobody listens on now. All are held until all are found, so that no two are the same. */
export async function freePorts(): Promise<Ports> {
  const held = await Promise.all(
    ['issuer', ...serviceNames].map(async () => {
      const server = createServer().listen(0, '127.0.0.1');
      await once(server, 'listening');
      return server;
    }),
  );
  const ports = held.map((server) => Number(Reflect.get(Object(server.address()), 'port')));
  await Promise.all(
    held.map(async (server) => {
      server.close();
      await once(server, 'close');
    }),
  );
  const [issuer = 0, approval = 0, timesheet = 0, pdf = 0] = ports;
  return { issuer, 'approval-api': approval, 'timesheet-api': timesheet, 'pdf-generator': pdf };
}
