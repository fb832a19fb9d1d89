import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { LocalIssuer } from '@h-j-petroleum/toolkit-service/testing';
import { localIssuer } from '@h-j-petroleum/toolkit-service/testing';
import { startSink } from '../signals/producer-process.ts';
import type { OpsDatabase } from './database.ts';
import type { ServerProcess } from './server-process.ts';
import { runScript, startServer } from './server-process.ts';

const root = join(import.meta.dirname, '../../../..');
const approval = join(root, 'apps/approval-api/src/server.ts');

/** Whoever takes part: three servers on one database, and what they call. */
export interface Parties {
  /** approval-api with everything on. */
  readonly full: ServerProcess;
  /** The same without signals. */
  readonly silent: ServerProcess;
  readonly bare: ServerProcess;
  /** Takes callbacks. */
  readonly sinkUrl: string;
  token(subject: string): Promise<string>;
  close(): Promise<void>;
}

/** People of the policy, any one of whom decides. */
export const deciders = Array.from({ length: 20 }, (_, index) => `decider-${index}`);
export const requesters = Array.from({ length: 20 }, (_, index) => `requester-${index}`);

const policy = {
  ...{ name: 'bench', version: 1, title: 'One of twenty', expiresAfter: 'P30D' },
  steps: [{ name: 'only', deciders: deciders.map((person) => ({ person })), quorum: 1 }],
};

/** @param profile folder for CPU profiles of the service with everything on */
export async function openParties(database: OpsDatabase, profile?: string): Promise<Parties> {
  const folder = mkdtempSync(join(tmpdir(), 'bench-ops-'));
  writeFileSync(join(folder, 'bench.json'), JSON.stringify(policy));
  const ends: (() => Promise<void>)[] = [];
  const close = async (): Promise<void> => {
    for (const end of ends.toReversed()) await end();
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    const issuer: LocalIssuer = await localIssuer();
    ends.push(() => issuer.close());
    const sink = await startSink();
    ends.push(() => sink.close());
    const env = {
      ...{ DATABASE_URL: database.url, DATABASE_PREPARE: 'on', PORT: '0', POLICIES_DIR: folder },
      ...{ OIDC_ISSUER: issuer.url, OIDC_AUDIENCE: 'approval-api', RATE_LIMIT: '10000000' },
      WEBHOOK_HOSTS: new URL(sink.url).host,
      WEBHOOK_SIGNING_SECRET: `bench=whsec_${Buffer.alloc(32, 7).toString('base64')}`,
      NODE_ENV: 'production',
    };
    await runScript([approval, 'migrate'], { ...env, ...quiet });
    const started = async (...args: Parameters<typeof startServer>) => {
      const server = await startServer(...args);
      ends.push(() => server.stop());
      return server;
    };
    const profiled =
      profile === undefined
        ? []
        : ['--cpu-prof', `--cpu-prof-dir=${profile}`, '--cpu-prof-interval=500'];
    return {
      full: await started([approval], env, profiled),
      silent: await started([approval], { ...env, ...quiet }),
      bare: await started([join(import.meta.dirname, 'bare.ts')], {
        ...{ DATABASE_URL: database.url, NODE_ENV: 'production' },
      }),
      ...{ sinkUrl: sink.url, close },
      token: (subject) => issuer.token({ subject, audience: 'approval-api' }),
    };
  } catch (error) {
    await close();
    throw error;
  }
}

const quiet = { OTEL_SDK_DISABLED: 'true', LOG_LEVEL: 'silent' };
